import type { RunOptions, RunPlan } from './migration-run.ts';
import { RunRefused } from './run-failure.ts';

const SETS_SESSION = /^\s*SET\s+(?:SESSION\s+)?(?!LOCAL\b)/i;

/** What a run does at the start of each transaction, where no session lasts longer than one. */
export interface TransactionScope {
  /** Settings, each for the transaction only: nothing is left on a server process that others get next. */
  readonly settings: readonly string[];
  /** The other statements of env.py, run once. */
  readonly once: readonly string[];
}

/**
 * The timeouts of a run and the settings of env.py as they hold for one transaction. Throws RunRefused where a statement that
 * runs outside any transaction would need them.
 */
export function transactionScope(
  plan: RunPlan,
  setUp: readonly string[],
  { lockTimeout, statementTimeout }: RunOptions,
): TransactionScope {
  const sets = setUp.filter((sql) => SETS_SESSION.test(sql));
  const alone = plan.steps.find(({ statements }) => statements.some(({ transactional }) => !transactional));
  if (alone !== undefined && sets.length > 0) {
    throw new RunRefused(
      `Sessions do not last here, so what env.py sets (${sets.join('; ')}) would not hold for the statements that revision ${alone.revision} runs outside a transaction. Connect to the server itself.`,
    );
  }
  const timeouts = { lock_timeout: lockTimeout, statement_timeout: statementTimeout };
  return {
    settings: [
      ...Object.entries(timeouts).flatMap(([name, value]) =>
        value === undefined ? [] : [`SET LOCAL ${name} = '${value.replaceAll("'", "''")}'`],
      ),
      ...sets.map((sql) => sql.replace(SETS_SESSION, 'SET LOCAL ')),
    ],
    once: setUp.filter((sql) => !SETS_SESSION.test(sql)),
  };
}
