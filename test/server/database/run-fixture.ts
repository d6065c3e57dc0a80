import {
  type DatabaseUrl,
  type PostgresUrl,
  parseDatabaseUrl,
} from '../../../server/src/core/config/database-url.ts';
import type { VersionChange } from '../../../server/src/core/plan/revision-step.ts';
import { DEFAULT_VERSION_TABLE } from '../../../server/src/core/plan/version-table.ts';
import type { Statement } from '../../../server/src/core/postgresql/statement.ts';
import type {
  RunnerProgress,
  RunOptions,
  RunPlan,
  RunResult,
  RunStep,
} from '../../../server/src/database/migration-run.ts';
import { openSession } from '../../../server/src/database/open-session.ts';
import { runPlan } from '../../../server/src/database/runner.ts';

/** The target of a test server's URL. */
export function targetOf(url: string): PostgresUrl {
  const target = parseDatabaseUrl(url);
  if (target.kind !== 'postgres') throw new Error(`${url} names no server`);
  return target;
}

/** A statement as it stands in the file of its step: on the line of its number, after the header line. */
export interface WrittenStatement {
  readonly sql: string;
  readonly transactional?: boolean;
  readonly guard?: NonNullable<Statement['guard']>;
  readonly runtime?: NonNullable<Statement['runtime']>;
}

/** Writes one line per statement, so that line N of the file (zero-based) is statement N (1-based). */
function compile(
  revision: string,
  written: readonly WrittenStatement[],
): Pick<RunStep, 'statements' | 'source'> {
  let text = `revision = ${JSON.stringify(revision)}\n`;
  const statements = written.map(({ sql, transactional = true, ...more }): Statement => {
    const line = `op.execute("${sql}")\n`;
    const span = { start: text.length, end: text.length + line.length - 1 };
    text += line;
    return { sql, transactional, span, ...more };
  });
  return { statements, source: { path: `versions/${revision}.py`, text } };
}

function change(from: string | undefined, to: string | undefined): VersionChange[] {
  if (from === undefined) return to === undefined ? [] : [{ kind: 'insert', revision: to }];
  return to === undefined ? [{ kind: 'delete', revision: from }] : [{ kind: 'update', from, to }];
}

/** A step of a linear chain: `step('a', 'b', ['CREATE TABLE t (a int)'])` upgrades from a to b. */
export function step(
  from: string | undefined,
  to: string,
  statements: ReadonlyArray<string | WrittenStatement>,
): RunStep {
  const written = statements.map((one) => (typeof one === 'string' ? { sql: one } : one));
  return {
    direction: 'upgrade',
    revision: to,
    from: from === undefined ? [] : [from],
    to: [to],
    versionChanges: change(from, to),
    message: `make ${to}`,
    ...compile(to, written),
  };
}

export function planOf(steps: readonly RunStep[], changes: Partial<RunPlan> = {}): RunPlan {
  return {
    steps,
    expectedRevisions: steps[0]?.from ?? [],
    versionTable: DEFAULT_VERSION_TABLE,
    statementsBefore: [],
    transactionPerMigration: true,
    purge: false,
    ...changes,
  };
}

const KILLABLE_STEPS = 15;

/** A chain whose revision `rNN` makes table `tNN`; every fourth one also commits on its way, in a repeatable form. */
export function killableChain(): RunStep[] {
  return Array.from({ length: KILLABLE_STEPS }, (_, index) => {
    const number = String(index + 1).padStart(2, '0');
    const before = index === 0 ? undefined : `r${String(index).padStart(2, '0')}`;
    const alone = { sql: `CREATE TABLE IF NOT EXISTS alone${number} (id int)`, transactional: false };
    return step(before, `r${number}`, [
      ...(index % 4 === 3 ? [alone] : []),
      `CREATE TABLE t${number} (id int)`,
      'SELECT pg_sleep(0.01)',
      `INSERT INTO t${number} VALUES (1)`,
    ]);
  });
}

/** One snapshot of what the version table says and of the tables that are there: equal where nothing is half done. */
export const KILLABLE_STATE = `
  SELECT coalesce((SELECT max(tablename) FROM pg_tables WHERE tablename ~ '^t\\d\\d$'), '') AS table_name,
    (SELECT count(*) FROM pg_tables WHERE tablename ~ '^t\\d\\d$')::int AS tables,
    coalesce((xpath('/row/version_num/text()', query_to_xml(
      CASE WHEN to_regclass('alembic_version') IS NULL THEN 'SELECT NULL AS version_num'
      ELSE 'SELECT version_num FROM alembic_version' END, false, true, '')))[1]::text, '') AS revision`;

export interface RunSetUp {
  readonly options?: RunOptions;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RunnerProgress) => void;
  readonly applicationName?: string;
}

/** Runs a plan on a session of its own. */
export async function run(target: DatabaseUrl, plan: RunPlan, setUp: RunSetUp = {}): Promise<RunResult> {
  const applicationName = setUp.applicationName ?? 'run-under-test';
  const open = () => openSession(target, { applicationName });
  const session = await open();
  try {
    const options: RunOptions = { openAnother: open, ...setUp.options };
    return await runPlan(
      session,
      plan,
      options,
      setUp.onProgress ?? (() => undefined),
      setUp.signal ?? new AbortController().signal,
    );
  } finally {
    await session.close();
  }
}

/** What a run came to, without what differs from time to time. */
export function summary(result: RunResult) {
  return {
    outcome: result.outcome,
    applied: result.applied.map(({ revision }) => revision),
    revisions: result.revisions,
  };
}
