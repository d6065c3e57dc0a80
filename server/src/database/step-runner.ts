import type { Statement } from '../core/postgresql/statement.ts';
import type { CommitDurability } from './commit-durability.ts';
import type { CommandResult, DatabaseSession } from './database-session.ts';
import { interruptible, RunCancelled } from './interruptible.ts';
import { invalidIndexes } from './invalid-indexes.ts';
import type { LockWatch } from './lock-waits.ts';
import type { RunPlan, RunStep } from './migration-run.ts';
import type { CommitPhase, RunLedger } from './run-ledger.ts';
import type { RunTransaction } from './run-transaction.ts';
import { RuntimeValues } from './runtime-values.ts';
import { withoutLockTimeout } from './session-settings.ts';
import { guardHolds } from './statement-guards.ts';
import {
  applyVersionChange,
  createVersionTable,
  lockVersionRows,
  purgeVersionTable,
} from './version-table.ts';

const CONCURRENTLY = /\bCONCURRENTLY\b/i;
const TRANSACTION_CONTROL = /\b(BEGIN|START|COMMIT|END|ROLLBACK|ABORT|SAVEPOINT|RELEASE|PREPARE)\b/i;
/** A step of more statements is sent one by one, so that a cancel leaves little on its way. */
const MOST_PIPELINED = 50;

/** What the parts of one run share. */
export interface RunContext {
  readonly session: DatabaseSession;
  readonly plan: RunPlan;
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
  readonly ledger: RunLedger;
  /** `ServerFacts.databaseId`, once the server was asked. */
  databaseId: string | undefined;
  readonly transaction: RunTransaction;
  readonly durability: CommitDurability;
  readonly watch: LockWatch;
  /** True until a commit has made the version table, and emptied it where the plan purges. */
  tableIsDue: boolean;
  tableExists: boolean;
  /** True where no session lasts: each transaction locks and compares the version rows, and nothing is set for longer. */
  perTransaction: boolean;
  /** Whether the next step's transaction may begin together with the COMMIT of this one. */
  reopens: boolean;
  /** Called before each statement with its 1-based number, and with 0 before the first. */
  readonly report: (step: RunStep, statement: number) => void;
}

/** A migration's own ROLLBACK undid work that the runner counts on. */
export class RolledBackBySql extends Error {
  constructor() {
    super(
      'A statement of this revision rolled the transaction back; what came before it in this transaction is undone.',
    );
    this.name = 'RolledBackBySql';
  }
}

/** Opens the transaction, and in the first one brings the version table into the state that Alembic starts from. */
export async function openTransaction(context: RunContext): Promise<void> {
  const { session, plan, transaction, ledger } = context;
  if (transaction.isOpen) return;
  await transaction.open();
  if (context.perTransaction) await enterTransaction(context);
  if (!context.tableIsDue) return;
  if (!context.tableExists) await createVersionTable(session, plan.versionTable);
  if (plan.purge) {
    await purgeVersionTable(session, plan.versionTable);
    ledger.purged();
  }
}

/** Finds out which server process serves this transaction, and holds other runs off for as long as it lasts. */
async function enterTransaction({ session, plan, ledger, watch, tableExists }: RunContext): Promise<void> {
  const [row] = await session.query('SELECT pg_backend_pid()::text AS pid');
  watch.follow(row?.pid == null ? undefined : Number(row.pid));
  if (tableExists) await lockVersionRows(session, plan.versionTable, ledger.revisions);
}

/**
 * Commits a step, a run in one transaction, or what stands before a statement of an autocommit block. A dry run only looks
 * whether a commit would be refused by a deferred constraint.
 */
export async function commit(
  context: RunContext,
  phase: CommitPhase = 'after-step',
  reopen = false,
): Promise<void> {
  const { session, transaction, ledger } = context;
  if (!transaction.isOpen) return;
  if (context.dryRun) {
    await session.execute('SET CONSTRAINTS ALL IMMEDIATE');
    await session.execute('SET CONSTRAINTS ALL DEFERRED');
    return;
  }
  ledger.startCommit(phase);
  await transaction.commit(reopen);
  ledger.committed();
  context.tableIsDue = false;
  context.tableExists = true;
}

function execute(context: RunContext, sql: string): Promise<readonly CommandResult[]> {
  const { session, signal, watch } = context;
  return watch.during(() => interruptible(session, signal, () => session.execute(sql)));
}

/** Takes note where the migration's own SQL ended the transaction, as `op.execute("COMMIT")` does. */
function observeTransaction(context: RunContext, results: readonly CommandResult[]): void {
  const { session, transaction, ledger } = context;
  const ends = results.filter(({ command }) => command === 'COMMIT' || command === 'ROLLBACK');
  if (ends.some(({ command }) => command === 'ROLLBACK') && session.transactionStatus === 'idle') {
    transaction.observe();
    throw new RolledBackBySql();
  }
  if (ends.length === 0 && session.transactionStatus === 'in-transaction') return;
  transaction.observe();
  ledger.committed();
  context.tableIsDue = false;
}

