import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TextDocumentEdit, TextEdit } from 'vscode-languageserver-types';
import { absentEnvScript } from '../../../server/src/core/config/env-script.ts';
import { readImportedHeader } from '../../../server/src/core/python/imported-header.ts';
import { CommandError } from '../../../server/src/core/script/command-error.ts';
import { planRebase } from '../../../server/src/core/script/rebase.ts';
import { buildSnapshot } from '../../../server/src/core/snapshot/build-snapshot.ts';
import { lineIndexOf } from '../../../server/src/core/snapshot/file-range.ts';
import { provideRebase } from '../../../server/src/features/provide-rebase.ts';
import { provideRename } from '../../../server/src/features/provide-rename.ts';
import { CONFIG } from '../core/lint/chain-text.ts';

const FOLDER = CONFIG.versionLocations[0] ?? '';

/** The chain aaaa1, zzzz9, and a file b.py with this text. */
function chainWith(text: string) {
  const texts = {
    'a.py': 'revision = "aaaa1"\ndown_revision = None\n',
    'b.py': text,
    'z.py': 'revision = "zzzz9"\ndown_revision = None\n',
  };
  const files = Object.entries(texts).map(([name, source]) => ({
    path: `${FOLDER}/${name}`,
    text: source,
    fault: undefined,
  }));
  return buildSnapshot({
    id: 'x',
    config: CONFIG,
    envScript: absentEnvScript(),
    files,
    ignoredFiles: [],
    knowledge: { findModule: () => undefined, readHeader: readImportedHeader },
  });
}

function applied(text: string, edits: readonly TextEdit[]): string {
  const index = lineIndexOf({ text });
  return [...edits]
    .sort((left, right) => index.offset(right.range.start) - index.offset(left.range.start))
    .reduce(
      (now, { range, newText }) =>
        now.slice(0, index.offset(range.start)) + newText + now.slice(index.offset(range.end)),
      text,
    );
}

/** What b.py is after `make`, or the code of the refusal. */
function outcome(make: () => string): string {
  try {
    return make();
  } catch (error) {
    if (error instanceof CommandError) return error.code;
    throw error;
  }
}

describe('a rename reaches every way to name a revision', () => {
  const check = (text: string, expected: string) =>
    it(JSON.stringify(text), () => {
      const snapshot = chainWith(`revision = "bbbb2"\n${text}`);
      const file = snapshot.files.get(`${FOLDER}/a.py`);
      assert.ok(file);
      const renamed = outcome(() => {
        const { documentChanges = [] } = provideRename(snapshot, file, { line: 0, character: 13 }, 'newid');
        const change = documentChanges.find(
          (each): each is TextDocumentEdit => 'edits' in each && each.textDocument.uri.endsWith('/b.py'),
        );
        return applied(
          text,
          (change?.edits ?? []).map((edit) => up(edit as TextEdit)),
        );
      });
      assert.equal(renamed, expected);
    });
  const up = ({ range: { start, end }, newText }: TextEdit): TextEdit => ({
    range: { start: { ...start, line: start.line - 1 }, end: { ...end, line: end.line - 1 } },
    newText,
  });
  check("down_revision = 'aaaa1'", "down_revision = 'newid'");
  check('down_revision = ("aaaa1", \'zzzz9\')', 'down_revision = ("newid", \'zzzz9\')');
  check('down_revision = "aa" "aa1"', 'down_revision = "newid"');
  check('down_revision = """aaaa1"""', 'down_revision = """newid"""');
  check('PARENT = "aaaa1"\r\ndown_revision = PARENT', 'PARENT = "aaaa1"\r\ndown_revision = "newid"');
  check('down_revision = f"{"aaaa"}1"', 'down_revision = f"newid"');
  check('down_revision = "AAAA1".lower()', 'nothing-to-rename');
  check('down_revision = tuple(["aaaa1", "zzzz9"])', 'nothing-to-rename');
  check('down_revision = "zzzz9"\ndepends_on = ["aaaa1"]', 'down_revision = "zzzz9"\ndepends_on = ["newid"]');
});

describe('a rebase rewrites every way to name parents', () => {
  const check = (text: string, expected: string) =>
    it(JSON.stringify(text), () => {
      const snapshot = chainWith(text);
      const request = { revision: 'bbbb2', onto: 'zzzz9', scope: 'revision', databases: [] } as const;
      const rebased = outcome(() => {
        const { changes } = provideRebase(snapshot, planRebase(snapshot.revisions, request), []);
        return applied(text, changes[0]?.edits ?? []);
      });
      assert.equal(rebased, expected);
    });
  const own = (down: string): string => `revision = "bbbb2"\ndown_revision${down}\n`;
  check(own(" = 'aaaa1'"), own(' = "zzzz9"'));
  check(own(': str | None = "aaaa1"  # from'), own(': str | None = "zzzz9"  # from'));
  check(own(' = None'), own(' = "zzzz9"'));
  check(own(' = ("aaaa1", "aaaa1")'), own(' = "zzzz9"'));
  check(own(' = "".join(["aaaa", "1"])'), own(' = "zzzz9"'));
  check('revision, down_revision = "bbbb2", "aaaa1"\n', 'revision, down_revision = "bbbb2", "zzzz9"\n');
  check('revision, *down_revision = "bbbb2", "aaaa1", "x"\n', 'rebase-computed');
  check(own(' = "aaaa1"\nif undecided:\n    down_revision = None'), 'rebase-computed');
  check(own(' = unknown()'), 'rebase-computed');
});
