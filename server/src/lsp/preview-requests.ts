import { type CompiledStep, compileSteps } from '../core/plan/compiled-step.ts';
import type { PlanOrigin } from '../core/plan/plan-script.ts';
import { planSteps } from '../core/plan/plan-steps.ts';
import { revisionCompiler } from '../core/plan/revision-compiler.ts';
import type { StepDirection } from '../core/plan/revision-step.ts';
import { runSettings } from '../core/plan/run-settings.ts';
import { parseSqlRange, startingRows } from '../core/plan/sql-range.ts';
import { CommandError } from '../core/script/command-error.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { provideFilePreview, providePlanPreview } from '../features/provide-sql-preview.ts';
import { provideSqlScript } from '../features/provide-sql-script.ts';
import type { SqlPreviewAnswer, SqlPreviewParams, SqlScriptAnswer } from '../protocol/preview-messages.ts';
import type { Databases } from './databases.ts';
import { fileSql } from './file-sql.ts';
import type { Requests } from './register-requests.ts';
import type { OpenedRevisionFile, ServerState } from './server-state.ts';

/** SQL as text. Only `pending` asks a database, and only what its version table says. */
export function previewRequests(
  state: ServerState,
  databases: Databases,
): Pick<Requests, 'alembic/sqlPreview' | 'alembic/sqlScript'> {
  return {
    'alembic/sqlPreview': (params) => preview(state, databases, params),
    'alembic/sqlScript': (params) => script(state, databases, params),
  };
}

/** A plan with the SQL of its steps. */
interface PlannedSql extends PlanOrigin {
  readonly title: string;
  readonly snapshot: EnvironmentSnapshot;
  readonly compiled: readonly CompiledStep[];
}

async function preview(
  state: ServerState,
  databases: Databases,
  params: SqlPreviewParams,
): Promise<SqlPreviewAnswer> {
  if (params.kind === 'file') {
    const { snapshot, file } = revisionFile(state, params.uri);
    return provideFilePreview(file, params.direction, fileSql(snapshot, file, params.direction));
  }
  const plan = await plannedSql(state, databases, params);
  return providePlanPreview(plan.snapshot, plan.compiled, plan);
}

async function script(
  state: ServerState,
  databases: Databases,
  params: SqlPreviewParams,
): Promise<SqlScriptAnswer> {
  const plan = await plannedSql(state, databases, params);
  const { snapshot } = plan;
  const { major, source } = await databases.versionInUse(snapshot);
  const { name } = state.environment(snapshot.id);
  const { configPath, section } = snapshot.config;
  return provideSqlScript(snapshot, plan.compiled, {
    ...plan,
    environment: `${name} (${configPath}, section ${section})`,
    version: `${major} (${source})`,
  });
}

async function plannedSql(
  state: ServerState,
  databases: Databases,
  params: SqlPreviewParams,
): Promise<PlannedSql> {
  switch (params.kind) {
    case 'file':
      return ofRevision(revisionFile(state, params.uri), params.direction);
    case 'plan': {
      const { direction, target, heads, purge } = params;
      return ofPlan(state.snapshot(params.environment), direction, target, heads, purge);
    }
    case 'range': {
      const snapshot = state.snapshot(params.environment);
      const { start, target } = parseSqlRange(params.range, params.direction, true);
      return ofPlan(snapshot, params.direction, target, startingRows(snapshot.revisions, start));
    }
    case 'pending': {
      const snapshot = state.snapshot(params.environment);
      const reachable = await databases.reachable(params.environment, params.database);
      const heads = await databases.currentRows(snapshot, reachable);
      return { ...ofPlan(snapshot, 'upgrade', 'heads', heads), title: `pending on ${params.database}` };
    }
  }
}

/** Throws CommandError `not-a-revision`. */
function revisionFile(state: ServerState, uri: string): OpenedRevisionFile {
  const opened = state.revisionFile(uri);
  if (opened !== undefined) return opened;
  throw new CommandError('not-a-revision', 'This file is no revision of a migration environment.', { uri });
}

function ofPlan(
  snapshot: EnvironmentSnapshot,
  direction: StepDirection,
  target: string,
  heads: readonly string[],
  purge = false,
): PlannedSql {
  const settings = runSettings(snapshot.envScript);
  const steps = planSteps(snapshot.revisions, direction, target, purge ? [] : heads);
  const compiled = compileSteps(snapshot, steps, revisionCompiler(settings, null, snapshot.knowledge));
  const from = heads.length === 0 ? 'base' : heads.join(', ');
  return { title: `${direction} ${from} → ${target}`, snapshot, compiled, heads, settings, purge };
}

/**
 * The step of one revision alone, from a database that has everything below it, or everything up to it. Throws
 * CommandError where the chain cannot be planned.
 */
function ofRevision({ snapshot, file }: OpenedRevisionFile, direction: 'upgrade' | 'downgrade'): PlannedSql {
  const id = file.revision?.revision;
  const node = id === undefined ? undefined : snapshot.revisions.get(id);
  if (node === undefined) {
    const message =
      'This file has no revision identifier that Alembic would read, so no script can be made of it.';
    throw new CommandError('not-a-revision', message, { path: file.path });
  }
  const parents = node.parents.map((parent) => parent.id);
  const heads = direction === 'upgrade' ? parents : [node.id];
  const target = direction === 'upgrade' ? node.id : (parents[0] ?? 'base');
  const plan = ofPlan(snapshot, direction, target, heads);
  const compiled = plan.compiled.filter(({ step }) => step.revision === node.id);
  return { ...plan, compiled, title: `${direction} ${node.id}` };
}
