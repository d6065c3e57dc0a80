import { compileSteps } from '../core/plan/compiled-step.ts';
import { planSteps } from '../core/plan/plan-steps.ts';
import { revisionCompiler } from '../core/plan/revision-compiler.ts';
import type { StepDirection } from '../core/plan/revision-step.ts';
import { runSettings } from '../core/plan/run-settings.ts';
import { parseSqlRange, startingRows } from '../core/plan/sql-range.ts';
import { CommandError } from '../core/script/command-error.ts';
import { provideFilePreview, providePlanPreview } from '../features/provide-sql-preview.ts';
import type { SqlPreviewAnswer, SqlPreviewParams } from '../protocol/preview-messages.ts';
import type { Databases } from './databases.ts';
import { fileSql } from './file-sql.ts';
import type { Requests } from './register-requests.ts';
import type { ServerState } from './server-state.ts';

/** SQL as text. Only `pending` asks a database, and only what its version table says. */
export function previewRequests(state: ServerState, databases: Databases): Partial<Requests> {
  return { 'alembic/sqlPreview': (params) => preview(state, databases, params) };
}

async function preview(
  state: ServerState,
  databases: Databases,
  params: SqlPreviewParams,
): Promise<SqlPreviewAnswer> {
  switch (params.kind) {
    case 'file':
      return ofFile(state, params.uri, params.direction);
    case 'plan':
      return ofPlan(state, params.environment, params.direction, params.target, params.heads, params.purge);
    case 'range': {
      const { revisions } = state.snapshot(params.environment);
      const { start, target } = parseSqlRange(params.range, params.direction, true);
      const heads = startingRows(revisions, start);
      return ofPlan(state, params.environment, params.direction, target, heads);
    }
    case 'pending': {
      const snapshot = state.snapshot(params.environment);
      const reachable = await databases.reachable(params.environment, params.database);
      const heads = await databases.currentRows(snapshot, reachable);
      const answer = ofPlan(state, params.environment, 'upgrade', 'heads', heads);
      return { ...answer, title: `pending on ${params.database}` };
    }
  }
}

function ofFile(state: ServerState, uri: string, direction: 'upgrade' | 'downgrade'): SqlPreviewAnswer {
  const opened = state.revisionFile(uri);
  if (opened === undefined) {
    throw new CommandError('not-a-revision', 'This file is no revision of a migration environment.', { uri });
  }
  const { snapshot, file } = opened;
  return provideFilePreview(file, direction, fileSql(snapshot, file, direction));
}

function ofPlan(
  state: ServerState,
  environment: string,
  direction: StepDirection,
  target: string,
  heads: readonly string[],
  purge = false,
): SqlPreviewAnswer {
  const snapshot = state.snapshot(environment);
  const settings = runSettings(snapshot.envScript);
  const steps = planSteps(snapshot.revisions, direction, target, purge ? [] : heads);
  const compiled = compileSteps(snapshot, steps, revisionCompiler(settings, null, snapshot.knowledge));
  const from = heads.length === 0 ? 'base' : heads.join(', ');
  return providePlanPreview(snapshot, compiled, {
    title: `${direction} ${from} → ${target}`,
    heads,
    settings,
    purge,
  });
}
