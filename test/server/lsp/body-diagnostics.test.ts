import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import type { CodeAction, Range } from 'vscode-languageserver-protocol';
import { revisionText } from '../core/lint/chain-text.ts';
import { RunningServer } from './running-server.ts';

const A = 'migrations/versions/a.py';
const B = 'migrations/versions/b.py';
const FILES = {
  'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
  'migrations/env.py': '',
  [A]: revisionText('aaaa1', 'None'),
  [B]: revisionText('bbbb2', "'aaaa1'", { upgrade: 'op.execute("""\n      SELEC 1\n    """)' }),
};

describe('diagnostics of operations and SQL over the real transport', () => {
  let server: RunningServer;
  before(async () => {
    server = await RunningServer.start({ files: FILES });
  });
  after(() => server.stop());

  function rangeOf(text: string, word: string): Range {
    const end = text.indexOf('def downgrade');
    const before = text.slice(0, text.lastIndexOf(word, end)).split('\n');
    const start = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    return { start, end: { line: start.line, character: start.character + word.length } };
  }

  async function check(body: string, code: string, word: string): Promise<readonly CodeAction[]> {
    const text = revisionText('aaaa1', 'None', { upgrade: body });
    await server.type(A, text);
    const range = rangeOf(text, word);
    await server.until(
      () => isDeepStrictEqual(server.diagnostics(A)[0]?.range, range) && server.codes(A)[0] === code,
      () => JSON.stringify([range, server.diagnostics(A)]),
    );
    const [diagnostic] = server.diagnostics(A);
    assert.match(diagnostic?.codeDescription?.href ?? '', new RegExp(`docs/rules\\.md#${code}$`));
    const actions = await server.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: server.uri(A) },
      range: diagnostic?.range,
      context: { diagnostics: [diagnostic] },
    });
    return actions as readonly CodeAction[];
  }

  it('reads files that are not open, in time', async () => {
    await server.untilCodes([`${B} sql-syntax`]);
    assert.deepEqual(server.diagnostics(B)[0]?.range, rangeOf(FILES[B], 'SELEC'));
  });

  it('tells a syntax error in SQL while it is typed and takes it back', async () => {
    await server.open(A);
    await check('t = "users"; op.execute(f"SELECT * FORM {t}")', 'sql-syntax', 'FORM');
    await check(`op.execute("SELECT 1; " 'SELECT a b zz')`, 'sql-syntax', 'zz');
    await server.type(A, FILES[A]);
    await server.untilCodes([`${B} sql-syntax`]);
  });

  it('tells what Alembic would refuse and offers to mend it', async () => {
    const titles = (actions: readonly CodeAction[]): readonly string[] => actions.map(({ title }) => title);
    const table = 'op.add_column("t", sa.no("c"))';
    assert.deepEqual(titles(await check(table, 'unknown-name', 'sa')), ['Add "import sqlalchemy as sa"']);
    assert.deepEqual(titles(await check('op.create_tabel("t")', 'unknown-name', 'create_tabel')), [
      'Change to "create_table"',
    ]);
    await check('op.drop_constraint(None, "t")', 'unnamed-constraint', 'None');
    await check('op.drop_table("t"); op.drop_table("t")', 'repeated-operation', 'op.drop_table("t")');
  });

  it('keeps a finding in its place while something above it is typed', async () => {
    const text = revisionText('aaaa1', 'None', { upgrade: 'op.execute("SELEC 1")' });
    await server.type(A, text);
    await server.untilCodes([`${A} sql-syntax`, `${B} sql-syntax`]);
    const longer = text.replace('"""revision aaaa1"""', '"""revision aaaa1\n\nlonger"""');
    await server.type(A, longer);
    await server.until(
      () => server.diagnostics(A)[0]?.range.start.line === rangeOf(longer, 'SELEC').start.line,
    );
    await server.type(A, FILES[A]);
    await server.untilCodes([`${B} sql-syntax`]);
  });

  it('logged no defect', () => assert.deepEqual(server.log, []));
});
