import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openSession } from '../../../server/src/database/open-session.ts';
import { readServerFacts } from '../../../server/src/database/server-facts.ts';
import { queryDatabase, withPostgres } from '../../support/postgres-server.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { planOf, run, step, summary, targetOf } from './run-fixture.ts';
import { TransactionPooler } from './transaction-pooler.ts';

const postgres = await withPostgres();

describe('a pooler that lends connections per transaction', suiteNeeds('postgres', postgres), () => {
  let direct: string;
  let url: string;
  let pooler: TransactionPooler;
  before(async () => {
    direct = await available(postgres).createDatabase();
    pooler = await TransactionPooler.start(direct);
    url = pooler.through(direct);
  });
  after(() => pooler?.stop());

  it('is recognised by the process that serves two connections', async () => {
    const session = await openSession(targetOf(url));
    const facts = await readServerFacts(session, () => openSession(targetOf(url)));
    assert.equal(facts.pooler, 'transaction');
    assert.equal((await readServerFacts(session, undefined)).pooler, 'unknown');
    await session.close();
  });

  it('gets a whole run, and no setting or lock stays on its connections', async () => {
    const plan = planOf(
      [
        step(undefined, 'a', ['CREATE SCHEMA app', 'CREATE TABLE app.t (id int)']),
        step('a', 'b', ['ALTER TABLE t ADD COLUMN b int']),
        step('b', 'c', ['ALTER TABLE t ADD COLUMN c int']),
      ],
      { statementsBefore: ['SET search_path TO app, public'] },
    );
    const result = await run(targetOf(url), plan, {
      options: { lockTimeout: '4s', statementTimeout: '1min' },
    });
    assert.deepEqual(summary(result), { outcome: 'done', applied: ['a', 'b', 'c'], revisions: ['c'] });
    const left = await queryDatabase<{ setting: string }>(
      url,
      `SELECT current_setting('lock_timeout') || current_setting('search_path') || current_setting('statement_timeout')
         || current_setting('synchronous_commit') AS setting`,
    );
    assert.deepEqual(left, [{ setting: '0"$user", public0off' }]);
    const locks = await queryDatabase(direct, "SELECT * FROM pg_locks WHERE locktype = 'advisory'");
    assert.deepEqual(locks, []);
  });

  it('applies each step once where five runners come at once', async () => {
    const versionTable = { name: 'versions_five', schema: null, hasPrimaryKey: true };
    await queryDatabase(
      direct,
      `CREATE TABLE versions_five (version_num varchar(32) PRIMARY KEY);
      CREATE TABLE counted (step text); INSERT INTO versions_five VALUES ('x')`,
    );
    const steps = [
      step('x', 'y', ["INSERT INTO counted VALUES ('y')"]),
      step('y', 'z', ["INSERT INTO counted VALUES ('z')"]),
    ];
    const wide = await TransactionPooler.start(direct, 5);
    const results = await Promise.all(
      Array.from({ length: 5 }, () => run(targetOf(wide.through(direct)), planOf(steps, { versionTable }))),
    );
    await wide.stop();
    const counted = await queryDatabase<{ step: string }>(direct, 'SELECT step FROM counted ORDER BY step');
    assert.deepEqual(
      counted.map((row) => row.step),
      ['y', 'z'],
    );
    const rows = await queryDatabase<{ version_num: string }>(
      direct,
      'SELECT version_num FROM versions_five',
    );
    assert.deepEqual(rows, [{ version_num: 'z' }]);
    const others = results.filter(({ outcome }) => outcome !== 'done');
    assert.ok(
      others.length >= 1 &&
        others.every(
          ({ outcome, failure }) =>
            outcome === 'stale' || /another run changed it/.test(failure?.message ?? ''),
        ),
      JSON.stringify(others),
    );
  });

  it('does not run a statement outside a transaction that needs what env.py sets', async () => {
    const plan = planOf(
      [step(undefined, 'n', [{ sql: 'CREATE INDEX CONCURRENTLY i ON t (b)', transactional: false }])],
      {
        statementsBefore: ['SET search_path TO app'],
        versionTable: { name: 'versions_n', schema: null, hasPrimaryKey: true },
      },
    );
    const result = await run(targetOf(url), plan);
    assert.equal(result.outcome, 'failed');
    assert.match(result.message, /Sessions do not last here/);
  });
});

describe('a server that takes no changes', suiteNeeds('postgres', postgres), () => {
  it('is told before anything is sent', async () => {
    const url = await available(postgres).createDatabase();
    await queryDatabase(
      url,
      `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET default_transaction_read_only = on`,
    );
    const result = await run(targetOf(url), planOf([step(undefined, 'a', ['CREATE TABLE t (id int)'])]));
    assert.equal(result.outcome, 'failed');
    assert.match(result.message, /^New transactions on this connection are read-only/);
  });
});