async function runInTransaction(context: RunContext, statement: Statement): Promise<void> {
  const { transaction, ledger, session } = context;
  if (!transaction.endedBySql) await openTransaction(context);
  if (statement.guard !== undefined && !(await guardHolds(session, statement.guard))) {
    ledger.endStatement();
    return;
  }
  const results = await execute(context, statement.sql);
  ledger.endStatement();
  observeTransaction(context, results);
}

async function runConcurrently(context: RunContext, sql: string): Promise<void> {
  const { session, ledger } = context;
  ledger.startConcurrent(await invalidIndexes(session));
  try {
    // Where no session lasts, none has a lock_timeout of ours outside a transaction.
    if (context.perTransaction) await execute(context, sql);
    else await withoutLockTimeout(session, () => execute(context, sql));
  } catch (error) {
    if (session.transactionStatus !== 'lost') ledger.leftInvalid(await invalidIndexes(session));
    throw error;
  }
  ledger.endConcurrent();
}

/** A statement of `autocommit_block()`: what ran before it is committed first. */
async function runAlone(context: RunContext, statement: Statement): Promise<void> {
  const { session, ledger } = context;
  await commit(context, 'within-step');
  if (context.perTransaction) context.watch.follow(undefined);
  const wanted = statement.guard === undefined || (await guardHolds(session, statement.guard));
  if (wanted && CONCURRENTLY.test(statement.sql)) await runConcurrently(context, statement.sql);
  else if (wanted) await execute(context, statement.sql);
  ledger.endStatement();
  ledger.committed();
}

/**
 * Runs one step: its statements, then its rows of the version table in the transaction of the last statements, as
 * `MigrationContext.run_migrations` does.
 */
export async function runStep(context: RunContext, planned: RunStep): Promise<void> {
  const { plan, ledger } = context;
  const values = new RuntimeValues(planned.statements);
  const step = { ...planned, statements: planned.statements.map((statement) => values.fill(statement)) };
  const startedAt = performance.now();
  ledger.startStep(step);
  if (isPipelined(context, step)) await runPipelined(context, step);
  else await runOneByOne(context, step);
  if (plan.transactionPerMigration) await commitStep(context, startedAt);
  else ledger.endStep(performance.now() - startedAt);
}

async function runOneByOne(context: RunContext, step: RunStep): Promise<void> {
  const { session, plan, ledger, transaction, signal } = context;
  context.report(step, 0);
  for (const [index, statement] of step.statements.entries()) {
    if (signal.aborted) throw new RunCancelled();
    context.report(step, index + 1);
    ledger.startStatement(statement);
    if (statement.transactional) await runInTransaction(context, statement);
    else await runAlone(context, statement);
  }
  if (signal.aborted) throw new RunCancelled();
  transaction.endStep();
  await openTransaction(context);
  for (const change of step.versionChanges) {
    await applyVersionChange(session, plan.versionTable, change);
    ledger.changeVersion(change);
  }
}

/**
 * Whether a step's statements may be sent without waiting for each answer. Inside one transaction that is safe: after a
 * failure the server refuses all that follows, and the COMMIT is sent only when every answer is in.
 */
function isPipelined({ session, transaction }: RunContext, step: RunStep): boolean {
  return (
    session.engine === 'postgres' &&
    !transaction.endedBySql &&
    step.statements.length <= MOST_PIPELINED &&
    step.statements.every(
      ({ sql, transactional, guard }) =>
        transactional && guard === undefined && !TRANSACTION_CONTROL.test(sql),
    )
  );
}

async function runPipelined(context: RunContext, step: RunStep): Promise<void> {
  const { session, plan, ledger, signal, watch } = context;
  await openTransaction(context);
  const changes = step.versionChanges;
  await watch.during(() =>
    interruptible(session, signal, async () => {
      const { statements, versions } = session.together(() => ({
        statements: step.statements.map(({ sql }) => session.execute(sql)),
        versions: changes.map((change) => applyVersionChange(session, plan.versionTable, change)),
      }));
      const settled = Promise.allSettled([...statements, ...versions]);
      try {
        // While the server is at work already.
        context.report(step, 0);
        for (const [index, statement] of step.statements.entries()) {
          context.report(step, index + 1);
          ledger.startStatement(statement);
          await statements[index];
          ledger.endStatement();
        }
        for (const [index, change] of changes.entries()) {
          await versions[index];
          ledger.changeVersion(change);
        }
      } finally {
        await settled;
      }
    }),
  );
  if (signal.aborted) throw new RunCancelled();
}

/** The step counts as done when its COMMIT is answered; until then the failure is this step's. */
async function commitStep(context: RunContext, startedAt: number): Promise<void> {
  const { ledger } = context;
  await commit(context, 'after-step', context.reopens);
  ledger.endStep(performance.now() - startedAt);
  if (!context.dryRun) ledger.committed();
}
