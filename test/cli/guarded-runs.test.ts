import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { Client } from 'pg';
import { runCli } from '../support/cli.ts';
import { queryDatabase, withPostgres } from '../support/postgres-server.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { writeRunProject } from './run-project.ts';

const server = await withPostgres();

interface DryRun {
  readonly outcome: string;
  readonly current: readonly string[];
  readonly message: string;
  readonly card: {
    readonly decision: string;
    readonly blocked: string | null;
    readonly dry_run_obstacle: string | null;
    readonly server: { readonly kind: string; readonly pooler: string };
    readonly cautions: ReadonlyArray<{ readonly kind: string; readonly message: string }>;
    readonly tables: ReadonlyArray<{
      readonly table: string;
      readonly row_estimate: number;
      readonly lock: string;
    }>;
    readonly sessions: ReadonlyArray<{ readonly application: string; readonly mode: string }>;
    readonly steps: ReadonlyArray<{
      readonly revision: string;
      readonly destroys: readonly string[];
      readonly statements: ReadonlyArray<{
        readonly locks: ReadonlyArray<{ readonly table: string | null; readonly rewritten: string }>;
      }>;
    }>;
  };
}

/** A window of half an hour that is not now. */
function closedWindow(): string {
  return `daily ${(new Date().getUTCHours() + 12) % 24}:00-${(new Date().getUTCHours() + 12) % 24}:30 UTC`;
}

