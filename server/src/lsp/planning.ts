import { readFile } from 'node:fs/promises';
import { URI } from 'vscode-uri';
import type { AlembicRun } from '../alembic/alembic-run.ts';
import { type CompiledStep, compileSteps } from '../core/plan/compiled-step.ts';
import { planSteps } from '../core/plan/plan-steps.ts';
import { revisionCompiler } from '../core/plan/revision-compiler.ts';
import { type RunSettings, runSettings } from '../core/plan/run-settings.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { type EngineChoice, providePlan } from '../features/provide-plan.ts';
import type { PlanAnswer, PlanParams } from '../protocol/run-messages.ts';
import type { WorkbenchSettings } from '../protocol/settings.ts';
import { decodePythonSource } from '../workspace/decode-python-source.ts';
import { systemErrorCode } from '../workspace/system-error.ts';
import type { ReachableDatabase } from './databases.ts';
import { ownAlembicRun } from './own-alembic-run.ts';
import type { ServerState } from './server-state.ts';

/** A plan with everything that a run of it takes. */
export interface PreparedPlan {
  readonly snapshot: EnvironmentSnapshot;
  readonly compiled: readonly CompiledStep[];
  readonly answer: PlanAnswer;
  readonly settings: WorkbenchSettings;
  readonly runSettings: RunSettings;
  /** The run through the user's own alembic; undefined where that is not needed or not found. */
  readonly alembicRun: AlembicRun | undefined;
}

/**
 * Plans from the rows of a version table. Looks for the user's alembic only where the plan may need it.
 * Throws the CommandErrors of the target.
 */
export async function preparePlan(
  state: ServerState,
  params: Pick<PlanParams, 'environment' | 'direction' | 'target' | 'purge'>,
  heads: readonly string[],
  reachable: ReachableDatabase,
): Promise<PreparedPlan> {
  const snapshot = state.snapshot(params.environment);
  const { configPath } = snapshot.config;
  const settings = await state.settings.read(URI.file(configPath).toString());
  const ofEnvironment = runSettings(snapshot.envScript);
  const purge = params.purge === true;
  const steps = planSteps(snapshot.revisions, params.direction, params.target, purge ? [] : heads);
  const compiled = compileSteps(snapshot, steps, revisionCompiler(ofEnvironment, null, snapshot.knowledge));
  const choice: EngineChoice = {
    // Which rows are forgotten is seen in the version table alone, which alembic's own run is judged by.
    setting: purge ? 'builtin' : settings.engine,
    unknowns: ofEnvironment.unknowns,
    alembicProblem: undefined,
    databaseProblem: await unsavedProblem(compiled),
  };
  const first = providePlan(snapshot, compiled, heads, choice);
  const common = { snapshot, compiled, settings, runSettings: ofEnvironment };
  if (first.engine === 'builtin') return { ...common, answer: first, alembicRun: undefined };
  const found = await ownAlembicRun(state, { ...params, heads }, reachable, compiled, settings);
  const alembicProblem = found.problem;
  const answer = providePlan(snapshot, compiled, heads, { ...choice, alembicProblem });
  return { ...common, answer, alembicRun: found.run };
}

/** A run takes what is on disk: text that was never saved would leave a database at a revision that nobody has. */
async function unsavedProblem(compiled: readonly CompiledStep[]): Promise<string | undefined> {
  const texts = new Map<string, string>();
  for (const { file, step, sql } of compiled) {
    if (file === undefined || step.direction === 'stamp') continue;
    texts.set(file.path, file.text);
    for (const { path, text } of sql.modules ?? []) if (path.endsWith('.py')) texts.set(path, text);
  }
  for (const [path, text] of texts) {
    if (sameLines(await savedText(path), text)) continue;
    return `${path.slice(path.lastIndexOf('/') + 1)} has changes that are not saved. Save it and plan again.`;
  }
  return undefined;
}

/** What the disk has; undefined where the file is not there or no Python text. */
async function savedText(path: string): Promise<string | undefined> {
  try {
    const saved = decodePythonSource(await readFile(path));
    return saved.kind === 'text' ? saved.text : undefined;
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return undefined;
  }
}

function sameLines(left: string | undefined, right: string): boolean {
  return left?.replaceAll('\r\n', '\n') === right.replaceAll('\r\n', '\n');
}
