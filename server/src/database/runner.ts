import { setTimeout as sleep } from 'node:timers/promises';
import { lacksSession, writeObstacle } from '../core/plan/server-limits.ts';
import { takeRunnerLock } from './advisory-lock.ts';
import { CommitDurability } from './commit-durability.ts';
import { DatabaseError, SQL_STATE } from './database-error.ts';
import type { DatabaseSession } from './database-session.ts';
import { RunCancelled } from './interruptible.ts';
import { LockWatch } from './lock-waits.ts';
import type { RunFailureFacts, RunOptions, RunPlan, RunResult, RunStep } from './migration-run.ts';
import { dryRunObstacle } from './plan-run.ts';
import { failureFacts, isRunFailure, maskedFailure, maskedPartial, RunRefused } from './run-failure.ts';
import { RunLedger } from './run-ledger.ts';
import { runMessage } from './run-message.ts';
import { type OnProgress, ProgressReporter } from './run-progress.ts';
import { revisionsAfterLoss } from './run-recovery.ts';
import { RunTransaction, splitStatementsBefore } from './run-transaction.ts';
import { readServerFacts } from './server-facts.ts';
import { applySessionSettings } from './session-settings.ts';
import { commit, openTransaction, type RunContext, runStep } from './step-runner.ts';
import { transactionScope } from './transaction-scope.ts';
import { readVersionRows, type VersionRows } from './version-table.ts';

const RUNNER_LOCK_WAIT_MS = 60_000;
const WATCH_AFTER_MS = 1000;
const FIRST_RETRY_MS = 1000;

function sameRevisions(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && [...left].sort().join('\n') === [...right].sort().join('\n');
}

/** Runs a step; one that met lock_timeout with nothing committed is tried again after a pause. */
async function runStepWithRetries(
  context: RunContext,
  step: RunStep,
  retries: number,
  onWaiting: (waiting: string | undefined) => void,
): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await runStep(context, step);
      return;
    } catch (error) {
      const timedOut = error instanceof DatabaseError && error.sqlState === SQL_STATE.lockNotAvailable;
      const whole = context.plan.transactionPerMigration && context.ledger.current?.committed === 0;
      if (!timedOut || !whole || context.dryRun || attempt >= retries || context.signal.aborted) throw error;
      await context.transaction.rollback();
      context.ledger.rolledBack();
      const pause = FIRST_RETRY_MS * 2 ** attempt;
      onWaiting(`a lock that was not free within lock_timeout; next try in ${pause / 1000} s`);
      await sleep(pause, undefined, { signal: context.signal }).catch(() => {
        throw new RunCancelled();
      });
      onWaiting(undefined);
    }
  }
}

async function runSteps(context: RunContext, options: RunOptions, reporter: ProgressReporter): Promise<void> {
  const { session, plan, transaction, ledger, durability } = context;
  // An empty plan still makes the version table, as Alembic does.
  const isKept = plan.keepsEmptyTable ?? true;
  if (plan.steps.length === 0 && context.tableIsDue && isKept && !context.dryRun) {
    await openTransaction(context);
  }
  const last = plan.steps.length - 1;
  for (const [index, step] of plan.steps.entries()) {
    if (index === last) await durability.restore();
    else if (index === 1 && plan.transactionPerMigration && !context.dryRun && !context.perTransaction) {
      await durability.relax();
    }
    // The session's settings change before the second and the last step, outside any transaction.
    context.reopens =
      session.engine === 'postgres' && !context.perTransaction && index > 0 && index + 1 < last;
    await runStepWithRetries(context, step, options.lockRetries ?? 0, (waiting) => reporter.waiting(waiting));
  }
  if (context.dryRun) {
    await transaction.rollback();
    ledger.rolledBack();
  } else {
    await commit(context);
  }
}

interface Ending {
  readonly outcome: RunResult['outcome'];
  readonly revisions: readonly string[] | undefined;
  readonly failure: RunFailureFacts | undefined;
}

/**
 * What the rows that a lost connection left say of the steps. True where they cannot tell what became of a COMMIT whose
 * answer was lost, or of a statement that commits by itself.
 */
function settleLoss(ledger: RunLedger, revisions: readonly string[] | undefined): boolean {
  const { committing, hasUncommittedStatements } = ledger;
  const isAlone = ledger.current?.running?.transactional === false;
  if (revisions !== undefined && committing === 'after-step' && sameRevisions(revisions, ledger.revisions)) {
    ledger.commitConfirmed();
    return false;
  }
  ledger.rolledBack();
  if (revisions === undefined) return committing !== undefined;
  return (
    ledger.forgetLost(revisions) || isAlone || (committing === 'within-step' && hasUncommittedStatements)
  );
}

/** Undoes what is open and finds out where the database stands after a run that was stopped by `error`. */
async function endBadly(
  context: RunContext,
  options: RunOptions,
  setUp: readonly string[],
  reporter: ProgressReporter,
  error: Error,
): Promise<Ending> {
  const { session, plan, ledger, transaction } = context;
  let revisions: readonly string[] | undefined;
  try {
    await transaction.rollback();
    if (session.transactionStatus !== 'lost') {
      await context.durability.settle();
      revisions = (await currentRows(context)).revisions;
    }
  } catch (second) {
    if (!(second instanceof DatabaseError)) throw second;
  }
  if (revisions === undefined && session.transactionStatus === 'lost') {
    const aftermath = await revisionsAfterLoss(
      session,
      context.perTransaction ? transaction.opening : setUp,
      plan.versionTable,
      {
        openAnother: options.openAnother,
        signal: context.signal,
        onWaiting: (waiting) => reporter.waiting(waiting),
      },
    );
    ({ revisions } = aftermath);
    ledger.leftInvalid(aftermath.invalidIndexes);
  }
  const uncertain = session.transactionStatus === 'lost' && settleLoss(ledger, revisions);
  if (session.transactionStatus !== 'lost') ledger.rolledBack();
  const cancelled = error instanceof RunCancelled;
  return {
    outcome: cancelled ? 'cancelled' : 'failed',
    revisions,
    failure: cancelled ? undefined : failureFacts(error, ledger, uncertain),
  };
}