describe('runs that cannot surprise, on the command line', suiteNeeds('guarded runs', server), () => {
  const folder = writeRunProject([
    { upgrade: [`op.create_table('one', sa.Column('id', sa.Integer), sa.Column('note', sa.Text))`] },
    {
      upgrade: [`op.drop_column('one', 'note')`],
      downgrade: [`op.add_column('one', sa.Column('note', sa.Text))`],
    },
    {
      upgrade: [
        'with op.get_context().autocommit_block():',
        `    op.execute('CREATE INDEX CONCURRENTLY ix ON one (id)')`,
      ],
    },
  ]);
  let url: string;
  before(async () => {
    url = await available(server).createDatabase('guarded');
  });

  const cli = (...args: readonly string[]) => runCli([...args, '--url', url], { cwd: folder });
  async function dryRun(target: string, ...more: readonly string[]) {
    const result = await cli('--format', 'json', 'upgrade', target, '--dry-run', ...more);
    return { ...result, answer: result.json() as DryRun };
  }

  it('a dry run prints the card, runs the plan and rolls it back', async () => {
    const { exitCode, answer } = await dryRun('r2');
    assert.deepEqual([exitCode, answer.outcome, answer.card.decision], [0, 'done', 'go']);
    assert.deepEqual(
      answer.card.steps.map(({ destroys }) => destroys),
      [[], []],
      'the plan makes the column itself',
    );
    const [row] = await queryDatabase<{ found: string | null }>(url, `SELECT to_regclass('one') AS found`);
    assert.equal(row?.found, null);
    const text = await cli('upgrade', 'r2', '--dry-run');
    assert.match(
      text.stdout,
      /^Upgrade postgresql:.* by 2 revisions, from base\nGO\n[\s\S]*\nDry run: 2 revisions ran/,
    );
  });

  it('says what is lost, who is in the way and how large the tables are', async () => {
    assert.equal((await cli('upgrade', 'r1')).exitCode, 0);
    await queryDatabase(url, 'INSERT INTO one SELECT generate_series(1, 200); ANALYZE one');
    const other = new Client({ connectionString: url, application_name: 'somebody-else' });
    await other.connect();
    await other.query('BEGIN; SELECT * FROM one');
    const { answer } = await dryRun('r2', '--lock-timeout', '100ms');
    await other.end();
    assert.equal(answer.card.decision, 'caution');
    assert.deepEqual(
      answer.card.cautions.map(({ kind }) => kind),
      ['destroys', 'session'],
    );
    assert.deepEqual(
      answer.card.tables.map(({ table, row_estimate, lock }) => [table, row_estimate, lock]),
      [['public.one', 200, 'ACCESS EXCLUSIVE']],
    );
    assert.deepEqual(
      answer.card.sessions.map(({ application, mode }) => [application, mode]),
      [['somebody-else', 'ACCESS SHARE']],
    );
    assert.deepEqual([answer.card.server.kind, answer.card.server.pooler], ['postgresql', 'none']);
  });

  it('names the table that a dropped index locks, and knows from the column whether its type rewrites it', async () => {
    const known = await available(server).createDatabase('known');
    await queryDatabase(
      known,
      `CREATE TABLE wide (id int PRIMARY KEY, code varchar(20), amount int);
       CREATE TABLE narrow (wide_id int REFERENCES wide (id)); CREATE INDEX ix_code ON wide (code);`,
    );
    const project = writeRunProject([
      {
        upgrade: [
          `op.execute('DROP INDEX ix_code')`,
          `op.execute('ALTER TABLE wide ALTER COLUMN code TYPE varchar(40)')`,
        ],
      },
      { upgrade: [`op.execute('ALTER TABLE wide ALTER COLUMN amount TYPE bigint')`] },
      { upgrade: [`op.drop_constraint('narrow_wide_id_fkey', 'narrow')`] },
    ]);
    const dry = ['--format', 'json', 'upgrade', 'head', '--dry-run', '--url', known];
    const { card } = (await runCli(dry, { cwd: project })).json() as DryRun;
    assert.deepEqual(
      card.steps.flatMap(({ statements }) =>
        statements.map(({ locks }) => locks.map(({ table, rewritten }) => `${table} ${rewritten}`)),
      ),
      [['wide no'], ['wide no'], ['wide yes'], ['narrow no', 'wide no']],
    );
    assert.deepEqual(card.tables.map(({ table }) => table).sort(), ['public.narrow', 'public.wide']);
  });

  it('says why a plan cannot be tried, and prints its card all the same', async () => {
    const { exitCode, answer } = await dryRun('r3');
    assert.deepEqual([exitCode, answer.outcome, answer.current], [0, 'not-run', ['r1']]);
    assert.match(answer.message, /^Not run: Revision r3 runs a statement outside any transaction/);
  });

  it('holds back outside the window, unless told otherwise', async () => {
    const refused = await cli('--format', 'json', 'upgrade', 'r2', '--window', closedWindow());
    assert.equal(refused.exitCode, 2);
    assert.equal((refused.json() as { error: { code: string } }).error.code, 'outside-window');
    const card = await dryRun('r2', '--window', closedWindow());
    assert.deepEqual(
      [card.exitCode, card.answer.outcome, card.answer.card.decision],
      [1, 'not-run', 'no-go'],
    );
    assert.equal((await cli('upgrade', 'r2', '--window', 'at night')).exitCode, 2);
    const run = await cli('upgrade', 'r2', '--window', closedWindow(), '--outside-window');
    assert.equal(run.exitCode, 0, run.stderr);
    assert.match(run.stderr, /Caution: It is outside the maintenance window/);
  });

  it('keeps a journal, newest first', async () => {
    const { runs } = (await cli('--format', 'json', 'journal')).json() as {
      runs: ReadonlyArray<{
        direction: string;
        outcome: string;
        from: string[];
        to: string[];
        steps: unknown[];
      }>;
    };
    assert.deepEqual(
      runs.map(({ direction, outcome, from, to }) => [direction, outcome, from, to]),
      [
        ['upgrade', 'done', ['r1'], ['r2']],
        ['upgrade', 'done', [], ['r1']],
      ],
    );
    const limited = await cli('journal', '--limit', '1');
    assert.match(
      limited.stdout,
      /^\d{4}-\S+ {2}upgrade done {2}r1 -> r2 {2}\d+\.\d{3} s {2}by \w+\n {4}r2 {2}\d+\.\d{3} s\n$/,
    );
    assert.equal((await cli('journal', '--limit', '0')).exitCode, 2);
  });

  it('says that it is the version table that names a revision which no file has', async () => {
    const lost = await available(server).createDatabase('lost');
    await queryDatabase(
      lost,
      "CREATE TABLE alembic_version (version_num text); INSERT INTO alembic_version VALUES ('ghost')",
    );
    for (const args of [['upgrade', 'head'], ['downgrade', 'base'], ['stamp', 'r1'], ['current']]) {
      const result = await runCli([...args, '--url', lost], { cwd: folder });
      assert.equal(result.exitCode, 2);
      assert.match(result.stderr, /'ghost'.*The version table of the database names ghost.*stamp --purge/s);
    }
    const typed = await runCli(['upgrade', 'nosuch', '--url', lost], { cwd: folder });
    assert.doesNotMatch(typed.stderr, /version table/);
    assert.equal((await runCli(['stamp', '--purge', 'r1', '--url', lost], { cwd: folder })).exitCode, 0);
  });

  it('tells by current what was edited after it was applied, and what is missing', async () => {
    const path = join(folder, 'migrations', 'versions', 'r1.py');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, `# a comment\n${text}`);
    const fine = (await cli('--format', 'json', 'current')).json() as {
      troubles: ReadonlyArray<{ kind: string }>;
    };
    assert.deepEqual(
      fine.troubles.map(({ kind }) => kind),
      ['behind'],
    );
    writeFileSync(path, text.replace('sa.Integer', 'sa.BigInteger'));
    const edited = await cli('current');
    writeFileSync(path, text);
    assert.equal(edited.stdout.trim(), 'r2');
    assert.match(
      edited.stderr,
      /Note: Edited after it was applied: r1\.[\s\S]*Note: 1 revision is not applied yet/,
    );
  });

  it('refuses a database that takes no changes before it sends anything', async () => {
    await queryDatabase(
      url,
      `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET default_transaction_read_only = on`,
    );
    const refused = await cli('--format', 'json', 'upgrade', 'head');
    assert.equal(refused.exitCode, 2);
    assert.equal((refused.json() as { error: { code: string } }).error.code, 'read-only-server');
  });
});
