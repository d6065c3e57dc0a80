import { displayUrl } from '../core/config/database-url.ts';
import { type CompiledStep, compileSteps } from '../core/plan/compiled-step.ts';
import { inspectionOf, runCard } from '../core/plan/make-run-card.ts';
import { PlanEffects } from '../core/plan/plan-effects.ts';
import { planSteps } from '../core/plan/plan-steps.ts';
import { revisionCompiler } from '../core/plan/revision-compiler.ts';
import type { CardInput, RunCard } from '../core/plan/run-card.ts';
import { runCardText } from '../core/plan/run-card-text.ts';
import { runSettings } from '../core/plan/run-settings.ts';
import { parseSqlRange, startingRows } from '../core/plan/sql-range.ts';
import { NO_FACTS } from '../core/postgresql/effects/schema-facts.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import type { DatabaseSession } from '../database/database-session.ts';
import { dryRunObstacle, NO_DRY_RUN, planRun } from '../database/plan-run.ts';
import { runWithOwnAlembic } from './alembic-engine.ts';
import { backedUp, withBackup } from './backup.ts';
import { chosenWindow, inspected, requireGo, serverObstacle } from './before-run.ts';
import type { CommandArguments, CommandContext, CommandResult } from './command.ts';
import { runOnCopy } from './copy-run.ts';
import { chosenDatabase, namedDatabase } from './database-options.ts';
import { opened } from './database-session.ts';
import { chosenEngine } from './engine.ts';
import { runCardJson } from './run-card-json.ts';
import { beforeRun, type DecidedRun, runDecided } from './run-command.ts';
import { timeouts } from './run-options.ts';
import { sqlScript } from './sql-script.ts';
import { fromRows } from './unknown-rows.ts';

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
    const steps = fromRows(snapshot.revisions, rows, () => compiled(snapshot, direction, target, rows));
    const engine = chosenEngine(args, steps, settings);
    const decided: DecidedRun = { url, direction, plan: planRun(steps, rows, settings), session };
    const planned = new PlanEffects(steps, majorVersion(session));
    const inspection = inspectionOf(steps, planned);
    const facts = session === undefined ? undefined : await inspected(url, session, inspection, settings);
    const effects = planned.given(facts?.schema ?? NO_FACTS);
    const card = cardOf(decided, { compiled: steps, effects, engine, facts }, args);
    if (args.options['dry-run'] === true) return await dryRun(card, decided, args, context);
    if (args.options['dry-run'] === 'copy') {
      await session?.close();
      return await copyDryRun(card, { ...decided, session: undefined }, args, context);
    }
    requireGo(card, context);
    // An embedded database takes one session at a time, and the backup needs it.
    const kept = args.options.backup !== undefined && url.kind === 'pglite' ? undefined : session;
    if (kept === undefined) await session?.close();
    const backup = steps.length === 0 ? undefined : await backedUp(url, args, context);
    if (engine.name === 'builtin') {
      return withBackup(await runDecided({ ...decided, session: kept, backup }, args, context), backup);
    }
    await session?.close();
    const plan = { url, direction, target, steps, rows, settings, reason: engine.reason, backup };
    return withBackup(await runWithOwnAlembic(snapshot, plan, args, context), backup);
  } finally {
    await session?.close();
  }
}

/** Of the server behind a session; null where none is known. */
function majorVersion(session: DatabaseSession | undefined): number | null {
  const major = Number.parseInt(session?.serverVersion ?? '', 10);
  return Number.isNaN(major) ? null : major;
}

function cardOf(
  { url, direction, plan }: DecidedRun,
  known: Pick<CardInput, 'compiled' | 'effects' | 'engine' | 'facts'>,
  args: CommandArguments,
): RunCard {
  const { lockTimeout, statementTimeout } = timeouts(args.options);
  return runCard({
    direction,
    database: displayUrl(url),
    rows: plan.expectedRevisions,
    ...known,
    blocked: serverObstacle(known.facts),
    dryRunObstacle: known.engine.name === 'alembic' ? NO_DRY_RUN : dryRunObstacle(plan),
    timeouts: { lock: lockTimeout, statement: statementTimeout },
    window: chosenWindow(args, new Date()),
  });
}

/** Prints the card; runs the plan and rolls it back where that is possible and nothing speaks against it. */
async function dryRun(
  card: RunCard,
  run: DecidedRun,
  args: CommandArguments,
  context: CommandContext,
): Promise<CommandResult> {
  const obstacle = card.blocked ?? card.dryRunObstacle;
  const result = obstacle === undefined ? await runDecided(run, args, context) : notRun(card, obstacle);
  return {
    exitCode: result.exitCode,
    text: `${runCardText(card)}\n${result.text}`,
    json: { ...Object(result.json), card: runCardJson(card) },
  };
}

/** Prints the card and runs the plan on a copy of the database, where the plan is the built-in engine's. */
async function copyDryRun(
  card: RunCard,
  run: DecidedRun,
  args: CommandArguments,
  context: CommandContext,
): Promise<CommandResult> {
  const result =
    card.engine.name === 'alembic' ? notRun(card, NO_DRY_RUN) : await runOnCopy(run, args, context);
  return {
    exitCode: result.exitCode,
    text: `${runCardText(card)}\n${result.text}`,
    json: { ...Object(result.json), card: runCardJson(card) },
  };
}

/** The answer of a dry run that prints the card alone: exit code 1 where the run itself could not start either. */
function notRun(card: RunCard, reason: string): CommandResult {
  const message = `Not run: ${reason} The card above is all that can be told beforehand.`;
  return {
    exitCode: card.blocked === undefined ? 0 : 1,
    text: `${message}\n`,
    json: {
      outcome: 'not-run',
      database: card.database,
      engine: card.engine.name,
      dry_run: true,
      steps: [],
      current: card.rows,
      milliseconds: 0,
      message,
      failure: null,
    },
  };
}
