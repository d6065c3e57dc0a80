import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Hover } from 'vscode-languageserver-types';
import type { SqlPreviewAnswer } from '../../../server/src/protocol/preview-messages.ts';
import { revisionText } from '../core/lint/chain-text.ts';
import { RunningServer } from './running-server.ts';

const folder = 'migrations/versions/';
const A = `${folder}aaaa1.py`;
const B = `${folder}bbbb2.py`;
const FILES: Readonly<Record<string, string>> = {
  'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
  'migrations/env.py': '',
  [A]: revisionText('aaaa1', 'None', {
    docstring: 'add orders',
    upgrade: "op.execute('CREATE TABLE orders (id INT)')\n    op.execute('CREATE INDEX ix ON orders (id)')",
  }),
  [B]: revisionText('bbbb2', "'aaaa1'", {
    docstring: 'copy',
    upgrade:
      "for row in op.get_bind().execute('SELECT 1'):\n        op.execute(f'INSERT INTO orders VALUES ({row[0]})')",
  }),
};

/** "first line of the file <- lines of the SQL" of each part of a preview. */
function parts({ statements, sql }: SqlPreviewAnswer): string[] {
  const lines = sql.split('\n');
  return statements.map(
    ({ startLine, endLine, range }) => `${range.start.line}: ${lines.slice(startLine, endLine).join('|')}`,
  );
}

