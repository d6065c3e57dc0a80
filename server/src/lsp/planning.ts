import { readFile } from 'node:fs/promises';
import { URI } from 'vscode-uri';
import type { AlembicCommand } from '../alembic/alembic-command.ts';
import { findAlembic } from '../alembic/find-alembic.ts';
import { type CompiledStep, compileSteps } from '../core/plan/compiled-step.ts';
import { planSteps } from '../core/plan/plan-steps.ts';
import { revisionCompiler } from '../core/plan/revision-compiler.ts';
import { type RunSettings, runSettings } from '../core/plan/run-settings.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { type EngineChoice, providePlan } from '../features/provide-plan.ts';
import type { PlanAnswer, PlanParams } from '../protocol/messages.ts';
import type { WorkbenchSettings } from '../protocol/settings.ts';
import { decodePythonSource } from '../workspace/decode-python-source.ts';
import type { ReachableDatabase } from './databases.ts';
import type { ServerState } from './server-state.ts';

/** A plan with everything that a run of it takes. */
export interface PreparedPlan {
  readonly snapshot: EnvironmentSnapshot;
  readonly compiled: readonly CompiledStep[];
  readonly answer: PlanAnswer;
  readonly settings: WorkbenchSettings;
  readonly runSettings: RunSettings;
  /** The user's own alembic; undefined where it is not needed or not found. */
  readonly alembic: AlembicCommand | undefined;
}

/**
 * Plans from the rows of a version table. Looks for the user's alembic only where the plan may need it.
 * Throws the CommandErrors of the target.
 */
export async function preparePlan(
  state: ServerState,
  params: Pick<PlanParams, 'environment' | 'direction' | 'target'>,
  heads: readonly string[],
  { database, target }: ReachableDatabase,
): Promise<PreparedPlan> {
  const snapshot = state.snapshot(params.environment);
  const { location } = state.environment(params.environment);
  const { configPath } = snapshot.config;
  const settings = await state.settings.read(URI.file(configPath).toString());
  const ofEnvironment = runSettings(snapshot.envScript);
  const steps = planSteps(snapshot.revisions, params.direction, params.target, heads);
  const compiled = compileSteps(snapshot, steps, revisionCompiler(ofEnvironment, null));
  const choice: EngineChoice = {
    setting: settings.engine,
    unknowns: ofEnvironment.unknowns,
    alembicProblem: undefined,
    databaseProblem: await unsavedProblem(compiled),
  };
  const first = providePlan(snapshot, compiled, heads, choice);
  const common = { snapshot, compiled, settings, runSettings: ofEnvironment };
  if (first.engine === 'builtin') return { ...common, answer: first, alembic: undefined };
  const found = await findAlembic({
    configPath,
    workspaceFolder: location.folder,
    alembicCommand: settings.alembicCommand,
    selectedInterpreter: undefined,
    environment: process.env,
    platform: process.platform,
  });
  const alembic = 'looked' in found ? undefined : found;
  const alembicProblem =
    target.kind === 'pglite'
      ? `the embedded database ${database.summary.name} lives inside this program, where Python cannot connect to it. Choose a PostgreSQL server.`
      : 'looked' in found
        ? found.message
        : undefined;
  return {
    ...common,
    alembic,
    answer: providePlan(snapshot, compiled, heads, { ...choice, alembicProblem }),
  };
}

/** A run takes what is on disk: text that was never saved would leave a database at a revision that nobody has. */
async function unsavedProblem(compiled: readonly CompiledStep[]): Promise<string | undefined> {
  for (const { file, step } of compiled) {
    if (file === undefined || step.direction === 'stamp') continue;
    const saved = decodePythonSource(await readFile(file.path));
    if (saved.kind === 'text' && saved.text.replaceAll('\r\n', '\n') === file.text.replaceAll('\r\n', '\n'))
      continue;
    return `${file.path.slice(file.path.lastIndexOf('/') + 1)} has changes that are not saved. Save it and plan again.`;
  }
  return undefined;
}
