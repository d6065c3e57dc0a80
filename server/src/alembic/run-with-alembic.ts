import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { displayUrl } from '../core/config/database-url.ts';
import { writeObstacle } from '../core/plan/server-limits.ts';
import { takeRunnerLock } from '../database/advisory-lock.ts';
import { DatabaseError } from '../database/database-error.ts';
import type { DatabaseSession } from '../database/database-session.ts';
import { keepRun } from '../database/keep-run.ts';
import type { RunFailureFacts, RunResult } from '../database/migration-run.ts';
import { openSession } from '../database/open-session.ts';
import { isRunFailure, RunRefused } from '../database/run-failure.ts';
import { runMessage } from '../database/run-message.ts';
import { readServerFacts } from '../database/server-facts.ts';
import { serverIdentity } from '../database/server-identity.ts';
import { readVersionRows } from '../database/version-table.ts';
import { type ProcessEnd, type RunningProcess, startProcess } from '../processes/process-tree.ts';
import { failed, failureOf, maskedFailure, silentFailure } from './alembic-failure.ts';
import { alembicProgram, alembicVariables } from './alembic-invocation.ts';
import { type AlembicRun, type OnProgress, secretsOf } from './alembic-run.ts';
import { BackendWatch } from './backend-watch.ts';
import { guardEnvironment, parseGuardLine } from './connection-guard.ts';
import { StepTracker } from './step-tracker.ts';
import { followRows, rowsAfterwards, settingsOf } from './version-rows.ts';

const CANCEL_GRACE_MS = 3000;
const KILL_GRACE_MS = 2000;

type Ending = Pick<RunResult, 'outcome' | 'applied' | 'revisions' | 'failure'> &
  Partial<Pick<RunResult, 'databaseId'>>;

/** Why a run through alembic cannot reach the chosen database for sure; undefined where it can. */
export function alembicObstacle(
  run: Pick<AlembicRun, 'target' | 'environment' | 'isConfiguredUrl'>,
): string | undefined {
  if (run.target.kind === 'pglite') {
    return 'The embedded database lives inside this program and Python cannot connect to it. Choose a PostgreSQL server.';
  }
  if (run.environment.command.python === undefined && !run.isConfiguredUrl) {
    return (
      `env.py decides where alembic connects, and with the command line of ${run.environment.command.origin} nobody can ` +
      'make sure that it is the chosen database. Choose the database that the configuration names, or leave the setting ' +
      'empty so that the interpreter is found.'
    );
  }
  return undefined;
}

/** Waits for the end; an abort stops the statement first, then the program and all that it started. */
async function endOf(
  child: RunningProcess,
  backends: BackendWatch,
  signal: AbortSignal,
): Promise<ProcessEnd> {
  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    stopping ??= (async () => {
      await backends.cancelStatements();
      await Promise.race([child.ended, sleep(CANCEL_GRACE_MS)]);
      await child.kill(KILL_GRACE_MS);
      await backends.end();
    })();
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  const end = await child.ended;
  signal.removeEventListener('abort', stop);
  await stopping;
  return end;
}

async function runChild(
  run: AlembicRun,
  session: DatabaseSession,
  tracker: StepTracker,
  signal: AbortSignal,
): Promise<RunFailureFacts | undefined> {
  const backends = new BackendWatch(session, () => openSession(run.target, run.open));
  let otherDatabase: string | undefined;
  const orders = {
    server: await serverIdentity(session),
    program: run.environment.command.kind,
    lockTimeout: run.lockTimeout,
    statementTimeout: run.statementTimeout,
  };
  const password = run.open.password === undefined ? {} : { PGPASSWORD: run.open.password };
  const added = { ...password, ...run.variables, ...guardEnvironment(orders) };
  const child = startProcess({
    program: alembicProgram(run.environment, run.invocation, true),
    workingDirectory: dirname(run.environment.configPath),
    environment: alembicVariables(run.inherited, added),
    onErrorLine: (line) => {
      const told = parseGuardLine(line);
      if (told?.kind === 'backend') backends.add(told.pid);
      else if (told?.kind === 'other') otherDatabase = told.database;
      else if (told?.kind === 'step') tracker.announced(told.line);
      else tracker.line(line);
    },
  });
  const watching = Promise.all([
    backends.watch((wait) => tracker.waiting(wait)),
    followRows(run, session, tracker, child.ended),
  ]);
  const end = await endOf(child, backends, signal);
  backends.stop();
  await watching;
  return failureOf(run, end, tracker, otherDatabase);
}

