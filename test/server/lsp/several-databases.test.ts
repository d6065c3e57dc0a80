import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RunParams } from '../../../server/src/protocol/run-messages.ts';
import type { SeveralRunAnswer, SeveralRunParams } from '../../../server/src/protocol/several-messages.ts';
import { queryDatabase, withPostgres } from '../../support/postgres-server.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { revisionText } from '../core/lint/chain-text.ts';
import { RunningServer } from './running-server.ts';

const postgres = await withPostgres();

const ENV = `from alembic import context


def run_migrations_online():
    context.configure(connection=None, target_metadata=None, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()


run_migrations_online()
`;
const FILES = {
  'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
  'migrations/env.py': ENV,
  'migrations/versions/aaaa1.py': revisionText('aaaa1', 'None', {
    upgrade: "op.execute('CREATE TABLE orders (id INT PRIMARY KEY)')",
  }),
  'migrations/versions/bbbb2.py': revisionText('bbbb2', "'aaaa1'", {
    upgrade: "op.execute('CREATE TABLE fills (id INT PRIMARY KEY)')",
  }),
};
const NAMES = ['zerodha', 'paper', 'upstox'];

describe('runs on several databases', suiteNeeds('runs on several databases', postgres), () => {
  let server: RunningServer;
  let environment: string;
  let urls: URL[];

  before(async () => {
    urls = [];
    for (const name of NAMES) urls.push(new URL(await available(postgres).createDatabase(name)));
    await queryDatabase(urls[1]?.href ?? '', 'CREATE TABLE fills (id int)');
    const databases = urls.map((url, index) => {
      const bare = new URL(url);
      bare.password = '';
      return { name: NAMES[index] ?? '', url: bare.href };
    });
    const password = urls[0]?.password ?? '';
    server = await RunningServer.start({ files: FILES, settings: { databases }, password });
    environment = await server.environment();
  });
  after(() => server.stop());

  async function runAll(more: Pick<SeveralRunParams, 'parallel' | 'onFailure'>): Promise<SeveralRunAnswer> {
    const runs: RunParams[] = [];
    for (const database of NAMES) {
      const params = { environment, database, direction: 'upgrade', target: 'heads' } as const;
      const { heads, digest, engine } = await server.request('alembic/plan', params);
      runs.push({ ...params, heads, digest, engine, runId: `run on ${database}` });
    }
    return server.request('alembic/runSeveral', { runs, ...more });
  }
  const ends = ({ results }: SeveralRunAnswer) =>
    results.map(({ database, answer, problem }) => [database, answer?.heads ?? problem]);

  it('stops at a failure where it is told to', async () => {
    const answer = await runAll({ parallel: 1, onFailure: 'stop' });
    assert.deepEqual(ends(answer), [
      ['zerodha', ['bbbb2']],
      ['paper', ['aaaa1']],
      ['upstox', 'Not begun: another database failed before it began.'],
    ]);
    assert.equal(answer.message, '1 of 3 databases is done, 1 failed, 1 was not begun.');
  });

  it('goes on with the others where it is told to, and tells the progress of each', async () => {
    const answer = await runAll({ parallel: 3, onFailure: 'continue' });
    assert.deepEqual(ends(answer), [
      ['zerodha', ['bbbb2']],
      ['paper', ['aaaa1']],
      ['upstox', ['bbbb2']],
    ]);
    assert.equal(answer.results[1]?.answer?.failure?.sqlState, '42P07');
    const told = server.notifications.filter(({ method }) => method === 'alembic/runProgress');
    const ids = new Set(told.map(({ params }) => (params as { runId: string }).runId));
    assert.deepEqual([...ids].sort(), ['run on paper', 'run on upstox', 'run on zerodha']);
  });

  it('is done where all are', async () => {
    await queryDatabase(urls[1]?.href ?? '', 'DROP TABLE fills');
    const answer = await runAll({ parallel: 2, onFailure: 'stop' });
    assert.equal(answer.message, '3 of 3 databases are done.');
    assert.deepEqual(server.log, []);
  });
});
