import { type CompiledStep, compileSteps } from '../core/plan/compiled-step.ts';
import { planSteps } from '../core/plan/plan-steps.ts';
import { revisionCompiler } from '../core/plan/revision-compiler.ts';
import { runSettings } from '../core/plan/run-settings.ts';
import { parseSqlRange, startingRows } from '../core/plan/sql-range.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import type { DatabaseSession } from '../database/database-session.ts';
import { planRun } from '../database/plan-run.ts';
import { runWithOwnAlembic } from './alembic-engine.ts';
import type { CommandArguments, CommandContext, CommandResult } from './command.ts';
import { chosenDatabase, namedDatabase } from './database-options.ts';
import { opened } from './database-session.ts';
import { chosenEngine } from './engine.ts';
import { beforeRun, runDecided } from './run-command.ts';
import { sqlScript } from './sql-script.ts';

type Direction = 'upgrade' | 'downgrade';

/** Runs `upgrade` or `downgrade`, or prints its SQL, as the arguments say. */
export async function migrate(
  direction: Direction,
  args: CommandArguments,
  context: CommandContext,
): Promise<CommandResult> {
  const [argument = ''] = args.positionals;
  const isSql = args.options.sql === true;
  if (!isSql) return migrated(direction, argument, args, context);
  const snapshot = await context.loadEnvironment();
  const { start, target } = parseSqlRange(argument, direction, isSql);
  const rows = startingRows(snapshot.revisions, start);
  return sqlScript(snapshot, compiled(snapshot, direction, target, rows), rows);
}

function compiled(
  snapshot: EnvironmentSnapshot,
  direction: Direction,
  target: string,
  rows: readonly string[],
): readonly CompiledStep[] {
  const compile = revisionCompiler(runSettings(snapshot.envScript), null, snapshot.knowledge);
  return compileSteps(snapshot, planSteps(snapshot.revisions, direction, target, rows), compile);
}

/** Reads the environment, and meanwhile connects to the database that `--url` names. */
async function loadAndConnect(
  args: CommandArguments,
  context: CommandContext,
): Promise<{ readonly snapshot: EnvironmentSnapshot; readonly session: DatabaseSession | undefined }> {
  const named = namedDatabase(args.options, context);
  const connecting = named?.kind === 'postgres' ? opened(named) : undefined;
  const [snapshot, session] = await Promise.allSettled([context.loadEnvironment(), connecting]);
  if (snapshot.status === 'fulfilled' && session.status === 'fulfilled') {
    return { snapshot: snapshot.value, session: session.value };
  }
  if (session.status === 'fulfilled') await session.value?.close();
  throw snapshot.status === 'rejected' ? snapshot.reason : (session as PromiseRejectedResult).reason;
}

async function migrated(
  direction: Direction,
  argument: string,
  args: CommandArguments,
  context: CommandContext,
): Promise<CommandResult> {
  const { target } = parseSqlRange(argument, direction, false);
  const { snapshot, session: early } = await loadAndConnect(args, context);
  const settings = runSettings(snapshot.envScript);
  const url = chosenDatabase(snapshot, args.options, context);
  const { rows, session } = await beforeRun(url, settings, early);
  try {
    const steps = compiled(snapshot, direction, target, rows);
    if (chosenEngine(args, steps, settings) === 'alembic') {
      await session?.close();
      return await runWithOwnAlembic(
        snapshot,
        { url, direction, target, steps, rows, settings },
        args,
        context,
      );
    }
    const plan = planRun(steps, rows, settings);
    return await runDecided({ url, direction, plan, session }, args, context);
  } finally {
    await session?.close();
  }
}
