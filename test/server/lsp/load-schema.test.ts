import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RunAnswer } from '../../../server/src/protocol/run-messages.ts';
import { withInstalledPostgres } from '../../support/installed-postgres.ts';
import { databaseUrl, queryDatabase } from '../../support/postgres-server.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { revisionText } from '../core/lint/chain-text.ts';
import { PLAIN_ENV } from './plain-env.ts';
import { RunningServer } from './running-server.ts';

const installed = await withInstalledPostgres();
const FILES = {
  'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
  'migrations/env.py': PLAIN_ENV,
  'migrations/versions/aaaa1.py': revisionText('aaaa1', 'None', {
    upgrade: "op.execute('ALTER TABLE orders ADD COLUMN price INT')",
  }),
  'migrations/versions/bbbb2.py': revisionText('bbbb2', "'aaaa1'", {
    upgrade: "op.execute('ALTER TABLE orders ADD COLUMN note TEXT')",
  }),
};

describe('the schema of a database as a baseline', suiteNeeds('schemas by pg_dump', installed), () => {
  /** Makes a database with some SQL and a server whose environment has it as `live`. */
  async function withLive<T>(
    sql: string,
    work: (server: RunningServer, environment: string) => Promise<T>,
    pgDump = `${available(installed).programs}/pg_dump`,
  ): Promise<T> {
    const name = `schema_${Math.random().toString(36).slice(2)}`;
    await queryDatabase(available(installed).url, `CREATE DATABASE ${name}`);
    const url = databaseUrl(available(installed).url, name);
    await queryDatabase(url, sql);
    const bare = new URL(url);
    bare.password = '';
    const server = await RunningServer.start({
      files: FILES,
      password: decodeURIComponent(new URL(url).password),
      settings: { databases: [{ name: 'live', url: bare.href }], pgDump },
    });
    try {
      return await work(server, await server.environment());
    } finally {
      await server.stop();
    }
  }

  async function upgrade(server: RunningServer, environment: string): Promise<RunAnswer> {
    const params = { environment, database: 'embedded', direction: 'upgrade', target: 'head' } as const;
    const { heads, digest, engine } = await server.request('alembic/plan', params);
    return server.request('alembic/run', { ...params, heads, digest, engine, runId: 'upgrade' });
  }

  it('lets the chain begin where the database was before it', () =>
    withLive(
      "CREATE TABLE orders (id int); CREATE ROLE desk; ALTER TABLE orders OWNER TO desk; CREATE TYPE side AS ENUM ('BUY')",
      async (server, environment) => {
        const params = { environment, database: 'embedded', from: 'live' };
        const { rows, sql } = await server.request('alembic/loadSchema', params);
        assert.deepEqual(rows, []);
        assert.match(sql, /CREATE TABLE public\.orders/);
        assert.doesNotMatch(sql, /alembic_version|desk|\\restrict/);
        const answer = await upgrade(server, environment);
        assert.deepEqual([answer.outcome, answer.applied], ['done', ['aaaa1', 'bbbb2']], answer.message);
        await assert.rejects(server.request('alembic/loadSchema', params), { data: { code: 'not-empty' } });
      },
    ));

  it('brings its revisions along', () =>
    withLive(
      `CREATE TABLE orders (id int, price int);
       CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY); INSERT INTO alembic_version VALUES ('aaaa1')`,
      async (server, environment) => {
        const params = { environment, database: 'embedded', from: 'live' };
        assert.deepEqual((await server.request('alembic/loadSchema', params)).rows, ['aaaa1']);
        const answer = await upgrade(server, environment);
        assert.deepEqual([answer.outcome, answer.applied], ['done', ['bbbb2']], answer.message);
      },
    ));

  it('says so where pg_dump is not installed, and into which databases it goes', () =>
    withLive(
      'SELECT 1',
      async (server, environment) => {
        const load = (database: string, from: string) =>
          server.request('alembic/loadSchema', { environment, database, from });
        await assert.rejects(load('embedded', 'live'), {
          data: { code: 'no-schema' },
          message: /was not read: no pg_dump was found at \/nowhere\/pg_dump\. Install/,
        });
        await assert.rejects(load('live', 'live'), { data: { code: 'not-embedded' } });
        await assert.rejects(load('embedded', 'embedded'), { data: { code: 'no-schema' } });
      },
      '/nowhere/pg_dump',
    ));
});