/** Makes everything hold for one transaction at a time, the lock against a second run as well. */
async function preparePerTransaction(
  context: RunContext,
  options: RunOptions,
  setUp: readonly string[],
): Promise<void> {
  const { settings, once } = transactionScope(context.plan, setUp, options);
  for (const sql of once) await context.session.execute(sql);
  context.transaction.beginWith(settings);
  context.watch.follow(undefined);
  context.perTransaction = true;
}

/** The rows as the run's settings find them. */
async function currentRows({ session, plan, transaction, perTransaction }: RunContext): Promise<VersionRows> {
  if (!perTransaction) return readVersionRows(session, plan.versionTable);
  await transaction.open();
  try {
    return await readVersionRows(session, plan.versionTable);
  } finally {
    await transaction.rollback();
  }
}

/** Makes the session ready and takes the lock; returns what gives the lock back. */
async function prepare(
  context: RunContext,
  options: RunOptions,
  setUp: readonly string[],
  reporter: ProgressReporter,
): Promise<() => Promise<void>> {
  const { session, plan, signal } = context;
  const obstacle = context.dryRun ? dryRunObstacle(plan) : undefined;
  if (obstacle !== undefined) throw new RunRefused(`A dry run is not possible. ${obstacle}`);
  if (signal.aborted) throw new RunCancelled();
  const facts = await readServerFacts(session, options.openAnother);
  context.databaseId = facts.databaseId;
  const readOnly = writeObstacle(facts);
  if (readOnly !== undefined) throw new RunRefused(readOnly);
  if (lacksSession(facts)) {
    await preparePerTransaction(context, options, setUp);
    return () => Promise.resolve();
  }
  await applySessionSettings(session, options);
  for (const sql of setUp) await session.execute(sql);
  return takeRunnerLock(session, plan.versionTable, {
    waitMs: options.runnerLockWaitMs ?? RUNNER_LOCK_WAIT_MS,
    signal,
    onWaiting: (waiting) => reporter.waiting(waiting),
  });
}

/** Compares the rows with the plan's and runs it; the lock is held. */
async function runLocked(
  context: RunContext,
  options: RunOptions,
  reporter: ProgressReporter,
): Promise<Ending> {
  const { plan, signal, ledger } = context;
  if (signal.aborted) throw new RunCancelled();
  const rows = await currentRows(context);
  if (!sameRevisions(rows.revisions, plan.expectedRevisions)) {
    return { outcome: 'stale', revisions: rows.revisions, failure: undefined };
  }
  context.tableExists = rows.exists;
  context.tableIsDue = !rows.exists || plan.purge;
  await runSteps(context, options, reporter);
  return { outcome: 'done', revisions: ledger.revisions, failure: undefined };
}

/**
 * Runs a compiled plan on a session: takes the runner's lock, compares the version rows with the plan's, runs every step
 * with its version rows in one transaction, and tells what is in the database afterwards. Never throws for what a database
 * or a migration does wrong. The session's settings are changed: close it afterwards.
 */
export async function runPlan(
  session: DatabaseSession,
  plan: RunPlan,
  options: RunOptions,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<RunResult> {
  const startedAt = performance.now();
  const before = splitStatementsBefore(plan.statementsBefore);
  const reporter = new ProgressReporter(plan, onProgress);
  const ledger = new RunLedger(plan.expectedRevisions);
  const watchAfterMs = options.watchAfterMs ?? WATCH_AFTER_MS;
  const context: RunContext = {
    session,
    plan,
    dryRun: options.dryRun ?? false,
    signal,
    ledger,
    transaction: new RunTransaction(session, before.transaction),
    durability: new CommitDurability(session, plan.versionTable),
    watch: new LockWatch(session.backendPid, options.openAnother, watchAfterMs, (seen) =>
      reporter.seen(seen),
    ),
    tableIsDue: false,
    tableExists: true,
    perTransaction: false,
    databaseId: undefined,
    reopens: false,
    report: (step, statement) => reporter.statement(step, statement),
  };
  let unlock: (() => Promise<void>) | undefined;
  let ending: Ending;
  try {
    unlock = await prepare(context, options, before.session, reporter);
    ending = await runLocked(context, options, reporter);
  } catch (error) {
    if (!(error instanceof RunCancelled) && !isRunFailure(error)) throw error;
    ending = await endBadly(context, options, before.session, reporter, error);
  } finally {
    await context.watch.close();
    await unlock?.();
  }
  const partial = ledger.partial();
  const result: Omit<RunResult, 'message'> = {
    ...ending,
    applied: ledger.applied,
    failure: ending.failure === undefined ? undefined : maskedFailure(ending.failure, session),
    partial: partial === undefined ? undefined : maskedPartial(partial, session),
    milliseconds: performance.now() - startedAt,
    dryRun: context.dryRun,
    databaseId: context.databaseId,
  };
  return { ...result, message: runMessage(plan, result) };
}
