import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import type {
  PlanAnswer,
  RunAnswer,
  RunParams,
  RunProgress,
} from '../../../server/src/protocol/run-messages.ts';
import { databaseUrl, queryDatabase, withPostgres } from '../../support/postgres-server.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { revisionText } from '../core/lint/chain-text.ts';
import { PLAIN_ENV } from './plain-env.ts';
import { RunningServer } from './running-server.ts';

const postgres = await withPostgres();
const folder = 'migrations/versions/';
const A = `${folder}aaaa1.py`;
const FILES: Readonly<Record<string, string>> = {
  'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
  'migrations/env.py': PLAIN_ENV,
  [A]: revisionText('aaaa1', 'None', {
    upgrade: "op.execute('CREATE TABLE orders (id INT PRIMARY KEY)')",
    downgrade: "op.drop_table('orders')",
  }),
  [`${folder}bbbb2.py`]: revisionText('bbbb2', "'aaaa1'", {
    upgrade: "op.execute('ALTER TABLE orders ADD COLUMN total INT')",
    downgrade: "op.drop_column('orders', 'total')",
  }),
  [`${folder}cccc3.py`]: revisionText('cccc3', "'bbbb2'", { upgrade: "op.execute('DROP INDEX orders_ix')" }),
};

/** A window of one hour that is not now. */
function closedWindow(): string {
  const hour = (new Date().getUTCHours() + 12) % 24;
  return `daily ${hour}:00-${hour}:30 UTC`;
}

