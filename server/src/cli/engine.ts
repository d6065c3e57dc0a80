import type { CompiledStep } from '../core/plan/compiled-step.ts';
import type { RunSettings } from '../core/plan/run-settings.ts';
import { CommandError } from '../core/script/command-error.ts';
import { lineIndexOf } from '../core/snapshot/file-range.ts';
import type { EngineName } from '../protocol/run-messages.ts';
import type { CliOption, CommandArguments } from './command.ts';
import { usageError } from './usage-error.ts';

export const ENGINE_OPTION: Readonly<Record<string, CliOption>> = {
  engine: {
    type: 'string',
    value: 'ENGINE',
    description: 'auto (default), builtin, or alembic: your own, found beside the configuration',
  },
};

/**
 * The engine of a whole plan, and why: `builtin` where everything is known, else the user's alembic; `--engine` decides otherwise.
 * Throws CommandError `usage`; `version-rows-mismatch` where no engine could run the plan; `unresolved` where the built-in
 * engine is asked for and would have to guess.
 */
export function chosenEngine(
  { options }: CommandArguments,
  steps: readonly CompiledStep[],
  settings: RunSettings,
): { readonly name: EngineName; readonly reason: string } {
  const wanted = options.engine ?? 'auto';
  if (wanted !== 'auto' && wanted !== 'builtin' && wanted !== 'alembic') {
    throw usageError(`'${String(wanted)}' is no engine. The engines: auto, builtin, alembic.`);
  }
  const fault = steps.find(({ step }) => step.versionFault !== undefined)?.step.versionFault;
  if (fault !== undefined) throw new CommandError(fault.code, fault.message);
  const obstacles = builtinObstacles(steps, settings);
  const [obstacle] = obstacles;
  if (wanted === 'alembic') return { name: 'alembic', reason: '--engine says so.' };
  if (wanted === 'auto' && obstacle !== undefined) return { name: 'alembic', reason: obstacle };
  if (obstacle === undefined) return { name: 'builtin', reason: 'Every statement of the plan is known.' };
  throw new CommandError('unresolved', unresolvedMessage(obstacles), { obstacles });
}

/** What the built-in engine would have to guess, each as a sentence with its place. */
export function builtinObstacles(steps: readonly CompiledStep[], settings: RunSettings): readonly string[] {
  const unresolved = steps.flatMap(({ step, file, sql }) =>
    sql.unresolved.map(({ span, reason }) => {
      const line = file === undefined ? 1 : lineIndexOf(file).position(span.start).line + 1;
      return `${file?.path ?? step.revision}:${line}: ${reason}`;
    }),
  );
  return [...settings.unknowns, ...unresolved];
}

/** Why nothing ran: the built-in engine runs a plan whole or not at all. */
export function unresolvedMessage(obstacles: readonly string[]): string {
  return [
    'Nothing was run: the built-in engine runs a plan only where nothing has to be guessed.',
    ...obstacles,
    'Run this plan with --engine alembic.',
  ].join('\n');
}
