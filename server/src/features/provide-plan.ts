import { createHash } from 'node:crypto';
import { URI } from 'vscode-uri';
import type { CompiledStep } from '../core/plan/compiled-step.ts';
import { planDestroys } from '../core/plan/plan-destroys.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { lineIndexOf } from '../core/snapshot/file-range.ts';
import type { EngineName, PlanAnswer, PlannedStep } from '../protocol/run-messages.ts';
import type { WorkbenchSettings } from '../protocol/settings.ts';

/** What decides which engine runs a plan. */
export interface EngineChoice {
  readonly setting: WorkbenchSettings['engine'];
  /** Facts of env.py that the built-in engine would have to guess. */
  readonly unknowns: readonly string[];
  /** Why the user's own alembic cannot run, in one sentence with the next step; undefined where it can. */
  readonly alembicProblem: string | undefined;
  /** Why nothing runs on this database at all. */
  readonly databaseProblem: string | undefined;
}

/** What a run would do, before it does anything. `heads` are the rows of the version table that it starts from. */
export function providePlan(
  snapshot: EnvironmentSnapshot,
  compiled: readonly CompiledStep[],
  heads: readonly string[],
  choice: EngineChoice,
): PlanAnswer {
  const destroys = planDestroys(compiled.map(({ sql }) => sql));
  const steps = compiled.map((one, index) => plannedStep(snapshot, one, destroys[index] ?? []));
  return { heads, digest: planDigest(compiled), steps, ...chosenEngine(steps, choice, compiled) };
}

/** A digest of everything a plan was read from, imported modules included, and of the statements that came of it. */
export function planDigest(compiled: readonly CompiledStep[]): string {
  const hash = createHash('sha256');
  for (const { step, file, sql } of compiled) {
    hash.update(
      `${step.direction} ${step.revision}\0${JSON.stringify(step.versionChanges)}\0${file?.path ?? ''}\0`,
    );
    hash.update(file?.text ?? '');
    for (const { path, text } of sql.modules ?? []) hash.update(`\0${path}\0${text}`);
    for (const statement of sql.statements) hash.update(`\0${statement.sql}`);
    hash.update('\0');
  }
  return hash.digest('hex');
}

function plannedStep(
  snapshot: EnvironmentSnapshot,
  { step, file, sql }: CompiledStep,
  destroys: readonly string[],
): PlannedStep {
  return {
    revision: step.revision,
    direction: step.direction,
    message: snapshot.revisions.get(step.revision)?.source.message ?? '',
    uri: file === undefined ? undefined : URI.file(file.path).toString(),
    statementCount: sql.statements.length,
    unresolved: sql.unresolved.map(({ span, reason }) => ({
      line: file === undefined ? 0 : lineIndexOf(file).position(span.start).line,
      reason,
    })),
    destroys,
  };
}

type Engine = Pick<PlanAnswer, 'engine' | 'engineReason' | 'blocked'>;

/** One plan runs in one engine: the built-in one where everything is known, else the user's alembic. */
function chosenEngine(
  steps: readonly PlannedStep[],
  choice: EngineChoice,
  compiled: readonly CompiledStep[],
): Engine {
  const fault = compiled.find(({ step }) => step.versionFault !== undefined)?.step.versionFault;
  const obstacle = builtinObstacle(steps, choice);
  const engine = (name: EngineName, engineReason: string, problem: string | undefined): Engine => ({
    engine: name,
    engineReason,
    blocked: choice.databaseProblem ?? fault?.message ?? problem,
  });
  if (choice.setting === 'alembic') {
    return engine('alembic', 'The setting alembicWorkbench.engine says so.', choice.alembicProblem);
  }
  if (choice.setting === 'builtin') {
    const problem =
      obstacle === undefined
        ? undefined
        : `${obstacle} The setting alembicWorkbench.engine allows the built-in engine only.`;
    return engine('builtin', 'The setting alembicWorkbench.engine says so.', problem);
  }
  if (obstacle === undefined) return engine('builtin', 'Every statement of the plan is known.', undefined);
  const problem =
    choice.alembicProblem === undefined
      ? undefined
      : `${obstacle} It would take your own alembic. ${choice.alembicProblem}`;
  return engine('alembic', obstacle, problem);
}

function builtinObstacle(steps: readonly PlannedStep[], { unknowns }: EngineChoice): string | undefined {
  const [unknown] = unknowns;
  if (unknown !== undefined) return sentence(`env.py leaves something open: ${unknown}`);
  const step = steps.find(({ unresolved }) => unresolved.length > 0);
  const [first] = step?.unresolved ?? [];
  if (step === undefined || first === undefined) return undefined;
  return sentence(
    `Revision ${step.revision}, line ${first.line + 1}, is not known beforehand: ${first.reason}`,
  );
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