describe('the card of a run over the real transport', suiteNeeds('postgres', postgres), () => {
  let server: RunningServer;
  let environment: string;
  let url: string;
  before(async () => {
    url = await available(postgres).createDatabase();
    // The password stands in no setting; the test server trusts nobody without it.
    process.env.PGPASSWORD = decodeURIComponent(new URL(url).password);
    const shown = new URL(url);
    shown.password = '';
    const indexed = await available(postgres).createDatabase();
    await queryDatabase(
      indexed,
      `CREATE TABLE orders (id int); CREATE INDEX orders_ix ON orders (id);
       CREATE TABLE alembic_version (version_num varchar(32) NOT NULL); INSERT INTO alembic_version VALUES ('bbbb2')`,
    );
    const settings = {
      databases: [
        { name: 'indexed', url: databaseUrl(shown.href, new URL(indexed).pathname.slice(1)) },
        { name: 'staging', url: shown.href, lockTimeout: '20s' },
        {
          name: 'production',
          url: shown.href.replace('127.0.0.1', 'localhost'),
          maintenanceWindow: closedWindow(),
        },
        { name: 'misspelt', url: databaseUrl(shown.href, 'postgres'), maintenanceWindow: 'at night' },
      ],
    };
    server = await RunningServer.start({ files: FILES, settings });
    environment = await server.environment();
  });
  after(() => server?.stop());

  function plan(
    target: string,
    database = 'staging',
    direction: 'upgrade' | 'downgrade' = 'upgrade',
  ): Promise<PlanAnswer> {
    return server.request('alembic/plan', { environment, database, direction, target });
  }
  async function run(target: string, changes: Partial<RunParams> = {}): Promise<RunAnswer> {
    const { database = 'staging', direction = 'upgrade' } = changes;
    const { heads, digest, engine } = await plan(
      target,
      database,
      direction === 'stamp' ? 'upgrade' : direction,
    );
    return server.request('alembic/run', {
      environment,
      database,
      direction,
      target,
      heads,
      digest,
      engine,
      runId: target,
      ...changes,
    });
  }

  it('says go, and what the server is, for an empty database', async () => {
    const { card } = await plan('aaaa1');
    assert.equal(card?.decision, 'go');
    assert.deepEqual(card.cautions, []);
    assert.match(card.text, /^Upgrade staging by 1 revision, from base\nGO\n/);
    assert.match(card.text, new RegExp(`Server +PostgreSQL ${available(postgres).version}`));
    assert.match(card.text, /Lock wait +at most 20s/);
  });

  it('knows from the catalog which table a dropped index locks', async () => {
    const made = await server.request('alembic/plan', {
      environment,
      database: 'indexed',
      direction: 'upgrade',
      target: 'cccc3',
    });
    assert.match(made.card?.text ?? '', /public\.orders +[\d.]+ kB +\S+ +ACCESS EXCLUSIVE/);
    assert.match(made.card?.text ?? '', /DROP INDEX orders_ix\n.*orders/);
  });

  it('tries a plan and rolls it back, and then runs it', async () => {
    const tried = await run('aaaa1', { dryRun: true });
    assert.deepEqual([tried.outcome, tried.applied, tried.heads], ['done', [], []]);
    assert.equal((await run('aaaa1')).outcome, 'done');
  });

  it('measures the tables, tells who is in the way and frees the lock when asked', async () => {
    await queryDatabase(url, 'INSERT INTO orders SELECT generate_series(1, 500); ANALYZE orders');
    const other = new Client({ connectionString: url, application_name: 'somebody-else' });
    other.on('error', () => undefined);
    await other.connect();
    await other.query('BEGIN; SELECT * FROM orders');
    const { card } = await plan('bbbb2');
    assert.equal(card?.decision, 'caution');
    assert.deepEqual(
      card.cautions.map(({ kind }) => kind),
      ['session'],
    );
    assert.match(
      card.cautions[0]?.message ?? '',
      /^orders is locked \(ACCESS SHARE\) by process \d+ \(user postgres, somebody-else/,
    );
    assert.match(card.text, /public\.orders +\d+ kB +~500 +ACCESS EXCLUSIVE/);
    const running = run('bbbb2');
    const waits = (): RunProgress | undefined =>
      server.notifications
        .filter(({ method }) => method === 'alembic/runProgress')
        .map(({ params }) => params as RunProgress)
        .find(({ wait }) => wait !== undefined);
    await server.until(() => waits() !== undefined);
    const wait = waits()?.wait;
    const blocker = wait?.blockers[0];
    assert.ok(wait !== undefined && blocker?.application === 'somebody-else');
    const request = { environment, database: 'staging', waiting: wait.pid, blocker: blocker.pid };
    const refused = await server.request('alembic/endBlocker', { ...request, how: 'cancel' });
    assert.equal(refused.done, false);
    assert.equal((await server.request('alembic/endBlocker', { ...request, how: 'terminate' })).done, true);
    assert.equal((await running).outcome, 'done');
    await other.end();
  });

  it('holds a run back outside the maintenance window, and runs it when that is agreed to', async () => {
    const { outsideWindow, card, blocked } = await plan('aaaa1', 'production', 'downgrade');
    assert.match(outsideWindow ?? '', /^It is outside the maintenance window daily .*closed, opens/);
    assert.equal(card?.decision, 'no-go');
    assert.equal(blocked, undefined);
    const params = { database: 'production', direction: 'downgrade' } as const;
    await assert.rejects(run('aaaa1', params), { data: { code: 'outside-window' } });
    assert.equal((await run('aaaa1', { ...params, outsideWindow: true })).outcome, 'done');
    await assert.rejects(plan('bbbb2', 'misspelt'), { data: { code: 'invalid-window' } });
  });

  it('tells the last runs, and what was edited after it was applied', async () => {
    const status = () => server.request('alembic/databaseStatus', { environment, database: 'staging' });
    const { lastRuns, troubles } = await status();
    assert.deepEqual(
      lastRuns.map(({ outcome, to }) => [outcome, to]),
      [
        ['done', ['bbbb2']],
        ['done', ['aaaa1']],
      ],
    );
    assert.deepEqual(
      troubles.map(({ kind }) => kind),
      ['behind'],
    );
    const path = join(server.folder, A);
    const told = server.next('alembic/sqlPreviewChanged');
    writeFileSync(path, readFileSync(path, 'utf8').replace('id INT', 'id BIGINT'));
    await server.open(A);
    await told;
    const edited = (await status()).troubles.find(({ kind }) => kind === 'edited');
    assert.match(edited?.message ?? '', /^Edited after it was applied: aaaa1\./);
  });
});
