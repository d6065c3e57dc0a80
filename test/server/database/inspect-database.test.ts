import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { type Inspection, inspectDatabase } from '../../../server/src/database/inspect-database.ts';
import { openSession } from '../../../server/src/database/open-session.ts';
import { serverProduct } from '../../../server/src/database/server-facts.ts';
import { withPostgres } from '../../support/postgres-server.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { targetOf } from './run-fixture.ts';

const postgres = await withPostgres();

describe('what a database says before a run', suiteNeeds('postgres', postgres), () => {
  let url: string;
  let other: Client;
  before(async () => {
    url = await available(postgres).createDatabase();
    other = new Client({ connectionString: url, application_name: 'somebody-else' });
    await other.connect();
    await other.query(`
      CREATE TABLE orders (id int PRIMARY KEY);
      INSERT INTO orders SELECT generate_series(1, 1000);
      CREATE INDEX orders_ix ON orders (id);
      CREATE SCHEMA app;
      CREATE TABLE app."Order Items" (id int);
      CREATE TABLE parted (id int) PARTITION BY RANGE (id);
      CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (10000);
      INSERT INTO parted SELECT generate_series(1, 500);
      ANALYZE`);
  });
  after(() => other?.end());

  async function inspected(relations: readonly string[], changes: Partial<Inspection> = {}) {
    const session = await openSession(targetOf(url));
    try {
      const inspection = {
        names: [],
        relations: () => relations,
        waitsForSnapshots: false,
        statementsBefore: [],
        ...changes,
      };
      return await inspectDatabase(session, inspection, undefined);
    } finally {
      await session.close();
    }
  }

  it('names the server', async () => {
    const { server } = await inspected([]);
    assert.equal(server.kind, 'postgresql');
    assert.equal(server.product, `PostgreSQL ${available(postgres).version}`);
    assert.equal(server.majorVersion, Number.parseInt(available(postgres).version, 10));
    assert.deepEqual([server.isReplica, server.isReadOnly, server.pooler], [false, false, 'none']);
    assert.match(server.databaseId ?? '', /^\d+$/);
  });

  it('measures tables, partitions included, and the table of an index; what is not there is left out', async () => {
    const { relations, gaps } = await inspected(['orders', 'nowhere', 'parted', 'orders_ix']);
    assert.deepEqual(
      relations.map(({ name, qualified, rows }) => [name, qualified, rows]),
      [
        ['orders', 'public.orders', 1000],
        ['parted', 'public.parted', 500],
        ['orders_ix', 'public.orders', 1000],
      ],
    );
    assert.ok(relations.every(({ bytes = 0 }) => bytes >= 8192));
    assert.deepEqual(gaps, []);
  });

  it('finds names as env.py’s search_path does, and leaves the session as it was', async () => {
    const statementsBefore = ['SET search_path TO app'];
    const { relations } = await inspected(['"Order Items"', 'orders'], { statementsBefore });
    assert.deepEqual(
      relations.map(({ qualified }) => qualified),
      ['app."Order Items"'],
    );
  });

  it('tells who holds a lock on a table or a partition of it', async () => {
    await other.query('BEGIN; SELECT count(*) FROM parted; LOCK TABLE orders IN SHARE MODE');
    const { sessions } = await inspected(['orders', 'parted']);
    await other.query('ROLLBACK');
    const seen = sessions.map(({ application, state, lock }) => [
      application,
      state,
      lock?.relation,
      lock?.mode,
    ]);
    assert.deepEqual(
      new Set(seen.map((one) => one.join('|'))),
      new Set([
        'somebody-else|idle in transaction|orders|SHARE',
        'somebody-else|idle in transaction|parted|ACCESS SHARE',
      ]),
    );
    assert.ok(
      sessions.every(
        ({ pid, query, since }) => pid !== undefined && query.startsWith('BEGIN;') && since !== '',
      ),
    );
  });

  it('does not wait for a table that is locked against everything', async () => {
    await other.query('BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE');
    const { relations, sessions, gaps } = await inspected(['orders']);
    await other.query('ROLLBACK');
    assert.deepEqual(
      relations.map(({ name, bytes, rows }) => [name, bytes, rows]),
      [['orders', undefined, 1000]],
    );
    assert.deepEqual(
      sessions.map(({ lock }) => lock?.mode),
      ['ACCESS EXCLUSIVE'],
    );
    assert.match(gaps.join(), /sizes of the tables could not be read: .*lock timeout/);
  });

  it('says that nothing can be written where that is so', async () => {
    await other.query(
      `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET default_transaction_read_only = on`,
    );
    const { server } = await inspected([]);
    assert.equal(server.isReadOnly, true);
  });
});

describe('the product behind version()', () => {
  function check(version: string, hasCitus: boolean, kind: string, product: string): void {
    it(version, () => assert.deepEqual(serverProduct(version, hasCitus), { kind, product }));
  }
  check('PostgreSQL 16.4 (Debian 16.4-1) on x86_64-pc-linux-gnu', false, 'postgresql', 'PostgreSQL 16.4');
  check('PostgreSQL 17beta1 on aarch64', true, 'citus', 'PostgreSQL 17beta1 with Citus');
  check(
    'PostgreSQL 11.2-YB-2.20.1.0-b0 on x86_64-pc-linux-gnu, compiled by clang',
    false,
    'yugabytedb',
    'YugabyteDB 2.20.1.0-b0',
  );
  check(
    'CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu, built 2023/09/27 01:53:43, go1.19.10)',
    false,
    'cockroachdb',
    'CockroachDB v23.1.11',
  );
});
