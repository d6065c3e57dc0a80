import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { queryDatabase, withPostgres } from '../../support/postgres-server.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { revisionText } from '../core/lint/chain-text.ts';
import { RunningServer } from './running-server.ts';

const postgres = await withPostgres();

describe('a dry run on a copy, through the server', suiteNeeds('dry run on a copy', postgres), () => {
  let server: RunningServer;
  let url: URL;

  before(async () => {
    url = new URL(await available(postgres).createDatabase('copied'));
    const bare = new URL(url);
    bare.password = '';
    server = await RunningServer.start({
      files: {
        'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
        'migrations/env.py':
          'from alembic import context\ncontext.configure(connection=None)\nwith context.begin_transaction():\n    context.run_migrations()\n',
        'migrations/versions/aaaa1.py': revisionText('aaaa1', 'None', {
          upgrade: "op.execute('CREATE TABLE orders (id INT PRIMARY KEY)')",
        }),
      },
      password: decodeURIComponent(url.password),
      settings: { databases: [{ name: 'live', url: bare.href }], pgDump: '/nowhere/pg_dump' },
    });
  });
  after(() => server.stop());

  it('runs all of the plan and leaves the database alone', async () => {
    const environment = await server.environment();
    const params = { environment, database: 'live', direction: 'upgrade', target: 'head' } as const;
    const { heads, digest, engine, blocked } = await server.request('alembic/plan', params);
    assert.equal(blocked, undefined);
    const answer = await server.request('alembic/run', {
      ...params,
      heads,
      digest,
      engine,
      runId: 'copy',
      dryRun: true,
      onCopy: true,
    });
    assert.deepEqual([answer.outcome, answer.applied, answer.heads], ['done', [], []]);
    assert.match(
      answer.message,
      /^Dry run on a copy of the whole database, .*“live” itself was not changed\.$/,
    );
    const [row] = await queryDatabase<{ name: string | null }>(
      url.href,
      "SELECT to_regclass('orders') AS name",
    );
    assert.equal(row?.name, null);
    const runs = await server.request('alembic/runs', { environment, database: 'live' });
    assert.deepEqual(runs, []);
  });
});
