import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  CodeAction,
  CodeLens,
  CompletionList,
  DocumentLink,
  DocumentSymbol,
  Hover,
  Location,
  Position,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
  WorkspaceSymbol,
} from 'vscode-languageserver-types';
import { revisionText } from '../core/lint/chain-text.ts';
import { RunningServer } from './running-server.ts';

const folder = 'migrations/versions/';
const docstring = (message: string, id: string, revises: string): { docstring: string } => ({
  docstring: `${message}\n\nRevision ID: ${id}\nRevises: ${revises}\nCreate Date: 2024-03-04 05:06:07\n`,
});
const FILES: Readonly<Record<string, string>> = {
  'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
  'migrations/env.py': '',
  [`${folder}aaaa1_users.py`]: revisionText('aaaa1', 'None', docstring('add *users*', 'aaaa1', '')),
  [`${folder}bbbb2_orders.py`]: revisionText('bbbb2', "'aaaa1'", docstring('add orders', 'bbbb2', 'aaaa1')),
  [`${folder}cccc3_left.py`]: revisionText('cccc3', "'bbbb2'", {
    docstring: 'left side',
    labels: "('left',)",
  }),
  [`${folder}dddd4_right.py`]: revisionText('dddd4', "'bbbb2'", {
    docstring: 'right side',
    labels: "('right',)",
    dependsOn: "'left'",
  }),
};
const A = `${folder}aaaa1_users.py`;
const B = `${folder}bbbb2_orders.py`;
const C = `${folder}cccc3_left.py`;
const D = `${folder}dddd4_right.py`;

/** The position `after` characters behind the start of `needle` in a file. */
function at(name: string, needle: string, after = 0, text = FILES[name] ?? ''): Position {
  const offset = text.indexOf(needle);
  assert.notEqual(offset, -1, `${needle} stands in ${name}`);
  const before = text.slice(0, offset + after).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

function apply(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: Position): number =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  return [...edits]
    .sort((left, right) => offset(right.range.start) - offset(left.range.start))
    .reduce(
      (result, edit) =>
        result.slice(0, offset(edit.range.start)) + edit.newText + result.slice(offset(edit.range.end)),
      text,
    );
}

