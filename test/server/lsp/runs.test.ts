import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import type { PlanAnswer, RunAnswer, RunParams } from '../../../server/src/protocol/run-messages.ts';
import { revisionText } from '../core/lint/chain-text.ts';
import { PLAIN_ENV } from './plain-env.ts';
import { RunningServer } from './running-server.ts';

const folder = 'migrations/versions/';
const A = `${folder}aaaa1.py`;
const B = `${folder}bbbb2.py`;
const C = `${folder}cccc3.py`;
const FILES: Readonly<Record<string, string>> = {
  'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
  'migrations/env.py': PLAIN_ENV,
  [A]: revisionText('aaaa1', 'None', {
    docstring: 'add orders',
    upgrade: "op.execute('CREATE TABLE orders (id INT PRIMARY KEY)')",
    downgrade: "op.drop_table('orders')",
  }),
  [B]: revisionText('bbbb2', "'aaaa1'", {
    docstring: 'fill orders',
    upgrade: "op.execute('INSERT INTO orders SELECT generate_series(1, 3)')",
    downgrade: "op.execute('DELETE FROM orders')",
  }),
  [C]: revisionText('cccc3', "'bbbb2'", {
    docstring: 'break',
    upgrade: "op.execute('ALTER TABLE nowhere ADD COLUMN x INT')",
    downgrade: 'pass',
  }),
};

describe('runs on the embedded database over the real transport', () => {
  let server: RunningServer;
  let environment: string;
  before(async () => {
    server = await RunningServer.start({ files: FILES });
    environment = await server.environment();
  });
  after(() => server.stop());

  const database = 'embedded';
  function plan(direction: 'upgrade' | 'downgrade' | 'stamp', target: string): Promise<PlanAnswer> {
    return server.request('alembic/plan', { environment, database, direction, target });
  }
  function paramsOf(
    direction: 'upgrade' | 'downgrade' | 'stamp',
    target: string,
    made: PlanAnswer,
  ): RunParams {
    const { heads, digest, engine } = made;
    return {
      environment,
      database,
      direction,
      target,
      heads,
      digest,
      engine,
      runId: `${direction} ${target}`,
    };
  }
  async function run(direction: 'upgrade' | 'downgrade' | 'stamp', target: string): Promise<RunAnswer> {
    return server.request('alembic/run', paramsOf(direction, target, await plan(direction, target)));
  }
  async function states(): Promise<string[]> {
    const page = await server.request('alembic/revisionPage', {
      environment,
      database,
      offset: 0,
      limit: 10,
    });
    return page.nodes.map(({ revision, state }) => `${revision} ${state}`);
  }

  it('offers the embedded database, which is behind', async () => {
    const databases = await server.request('alembic/databases', { environment });
    assert.ok(databases.some(({ name, source }) => name === database && source === 'embedded'));
    const status = await server.request('alembic/databaseStatus', { environment, database });
    assert.deepEqual([status.condition, status.currentRevisions, status.behind], ['ready', [], 3]);
  });

  it('plans, and says what would be lost and which engine runs it', async () => {
    const made = await plan('upgrade', 'bbbb2');
    assert.deepEqual(
      made.steps.map(({ revision, statementCount, destroys }) => [revision, statementCount, destroys]),
      [
        ['aaaa1', 1, []],
        ['bbbb2', 1, []],
      ],
    );
    assert.deepEqual([made.engine, made.blocked, made.heads], ['builtin', undefined, []]);
  });

  it('runs what was planned, with progress, and knows where it stands', async () => {
    const answer = await run('upgrade', 'bbbb2');
    assert.deepEqual([answer.outcome, answer.applied, answer.heads], ['done', ['aaaa1', 'bbbb2'], ['bbbb2']]);
    const told = server.notifications
      .filter(({ method }) => method === 'alembic/runProgress')
      .map(({ params }) => params as { runId: string; revision: string });
    assert.deepEqual(
      new Set(told.map(({ runId, revision }) => `${runId}: ${revision}`)),
      new Set(['upgrade bbbb2: aaaa1', 'upgrade bbbb2: bbbb2']),
    );
    assert.ok(server.notifications.some(({ method }) => method === 'alembic/databasesChanged'));
    assert.deepEqual(await states(), ['cccc3 pending', 'bbbb2 current', 'aaaa1 applied']);
    const { text } = await server.request('alembic/report', { environment, report: 'current', database });
    assert.equal(text, 'bbbb2\n');
    const [record] = await server.request('alembic/runs', { environment, database });
    assert.deepEqual([record?.outcome, record?.direction, record?.to], ['done', 'upgrade', ['bbbb2']]);
  });

  it('says what a downgrade destroys', async () => {
    const made = await plan('downgrade', 'base');
    assert.deepEqual(
      made.steps.map(({ destroys }) => destroys),
      [['rows of orders'], ['table orders']],
    );
  });

  it('tells which statement of which line failed and leaves the database where it was', async () => {
    const answer = await run('upgrade', 'head');
    assert.deepEqual([answer.outcome, answer.applied, answer.heads], ['failed', [], ['bbbb2']]);
    assert.deepEqual(
      [answer.failure?.revision, answer.failure?.uri, answer.failure?.line, answer.failure?.sqlState],
      ['cccc3', server.uri(C), 9, '42P01'],
    );
  });

  it('refuses a plan that no longer holds', async () => {
    const made = await plan('downgrade', 'aaaa1');
    const changed = (FILES[B] ?? '').replace('DELETE FROM orders', 'DELETE FROM orders WHERE id = 1');
    writeFileSync(join(server.folder, B), changed);
    const told = server.next('alembic/sqlPreviewChanged');
    await server.open(B);
    await told;
    const answer = await server.request('alembic/run', paramsOf('downgrade', 'aaaa1', made));
    assert.deepEqual([answer.outcome, answer.applied], ['stale', []]);
    assert.deepEqual(await states(), ['cccc3 pending', 'bbbb2 current', 'aaaa1 applied']);
  });

  it('does not run text that is not saved', async () => {
    const text = readFileSync(join(server.folder, B), 'utf8');
    await server.type(B, text.replace('WHERE id = 1', 'WHERE id = 2'));
    const made = await plan('downgrade', 'aaaa1');
    assert.match(made.blocked ?? '', /bbbb2\.py has changes that are not saved/);
    await assert.rejects(server.request('alembic/run', paramsOf('downgrade', 'aaaa1', made)), {
      data: { code: 'blocked' },
    });
    await server.type(B, text);
  });

  it('stamps, and downgrades to the base', async () => {
    assert.deepEqual((await run('stamp', 'aaaa1')).heads, ['aaaa1']);
    const answer = await run('downgrade', 'base');
    assert.deepEqual([answer.outcome, answer.heads], ['done', []]);
    assert.deepEqual(await states(), ['cccc3 pending', 'bbbb2 pending', 'aaaa1 pending']);
  });

  it('answers an impossible target with its code', async () => {
    await assert.rejects(
      plan('upgrade', 'zzzz9'),
      (error: { data?: { code: string } }) => error.data?.code === 'revision-not-found',
    );
  });

  it('logged no defect', () => assert.deepEqual(server.log, []));
});

