import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import { describe, it } from 'node:test';
import type { PostgresUrl } from '../../../server/src/core/config/database-url.ts';
import { DatabaseError, type DatabaseErrorKind } from '../../../server/src/database/database-error.ts';
import { openSession } from '../../../server/src/database/open-session.ts';
import { withPostgres } from '../../support/postgres-server.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { targetOf } from './run-fixture.ts';

const server = await withPostgres();
const PLANTED = 'pl4nted/p@ss word';

describe('openSession on PostgreSQL', suiteNeeds('openSession on PostgreSQL', server), () => {
  const target = () => targetOf(available(server).url);

  function refuses(name: string, change: () => Partial<PostgresUrl>, kind: DatabaseErrorKind, words: RegExp) {
    it(`refuses ${name}`, async () => {
      await assert.rejects(
        openSession({ ...target(), ...change() }, { connectTimeoutMs: 500 }),
        (error: Error) => {
          assert.ok(error instanceof DatabaseError);
          assert.equal(error.kind, kind);
          assert.match(error.message, words);
          assert.doesNotMatch(`${error.message} ${error.stack} ${JSON.stringify(error)}`, /pl4nted/);
          return true;
        },
      );
    });
  }

  refuses(
    'a wrong password',
    () => ({ password: PLANTED }),
    'authentication',
    /password authentication failed/,
  );
  refuses('a missing password', () => ({ password: undefined }), 'password-needed', /asks for a password/);
  refuses(
    'a database that is not there',
    () => ({ database: 'nowhere' }),
    'no-database',
    /"nowhere" does not exist/,
  );
  refuses(
    'a port where nobody listens',
    () => ({ hosts: [{ host: '127.0.0.1', port: 1 }], password: PLANTED }),
    'unreachable',
    /127\.0\.0\.1:1 cannot be reached: nothing listens there/,
  );
  refuses(
    'a socket that is not there',
    () => ({ hosts: [{ host: '/nowhere', port: 5432 }] }),
    'unreachable',
    /no socket of that name/,
  );
  refuses('a server without TLS that must have it', () => ({ sslMode: 'require' }), 'tls', /SSL/);
  refuses('a primary for a standby', () => ({ sessionAttributes: 'standby' }), 'refused', /is not standby/);
  refuses(
    'several hosts that all fail, naming each',
    () => ({
      hosts: [
        { host: '127.0.0.1', port: 1 },
        { host: '127.0.0.1', port: 2 },
      ],
    }),
    'unreachable',
    /127\.0\.0\.1:1 .*127\.0\.0\.1:2 /,
  );

  it('gives up on a server that accepts and stays silent', async () => {
    const silent = await new Promise<Server>((resolve) => {
      const listener = createServer(() => undefined).listen(0, '127.0.0.1', () => resolve(listener));
    });
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      await assert.rejects(
        openSession(
          { ...target(), hosts: [{ host: '127.0.0.1', port }], sslMode: 'disable' },
          { connectTimeoutMs: 300 },
        ),
        /cannot be reached: no answer in time/,
      );
    } finally {
      silent.close();
    }
  });

  function accepts(name: string, change: () => Partial<PostgresUrl>) {
    it(`accepts ${name}`, async () => {
      const session = await openSession({ ...target(), ...change() });
      assert.deepEqual(await session.query('SELECT 1 AS one'), [{ one: '1' }]);
      await session.close();
    });
  }
  accepts('the second of two hosts', () => ({ hosts: [{ host: '127.0.0.1', port: 1 }, ...target().hosts] }));
  accepts('plain text where TLS is only preferred', () => ({ sslMode: 'prefer' }));
  accepts('plain text where TLS is only allowed', () => ({ sslMode: 'allow' }));
  accepts('a primary for read-write', () => ({ sessionAttributes: 'read-write' }));
  accepts('a primary where a standby is only preferred', () => ({ sessionAttributes: 'prefer-standby' }));

  it('takes options and the name of the application', async () => {
    const session = await openSession(
      { ...target(), options: '-c search_path=pg_catalog' },
      { applicationName: 'named' },
    );
    assert.deepEqual(
      await session.query(
        "SELECT current_setting('search_path') AS path, current_setting('application_name') AS name",
      ),
      [{ path: 'pg_catalog', name: 'named' }],
    );
    await session.close();
  });

  it('follows the transaction and tells what each statement did', async () => {
    const session = await openSession(target());
    assert.equal(session.transactionStatus, 'idle');
    const results = await session.execute(
      'BEGIN; CREATE TEMP TABLE t (id int); INSERT INTO t VALUES (1), (2)',
    );
    assert.deepEqual(results, [
      { command: 'BEGIN', rowCount: undefined },
      { command: 'CREATE', rowCount: undefined },
      { command: 'INSERT', rowCount: 2 },
    ]);
    assert.equal(session.transactionStatus, 'in-transaction');
    await assert.rejects(session.execute('SELECT 1/0'), { kind: 'statement', sqlState: '22012' });
    assert.equal(session.transactionStatus, 'failed');
    await session.execute('ROLLBACK');
    assert.equal(session.transactionStatus, 'idle');
    await session.close();
    assert.equal(session.transactionStatus, 'lost');
    await assert.rejects(session.query('SELECT 1'), { kind: 'connection-lost' });
  });

  it('hides the password where a statement repeats it', async () => {
    const session = await openSession(target());
    const password = target().password ?? '';
    assert.ok(password.length > 0);
    await assert.rejects(session.execute(`SELECT '${password}'::int`), (error: Error) => {
      assert.doesNotMatch(error.message, new RegExp(password));
      assert.match(error.message, /\*\*\*/);
      return true;
    });
    await session.close();
  });

  it('hands on notices until told to stop', async () => {
    const session = await openSession(target());
    const heard: string[] = [];
    const stop = session.onNotice(({ severity, message }) => heard.push(`${severity} ${message}`));
    await session.execute("DO $$ BEGIN RAISE WARNING 'careful'; END $$");
    stop();
    await session.execute("DO $$ BEGIN RAISE WARNING 'unheard'; END $$");
    assert.deepEqual(heard, ['WARNING careful']);
    await session.close();
  });
});
