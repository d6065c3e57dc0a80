import { URI } from 'vscode-uri';
import { compileSteps } from '../core/plan/compiled-step.ts';
import { planUpgrade } from '../core/plan/plan-upgrade.ts';
import { revisionCompiler } from '../core/plan/revision-compiler.ts';
import { runSettings } from '../core/plan/run-settings.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { matchSchema } from '../database/match-schema.ts';
import { observeCatalog, observeDatabase } from '../database/observe-database.ts';
import { openScratch } from '../database/scratch-database.ts';
import { provideBaseBranchTarget } from '../features/provide-base-branch-target.ts';
import { type ObservedLoss, provideDiagnosis } from '../features/provide-diagnosis.ts';
import { findLostBranch } from '../git/find-lost-branch.ts';
import type { GitRevision } from '../git/find-revision-in-git.ts';
import { commitWords } from '../git/git-commit.ts';
import type { DatabaseParams } from '../protocol/database-messages.ts';
import type { AlembicNotifications } from '../protocol/messages.ts';
import type {
  DatabaseDiagnosis,
  LostRevisionFile,
  MatchSchemaAnswer,
  MatchSchemaParams,
} from '../protocol/repair-messages.ts';
import { configuredBaseline, loadBaselineFile, loadSchemaOf } from './baseline.ts';
import { type Databases, EMBEDDED_IDLE_MS, type ReachableDatabase } from './databases.ts';
import { reached } from './reached.ts';
import type { Requests } from './register-requests.ts';
import type { ServerState } from './server-state.ts';
import { untilCancelled } from './until-cancelled.ts';

/** What is wrong with a database, and what the ways out need. Nothing here changes one. */
export function repairRequests(
  state: ServerState,
  databases: Databases,
): Pick<
  Requests,
  | 'alembic/baseBranchTarget'
  | 'alembic/diagnose'
  | 'alembic/loadBaseline'
  | 'alembic/loadSchema'
  | 'alembic/matchSchema'
> {
  return {
    'alembic/diagnose': (params) => reached(() => diagnose(state, databases, params)),
    'alembic/baseBranchTarget': async ({ environment, database }) => {
      const snapshot = state.snapshot(environment);
      const reachable = await databases.reachable(environment, database);
      return provideBaseBranchTarget(snapshot, await databases.currentRows(snapshot, reachable));
    },
    'alembic/loadBaseline': (params) => reached(() => loadBaselineFile(state, databases, params)),
    'alembic/loadSchema': (params, token) =>
      untilCancelled(token, (signal) => reached(() => loadSchemaOf(state, databases, params, signal))),
    'alembic/matchSchema': (params, token) =>
      untilCancelled(token, (signal) => reached(() => match(state, databases, params, signal))),
  };
}

async function diagnose(
  state: ServerState,
  databases: Databases,
  { environment, database }: DatabaseParams,
): Promise<DatabaseDiagnosis> {
  const reachable = await databases.reachable(environment, database);
  const snapshot = state.snapshot(environment);
  const settings = runSettings(snapshot.envScript);
  const observed = await observeDatabase(reachable.target, openOptions(reachable), settings);
  const isKnown = (revision: string): boolean => snapshot.revisions.get(revision) !== undefined;
  const unknown = observed.rows.filter((row) => !isKnown(row));
  const loss = unknown.length === 0 ? undefined : await lossOf(snapshot, unknown, isKnown);
  const { versionTables: otherVersionTables, ...rest } = observed;
  return provideDiagnosis(snapshot, { ...rest, otherVersionTables }, loss);
}

async function lossOf(
  snapshot: EnvironmentSnapshot,
  unknown: readonly string[],
  isKnown: (revision: string) => boolean,
): Promise<ObservedLoss> {
  const { revisions, unfound, standsOn } = await findLostBranch(
    unknown,
    snapshot.config.versionLocations,
    isKnown,
  );
  return { files: revisions.map(lostFile), unfound, standsOn };
}

function lostFile({ revision, text, commit, refs }: GitRevision): LostRevisionFile {
  const [ref] = refs;
  return {
    revision: revision.revision,
    message: revision.message,
    uri: URI.file(revision.path).toString(),
    text,
    origin: ref === undefined ? commitWords(commit) : `${commitWords(commit)}, on ${ref}`,
  };
}

/** Runs the chain in an embedded database of its own and tells which revision the schema is nearest to. */
async function match(
  state: ServerState,
  databases: Databases,
  { environment, database, runId }: MatchSchemaParams,
  signal: AbortSignal,
): Promise<MatchSchemaAnswer> {
  const reachable = await databases.reachable(environment, database);
  const snapshot = state.snapshot(environment);
  const settings = runSettings(snapshot.envScript);
  const baseline = await configuredBaseline(state, environment);
  const wanted = await observeCatalog(reachable.target, openOptions(reachable), settings);
  const steps = compileSteps(
    snapshot,
    planUpgrade(snapshot.revisions, 'heads', []),
    revisionCompiler(settings, null, snapshot.knowledge),
  );
  const onStep = (revision: string, step: number): void => {
    const message = messageOf(snapshot, revision);
    const told: AlembicNotifications['alembic/runProgress'] = {
      ...{ runId, step, stepCount: steps.length, revision, message },
      ...{ statement: 0, statementCount: 0, waiting: undefined },
    };
    void state.connection.sendNotification('alembic/runProgress', told);
  };
  const matching = { steps, settings, baseline, openScratch: () => openScratch(undefined) };
  const { nearest, stopped } = await matchSchema(wanted, matching, onStep, signal);
  return {
    matches: nearest.map((one) => ({
      ...one,
      message: one.revision === undefined ? 'base' : messageOf(snapshot, one.revision),
    })),
    stopped,
  };
}

function messageOf({ revisions }: EnvironmentSnapshot, revision: string): string {
  return revisions.get(revision)?.source.message ?? '';
}

function openOptions({ password }: ReachableDatabase): {
  password: string | undefined;
  embeddedIdleMs: number;
} {
  return { password, embeddedIdleMs: EMBEDDED_IDLE_MS };
}