describe('a run that is cancelled', () => {
  const SLOW = {
    ...FILES,
    [C]: revisionText('cccc3', "'bbbb2'", {
      upgrade: "op.execute('SELECT pg_sleep(120)')",
      downgrade: 'pass',
    }),
  };
  let server: RunningServer;
  before(async () => {
    server = await RunningServer.start({ files: SLOW });
  });
  after(() => server.stop());

  it('ends in order, with what was committed before it', async () => {
    const environment = await server.environment();
    const params = { environment, database: 'embedded', direction: 'upgrade', target: 'head' } as const;
    const { heads, digest, engine } = await server.request('alembic/plan', params);
    const cancellation = new CancellationTokenSource();
    const running = server.connection.sendRequest<RunAnswer>(
      'alembic/run',
      { ...params, heads, digest, engine, runId: 'slow' },
      cancellation.token,
    );
    const reached = (): boolean =>
      server.notifications.some(
        ({ method, params: told }) =>
          method === 'alembic/runProgress' &&
          (told as { revision: string; statement: number }).revision === 'cccc3',
      );
    await server.until(reached);
    cancellation.cancel();
    const answer = await running;
    assert.deepEqual(
      [answer.outcome, answer.applied, answer.heads],
      ['cancelled', ['aaaa1', 'bbbb2'], ['bbbb2']],
    );
  });
});

describe('a workspace that is not trusted', () => {
  let server: RunningServer;
  before(async () => {
    server = await RunningServer.start({ files: FILES, trusted: false });
  });
  after(() => server.stop());

  it('shows everything static and connects to nothing until it is', async () => {
    const environment = await server.environment();
    const database = 'embedded';
    const page = await server.request('alembic/revisionPage', {
      environment,
      database,
      offset: 0,
      limit: 10,
    });
    assert.equal(page.total, 3);
    const status = await server.request('alembic/databaseStatus', { environment, database });
    assert.equal(status.condition, 'not-connected');
    const refused = { data: { code: 'untrusted' } };
    await assert.rejects(
      server.request('alembic/plan', { environment, database, direction: 'upgrade', target: 'head' }),
      refused,
    );
    await assert.rejects(
      server.request('alembic/testConnection', { url: 'pglite:memory', password: undefined }),
      refused,
    );
    const preview = await server.request('alembic/sqlPreview', {
      kind: 'file',
      uri: server.uri(A),
      direction: 'upgrade',
    });
    assert.match(preview.sql, /CREATE TABLE orders/);
    assert.equal(existsSync(join(server.folder, 'embedded')), false);
    await server.request('alembic/trust', null);
    assert.equal(
      (await server.request('alembic/databaseStatus', { environment, database })).condition,
      'ready',
    );
  });
});