describe('language features over the real transport', () => {
  let server: RunningServer;
  before(async () => {
    server = await RunningServer.start({ files: FILES });
    for (const name of [B, C, D]) await server.open(name);
  });
  after(() => server.stop());

  function ask<Result>(method: string, name: string, position: Position, more: object = {}): Promise<Result> {
    return server.connection.sendRequest(method, {
      textDocument: { uri: server.uri(name) },
      position,
      ...more,
    });
  }
  async function hover(name: string, position: Position): Promise<string> {
    const answer = await ask<Hover | null>('textDocument/hover', name, position);
    return answer === null ? '' : (answer.contents as { value: string }).value;
  }
  async function places(
    method: string,
    name: string,
    position: Position,
    more: object = {},
  ): Promise<string[]> {
    const locations = await ask<Location[]>(method, name, position, more);
    return locations.map(({ uri, range }) => `${uri.slice(server.uri(folder).length)}:${range.start.line}`);
  }

  it('hovers over ids, labels and docstrings', async () => {
    const text = await hover(B, at(B, "= 'aaaa1'", 4));
    assert.match(text, /\*\*add \\\*users\\\*\*\*/);
    assert.match(text, /`aaaa1`/);
    assert.match(text, /Created: 2024\\-03\\-04/);
    assert.match(text, /Follows: nothing: a base/);
    assert.match(text, /Followed by: \[`bbbb2`\]\(file:.*bbbb2_orders\.py\) add orders/);
    assert.match(await hover(D, at(D, "'left'", 2)), /\*\*left side\*\*/);
    assert.match(await hover(B, at(B, 'Revises: aaaa1', 10)), /users/);
    assert.equal(await hover(B, at(B, 'def upgrade')), '');
  });

  it('goes to the file that declares an id or a label', async () => {
    assert.deepEqual(await places('textDocument/definition', B, at(B, "= 'aaaa1'", 3)), ['aaaa1_users.py:9']);
    assert.deepEqual(await places('textDocument/definition', D, at(D, "'left'", 3)), ['cccc3_left.py:6']);
    assert.deepEqual(await places('textDocument/definition', B, at(B, 'import')), []);
  });

  it('finds every header that names an id', async () => {
    const context = { context: { includeDeclaration: false } };
    assert.deepEqual(await places('textDocument/references', B, at(B, "= 'bbbb2'", 3), context), [
      'bbbb2_orders.py:2',
      'cccc3_left.py:5',
      'dddd4_right.py:5',
    ]);
  });

  it('completes ids, heads first, with message and date', async () => {
    const text = (FILES[D] ?? '').replace("= 'bbbb2'", "= ''");
    await server.type(D, text);
    const list = await ask<CompletionList>('textDocument/completion', D, at(D, "= ''", 3, text));
    assert.deepEqual(
      list.items.map(({ label }) => label),
      ['cccc3', 'bbbb2', 'aaaa1'],
    );
    assert.equal(list.items[1]?.labelDetails?.description, 'add orders');
    assert.equal(list.items[1]?.detail, '2024-03-04');
    const [head] = list.items;
    assert.match(apply(text, [head?.textEdit as TextEdit]), /^down_revision = 'cccc3'$/m);
    await server.type(D, text.replace("''", ''));
    const bare = await ask<CompletionList>('textDocument/completion', D, at(D, 'down_revision = ', 16, text));
    assert.match(
      apply(text.replace("''", ''), [bare.items[1]?.textEdit as TextEdit]),
      /^down_revision = 'bbbb2'$/m,
    );
    const elsewhere = await ask<CompletionList>('textDocument/completion', D, at(D, 'op.execute', 3, text));
    assert.deepEqual(elsewhere.items, []);
    await server.type(D, FILES[D] ?? '');
    await server.untilCodes([]);
  });

  it('completes nothing that would close a circle, and branch labels where they may stand', async () => {
    const labels = async (name: string, needle: string): Promise<readonly string[]> => {
      const position = at(name, needle, needle.length - 1);
      const list = await ask<CompletionList>('textDocument/completion', name, {
        ...position,
        character: position.character - 5,
      });
      return list.items.map(({ label }) => label);
    };
    assert.deepEqual(await labels(B, "down_revision = 'aaaa1'"), ['aaaa1']);
    assert.deepEqual(await labels(C, "down_revision = 'bbbb2'"), ['bbbb2', 'aaaa1']);
    const inDependsOn = await ask<CompletionList>(
      'textDocument/completion',
      D,
      at(D, "depends_on = 'left'", "depends_on = '".length),
    );
    assert.deepEqual(
      inDependsOn.items.map(({ label, detail }) => [label, detail]),
      [
        ['cccc3', 'head'],
        ['left', 'branch label of cccc3'],
        ['bbbb2', '2024-03-04'],
        ['aaaa1', '2024-03-04'],
      ],
    );
  });

  it('lists symbols and links', async () => {
    const [symbol] = await ask<DocumentSymbol[]>('textDocument/documentSymbol', D, { line: 0, character: 0 });
    assert.equal(`${symbol?.name} ${symbol?.detail}`, 'dddd4 right side');
    assert.deepEqual(
      symbol?.children?.map(({ name }) => name),
      ['revision', 'down_revision', 'branch_labels', 'depends_on', 'upgrade', 'downgrade'],
    );
    const found = await server.connection.sendRequest<WorkspaceSymbol[]>('workspace/symbol', {
      query: 'ordrs',
    });
    assert.deepEqual(
      found.map(({ name }) => name),
      ['bbbb2 add orders'],
    );
    const links = await ask<DocumentLink[]>('textDocument/documentLink', D, { line: 0, character: 0 });
    assert.deepEqual(
      links.map(({ target }) => target),
      [server.uri(B), server.uri(C)],
    );
  });

  it('offers what can be done above the two functions', async () => {
    const lenses = await ask<CodeLens[]>('textDocument/codeLens', B, { line: 0, character: 0 });
    const environment = await server.environment();
    assert.deepEqual(
      lenses.map(({ command, range }) => `${range.start.line} ${command?.title} ${command?.command}`),
      [
        '13 Upgrade to here alembicWorkbench.upgradeToRevision',
        '13 Preview SQL alembicWorkbench.previewSql',
        '17 Downgrade to here alembicWorkbench.downgradeToRevision',
        '17 Undo (down to aaaa1) alembicWorkbench.downgradeToRevision',
        '17 Preview SQL alembicWorkbench.previewSql',
      ],
    );
    assert.deepEqual(lenses[0]?.command?.arguments, [{ environment, revision: 'bbbb2' }]);
  });

  it('renames a revision in its file, the name of the file and every reference', async () => {
    const position = at(D, "'bbbb2'", 2);
    assert.deepEqual(await ask('textDocument/prepareRename', D, position), {
      range: { start: at(D, "'bbbb2'", 1), end: at(D, "'bbbb2'", 6) },
      placeholder: 'bbbb2',
    });
    const edit = await ask<WorkspaceEdit>('textDocument/rename', D, position, { newName: 'eeee5' });
    const changes = edit.documentChanges ?? [];
    const mended = changes
      .filter((change): change is TextDocumentEdit => 'edits' in change)
      .map(({ textDocument, edits }) => {
        const name = textDocument.uri.slice(server.uri('').length + 1);
        return [name, apply(FILES[name] ?? '', edits as TextEdit[])] as const;
      });
    assert.deepEqual(mended.map(([name]) => name).sort(), [B, C, D]);
    for (const [, text] of mended) assert.doesNotMatch(text, /bbbb2/);
    assert.deepEqual(
      changes.filter((change) => 'kind' in change),
      [{ kind: 'rename', oldUri: server.uri(B), newUri: server.uri(`${folder}eeee5_orders.py`) }],
    );
  });

  it('refuses names that Alembic would refuse', async () => {
    const refused = async (newName: string, code: string): Promise<void> => {
      await assert.rejects(
        ask('textDocument/rename', D, at(D, "'bbbb2'", 2), { newName }),
        (error: { data?: { code: string } }) => error.data?.code === code,
      );
    };
    await refused('2024-01', 'invalid-revision-id');
    await refused('x'.repeat(33), 'invalid-revision-id');
    await refused('aaaa1', 'identifier-taken');
    await refused('left', 'identifier-taken');
    await assert.rejects(ask('textDocument/prepareRename', D, at(D, 'import')), /Only a revision id/);
  });

  it('mends a broken link with the fix that it offers', async () => {
    const broken = (FILES[D] ?? '').replace("'bbbb2'", "'bbbb3'");
    await server.type(D, broken);
    await server.untilCodes([`${D} dangling-down-revision`]);
    const [diagnostic] = server.diagnostics(D);
    assert.ok(diagnostic);
    assert.match(diagnostic.codeDescription?.href ?? '', /^file:.*\/docs\/rules\.md#dangling-down-revision$/);
    const actions = await ask<CodeAction[]>(
      'textDocument/codeAction',
      D,
      { line: 0, character: 0 },
      {
        range: diagnostic.range,
        context: { diagnostics: [diagnostic] },
      },
    );
    const [fix] = actions;
    assert.equal(fix?.title, 'Re-parent onto "bbbb2" (add orders)');
    assert.deepEqual([fix.isPreferred, fix.diagnostics], [true, [diagnostic]]);
    const [change] = (fix.edit?.documentChanges ?? []) as TextDocumentEdit[];
    await server.type(D, apply(broken, (change?.edits ?? []) as TextEdit[]));
    await server.untilCodes([]);
  });

  it('offers to merge or rebase several heads', async () => {
    const second = (FILES[D] ?? '').replace(/^branch_labels.*\n/m, '');
    await server.type(D, second);
    await server.untilCodes([`${C} multiple-heads`, `${D} multiple-heads`]);
    const range = server.diagnostics(C)[0]?.range;
    const actions = await ask<CodeAction[]>(
      'textDocument/codeAction',
      C,
      { line: 0, character: 0 },
      { range, context: { diagnostics: [] } },
    );
    assert.equal(actions[0]?.command?.command, 'alembicWorkbench.mergeHeads');
    const own = await ask<CodeAction[]>(
      'textDocument/codeAction',
      D,
      { line: 0, character: 0 },
      {
        range: server.diagnostics(D)[0]?.range,
        context: { diagnostics: [] },
      },
    );
    assert.deepEqual(
      own.map(({ title }) => title),
      ['Merge the heads…', 'Rebase "dddd4" (right side) onto "cccc3" (left side)'],
    );
    await server.type(D, FILES[D] ?? '');
    await server.untilCodes([]);
  });

  it('answers nothing in files that are no revisions', async () => {
    assert.equal(await ask('textDocument/hover', 'migrations/env.py', { line: 0, character: 0 }), null);
    assert.equal(await ask('textDocument/codeLens', 'alembic.ini', { line: 0, character: 0 }), null);
    assert.equal(await server.request('alembic/revisionOfFile', { uri: server.uri('alembic.ini') }), null);
    const found = await server.request('alembic/revisionOfFile', { uri: server.uri(A) });
    assert.equal(found?.revision.message, 'add *users*');
  });

  it('logged no defect', () => assert.deepEqual(server.log, []));
});