describe('SQL previews over the real transport', () => {
  let server: RunningServer;
  before(async () => {
    server = await RunningServer.start({ files: FILES });
  });
  after(() => server.stop());

  it('shows the SQL of a file, line by line, as it is typed', async () => {
    const text = await server.open(A);
    const first = await server.request('alembic/sqlPreview', {
      kind: 'file',
      uri: server.uri(A),
      direction: 'upgrade',
    });
    assert.deepEqual(parts(first), [
      '9: CREATE TABLE orders (id INT);',
      '10: CREATE INDEX ix ON orders (id);',
    ]);
    assert.deepEqual([first.title, first.unresolvedCount], ['upgrade aaaa1: add orders', 0]);
    const changed = server.next('alembic/sqlPreviewChanged');
    await server.type(A, text.replace('orders (id INT)', 'orders (id BIGINT)'));
    assert.deepEqual(await changed, { uri: server.uri(A) });
    const second = await server.request('alembic/sqlPreview', {
      kind: 'file',
      uri: server.uri(A),
      direction: 'upgrade',
    });
    assert.deepEqual(parts(second)[0], '9: CREATE TABLE orders (id BIGINT);');
    await server.type(A, text);
  });

  it('shows a variable where a value is made when it runs', async () => {
    const text = FILES[A] ?? '';
    const insert = 'import uuid\n    op.execute(f"INSERT INTO orders VALUES (\'{uuid.uuid4()}\')")';
    await server.type(A, text.replace("op.execute('CREATE INDEX ix ON orders (id)')", insert));
    const params = { kind: 'file', uri: server.uri(A), direction: 'upgrade' } as const;
    const answer = await server.request('alembic/sqlPreview', params);
    assert.deepEqual(
      parts(answer)[1],
      "11: INSERT INTO orders VALUES (:'uuid4_1') /* made when it runs: uuid4_1: uuid4() */;",
    );
    assert.equal(answer.unresolvedCount, 0);
    await server.type(A, text);
  });

  it('never fails on what is half typed', async () => {
    const text = FILES[A] ?? '';
    for (let length = 0; length < text.length; length += 7) {
      await server.type(A, text.slice(0, length));
      const params = { kind: 'file', uri: server.uri(A), direction: 'upgrade' } as const;
      const answer = await server.request('alembic/sqlPreview', params);
      assert.equal(typeof answer.sql, 'string');
    }
    await server.type(A, text);
    assert.deepEqual(server.log, []);
  });

  it('shows a range with its transactions, and what is not known as a comment', async () => {
    const environment = await server.environment();
    const preview = await server.request('alembic/sqlPreview', {
      kind: 'range',
      environment,
      direction: 'upgrade',
      range: 'head',
    });
    assert.match(
      preview.sql,
      /BEGIN;[\s\S]*CREATE TABLE alembic_version[\s\S]*INSERT INTO alembic_version .*aaaa1[\s\S]*COMMIT;/,
    );
    assert.match(preview.sql, /^-- Not known: /m);
    assert.match(preview.summary ?? '', /^1 of 2 revisions previewable; this one needs a database: bbbb2\.$/);
    const one = await server.request('alembic/sqlPreview', {
      kind: 'plan',
      environment,
      direction: 'upgrade',
      target: 'bbbb2',
      heads: ['aaaa1'],
    });
    assert.doesNotMatch(one.sql, /CREATE TABLE/);
  });

  it('says on top of a range how much is known, and where the rest comes from', async () => {
    const environment = await server.environment();
    const range = { kind: 'range', environment, direction: 'upgrade', range: 'head' } as const;
    const { sql, statements } = await server.request('alembic/sqlPreview', range);
    const lines = sql.split('\n');
    assert.deepEqual(lines.slice(0, 3), [
      '-- upgrade base → head',
      '-- 1 of 2 revisions previewable; this one needs a database: bbbb2.',
      '',
    ]);
    const open = statements.filter(({ kind }) => kind === 'unresolved');
    assert.deepEqual(
      open.map(({ startLine, uri }) => [/^-- Not known: /.test(lines[startLine] ?? ''), uri]),
      [[true, server.uri(B)]],
    );
  });

  it('makes a script that says what it is from and what is missing in it', async () => {
    const environment = await server.environment();
    const range = { kind: 'range', environment, direction: 'upgrade', range: 'head' } as const;
    const script = await server.request('alembic/sqlScript', range);
    assert.equal(script.fileName, 'upgrade_base_head.sql');
    assert.equal(script.unresolvedCount, 1);
    const head = script.text.slice(0, script.text.indexOf('BEGIN;'));
    assert.match(head, /^-- upgrade base → head\n-- Environment: .*alembic\.ini, section alembic\)$/m);
    assert.match(head, /^-- Revisions: +2, aaaa1, bbbb2$/m);
    assert.match(head, /^-- PostgreSQL: +18 \(the newest; no database was asked\)$/m);
    assert.match(head, /^-- NOT COMPLETE: 1 of 2 revisions previewable/m);
    assert.match(head, /^-- {3}bbbb2 migrations\/versions\/bbbb2\.py:10: \S/m);
    assert.doesNotMatch(head, /^[^-\n]/m, 'everything of the head is a comment');
  });

  it('makes a script of one revision with its row of the version table', async () => {
    const script = async (direction: 'upgrade' | 'downgrade') =>
      (await server.request('alembic/sqlScript', { kind: 'file', uri: server.uri(B), direction })).text;
    assert.match(await script('upgrade'), /UPDATE alembic_version SET version_num='bbbb2' WHERE .*'aaaa1'/);
    assert.doesNotMatch(await script('upgrade'), /CREATE TABLE/);
    assert.match(await script('downgrade'), /UPDATE alembic_version SET version_num='aaaa1' WHERE .*'bbbb2'/);
    assert.match(
      await script('upgrade'),
      /^-- Version table: alembic_version with aaaa1; run it on no other state\.$/m,
    );
  });

  it('blocks the built-in engine where a step is not known, and says why', async () => {
    const environment = await server.environment();
    const params = { environment, database: 'embedded', direction: 'upgrade', target: 'head' } as const;
    const plan = await server.request('alembic/plan', params);
    assert.equal(plan.engine, 'alembic');
    assert.notEqual(plan.blocked, undefined);
    assert.deepEqual(
      plan.steps.map(({ unresolved }) => unresolved.length > 0),
      [false, true],
    );
  });

  it('tells in hover and tooltip what a revision does and locks', async () => {
    const environment = await server.environment();
    const { operations } = await server.request('alembic/revision', { environment, revision: 'aaaa1' });
    assert.deepEqual(operations, [
      'CREATE TABLE orders — no lock on existing tables',
      'CREATE INDEX ix ON orders (id) — no lock on existing tables',
    ]);
    const text = FILES[B] ?? '';
    const line = text.slice(0, text.indexOf("'aaaa1'")).split('\n').length - 1;
    const hover = await server.connection.sendRequest<Hover>('textDocument/hover', {
      textDocument: { uri: server.uri(B) },
      position: { line, character: 18 },
    });
    assert.match((hover.contents as { value: string }).value, /```sql\nCREATE TABLE orders — no lock/);
  });

  it('refuses a file that is no revision', async () => {
    await assert.rejects(
      server.request('alembic/sqlPreview', {
        kind: 'file',
        uri: server.uri('migrations/env.py'),
        direction: 'upgrade',
      }),
      (error: { data?: { code: string } }) => error.data?.code === 'not-a-revision',
    );
  });

  it('logged no defect', () => assert.deepEqual(server.log, []));
});
