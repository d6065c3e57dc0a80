import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Hover, InlayHint } from 'vscode-languageserver-types';
import { revisionText } from '../core/lint/chain-text.ts';
import { RunningServer } from './running-server.ts';

const A = 'migrations/versions/aaaa1.py';
const UPGRADE = `op.create_table('carts', sa.Column('id', sa.Integer))
    op.create_index('ix_carts', 'carts', ['id'])
    op.create_index(
        'ix_orders',
        'orders',
        ['id'],
    )
    op.add_column('orders', sa.Column('paid', sa.Boolean, server_default='f', nullable=False))
    op.execute('DO $$ BEGIN END $$')
    op.execute(unknown())`;
const DOWNGRADE = `op.drop_index('ix_orders', table_name='orders')
    op.drop_table('carts')`;
const FILES: Readonly<Record<string, string>> = {
  'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
  'migrations/env.py': '',
  [A]: revisionText('aaaa1', 'None', { upgrade: UPGRADE, downgrade: DOWNGRADE }).replace(
    'from alembic import op\n',
    'from alembic import op\nimport sqlalchemy as sa\n',
  ),
};
const EVERYTHING = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

describe('what operations lock, over the real transport', () => {
  let server: RunningServer;
  before(async () => {
    server = await RunningServer.start({ files: FILES });
    await server.open(A);
  });
  after(() => server.stop());

  async function hints(): Promise<readonly InlayHint[]> {
    const textDocument = { uri: server.uri(A) };
    return server.connection.sendRequest('textDocument/inlayHint', { textDocument, range: EVERYTHING });
  }

  /** "source line: label" of every hint. */
  async function hintLines(): Promise<readonly string[]> {
    const lines = (FILES[A] ?? '').split('\n');
    return (await hints()).map(({ position, label }) => {
      const line = lines[position.line] ?? '';
      assert.equal(position.character, line.length, 'a hint stands at the end of its line');
      return `${line.trim().slice(0, 16)}: ${String(label)}`;
    });
  }

  async function hoverAt(code: string, character = 4): Promise<string | undefined> {
    const lines = (FILES[A] ?? '').split('\n');
    const line = lines.findIndex((text) => text.includes(code));
    const start = lines[line]?.indexOf(code) ?? 0;
    const hover = await server.connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri: server.uri(A) },
      position: { line, character: start + character },
    });
    return (hover?.contents as { value: string } | undefined)?.value;
  }

  it('shows the blocking ones at the end of the line, but none on a table of the same revision', async () => {
    assert.deepEqual(await hintLines(), [
      'op.create_index(: SHARE orders · scans',
      "op.add_column('o: ACCESS EXCLUSIVE orders",
      "op.drop_index('i: ACCESS EXCLUSIVE orders",
      "op.drop_table('c: ACCESS EXCLUSIVE carts",
    ]);
  });

  it('asks for them again when a setting changes, and follows it', async () => {
    await server.configure({ inlayHints: 'all', postgresqlVersion: '10' });
    assert.deepEqual(await hintLines(), [
      'op.create_table(: no lock on existing tables',
      'op.create_index(: no lock on existing tables',
      'op.create_index(: SHARE orders · scans',
      "op.add_column('o: ACCESS EXCLUSIVE orders · rewrites",
      "op.execute('DO $: locks not known",
      'op.execute(unkno: not known beforehand',
      "op.drop_index('i: ACCESS EXCLUSIVE orders",
      "op.drop_table('c: ACCESS EXCLUSIVE carts",
    ]);
    await server.configure({ inlayHints: 'off' });
    assert.deepEqual(await hintLines(), []);
    await server.configure({});
  });

  it('follows what is typed', async () => {
    const text = FILES[A] ?? '';
    await server.type(A, text.replace("'orders',\n", "'orders', postgresql_concurrently=True,\n"));
    const labels = (await hints()).map(({ label }) => label);
    assert.deepEqual(labels[0], 'ACCESS EXCLUSIVE orders');
    await server.type(A, text);
  });

  it('tells the statement, its locks and a safer form where the call is hovered', async () => {
    const index =
      (await hoverAt("op.create_index('ix_orders")) ?? (await hoverAt('op.create_index(\n'.trim()));
    assert.equal(typeof index, 'string');
    const text = await hoverAt('op.add_column');
    assert.match(text ?? '', /ALTER TABLE orders ADD COLUMN paid BOOLEAN DEFAULT 'f' NOT NULL;/);
    assert.match(text ?? '', /- `orders`: \*\*ACCESS EXCLUSIVE\*\* blocks reads and writes/);
    assert.match(text ?? '', /PostgreSQL 18 \(the newest; no database was asked\)/);
    assert.match((await hoverAt('op.drop_index')) ?? '', /\*\*Safer:\*\* .*postgresql_concurrently=True/);
    assert.match((await hoverAt('unknown()')) ?? '', /^Not known beforehand: /);
    assert.equal(await hoverAt("sa.Column('paid'"), undefined);
  });

  it('answers adjoining ranges without saying anything twice', async () => {
    const textDocument = { uri: server.uri(A) };
    const all = await hints();
    const middle = { line: all[1]?.position.line ?? 0, character: 0 };
    const parts: InlayHint[][] = [];
    for (const range of [
      { start: EVERYTHING.start, end: middle },
      { start: middle, end: EVERYTHING.end },
    ]) {
      parts.push(await server.connection.sendRequest('textDocument/inlayHint', { textDocument, range }));
    }
    assert.deepEqual(parts.flat(), all);
  });

  it('is the same in the tooltip of the hint', async () => {
    const [, column] = await hints();
    assert.equal((column?.tooltip as { value: string } | undefined)?.value, await hoverAt('op.add_column'));
  });

  it('logged no defect', () => assert.deepEqual(server.log, []));
});