async function runLocked(
  run: AlembicRun,
  session: DatabaseSession,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<Ending> {
  const before = await readVersionRows(session, run.versionTable);
  if (before.revisions.join('\n') !== [...run.expectedRevisions].sort().join('\n')) {
    return { outcome: 'stale', applied: [], revisions: before.revisions, failure: undefined };
  }
  const tracker = new StepTracker(run.steps, before.revisions, onProgress);
  const failure = signal.aborted ? undefined : await runChild(run, session, tracker, signal);
  const revisions = await rowsAfterwards(run, session, signal);
  const applied = revisions === undefined ? [] : tracker.applied(revisions, performance.now());
  const whole = applied.length === run.steps.length;
  if (whole && failure === undefined) return { outcome: 'done', applied, revisions, failure };
  if (signal.aborted) return { outcome: 'cancelled', applied, revisions, failure: undefined };
  return { outcome: 'failed', applied, revisions, failure: failure ?? silentFailure(revisions) };
}

async function runConnected(run: AlembicRun, onProgress: OnProgress, signal: AbortSignal): Promise<Ending> {
  const obstacle = alembicObstacle(run);
  if (obstacle !== undefined) throw new RunRefused(obstacle);
  const session = await openSession(run.target, run.open);
  try {
    const facts = await readServerFacts(session, undefined);
    const readOnly = writeObstacle(facts);
    if (readOnly !== undefined) throw new RunRefused(readOnly);
    for (const sql of settingsOf(run)) await session.execute(sql);
    const unlock = await takeRunnerLock(session, run.versionTable, {
      waitMs: run.runnerLockWaitMs,
      signal,
      onWaiting: () => undefined,
    });
    try {
      const ending = await runLocked(run, session, onProgress, signal);
      return { ...ending, databaseId: facts.databaseId };
    } finally {
      await unlock();
    }
  } finally {
    await session.close();
  }
}

/**
 * Runs a whole plan through the user's own alembic, under the same lock and with the same checks as the built-in engine,
 * and writes the journal. Which steps took effect is read from the version table, not from what alembic printed.
 */
export async function runWithAlembic(
  run: AlembicRun,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<RunResult> {
  const startedAt = new Date();
  let ending: Ending;
  try {
    ending = await runConnected(run, onProgress, signal);
  } catch (error) {
    if (!isRunFailure(error)) throw error;
    const fields = error instanceof DatabaseError ? error.fields : {};
    ending = {
      outcome: 'failed',
      applied: [],
      revisions: undefined,
      failure: failed(error.message, { sqlState: fields.sqlState, detail: fields.detail, hint: fields.hint }),
    };
  }
  const { failure } = ending;
  const result: Omit<RunResult, 'message'> = {
    ...ending,
    failure: failure === undefined ? undefined : maskedFailure(failure, secretsOf(run)),
    partial: undefined,
    milliseconds: Date.now() - startedAt.getTime(),
    dryRun: false,
    databaseId: ending.databaseId,
  };
  const whole = { ...result, message: runMessage(run, result) };
  const textOf = (revision: string) => run.steps.find((step) => step.revision === revision)?.text;
  return keepRun(
    {
      direction: run.direction,
      from: run.expectedRevisions,
      engine: 'alembic',
      startedAt,
      backup: run.backup,
      storagePath: run.storagePath,
      displayUrl: displayUrl(run.target),
      textOf,
    },
    whole,
  );
}
