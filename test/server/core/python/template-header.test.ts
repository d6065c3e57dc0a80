import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { scanAnyHeader } from '../../../../server/src/core/python/header-scanner.ts';
import { readTemplateHeader } from '../../../../server/src/core/python/template-header.ts';
import { revisionFileText } from './revision-file-generator.ts';

const TEMPLATE = `"""add users

Revision ID: a1
Revises: b2, c3
Create Date: 2024-01-01 00:00:00

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'a1'
down_revision: Union[str, Sequence[str], None] = ('b2', "c3")
branch_labels: Union[str, Sequence[str], None] = None
depends_on = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute("select 1")


def downgrade() -> None:
    pass
`;

/** Answers whether the file was read here; what is read is what the general scanner reads. */
function isRead(text: string): boolean {
  const header = readTemplateHeader(text);
  if (header !== undefined) assert.deepEqual(header, scanAnyHeader(text), text);
  return header !== undefined;
}

function check(from: string, to: string, expected: 'read' | 'left'): void {
  assert.ok(TEMPLATE.includes(from));
  assert.equal(isRead(TEMPLATE.replace(from, to)) ? 'read' : 'left', expected, to);
}

/** Pieces that are put between, or in place of, any others: most of them look like what a template has. */
const PIECES = [
  ...["'", '"', '"""', "'''", '\\', '#', '(', ')', '[', ']', '{', '}', ',', ':', '=', ';', '\t', '\f', '\r'],
  ...[
    ' ',
    '\n',
    '\r\n',
    '\\\n',
    '\ufeff',
    '\0',
    'é',
    'r',
    'f',
    'b',
    'u',
    '+=',
    ':=',
    '==',
    '*',
    '@x\n',
    '\u2028',
  ],
  ..."revision = 'z'|\nrevision = 'z'\n|\nrevision: str\n|\ndown_revision = ['z']\n|\ndel revision\n|None".split(
    '|',
  ),
  ..."('x')|('x',)|()|('x' 'y',)|(None,)|'x', 'y'|r'x'|f'x'|b'x'|'''x'''|'x' + 'y'|BASE|\nBASE = 'x'\n".split(
    '|',
  ),
  ...'\nif x:\n    |\nif True:\n    |\nelse:\n    |\ntry:\n    |\nfor revision in x: pass\n|\nexec("x")\n'.split(
    '|',
  ),
  ...'\nfrom ids import revision\n|\nfrom ids import *\n|\nimport a as upgrade, b\n|\nfrom a import (b,\nc)\n'.split(
    '|',
  ),
  ...'\ndef helper(revision: str, x) -> int :\n    |\ndef revision():\n    |\nasync def upgrade(): pass\n'.split(
    '|',
  ),
  ...'\nclass C:\n    |\nupgrade = 1\n|\ndef upgrade(): pass\n|\n    """\ndef downgrade():\n|\n# comment\n'.split(
    '|',
  ),
];
const words = TEMPLATE.match(/\w+|\s+|"""|[^\w\s]/g) ?? [];
const edit = fc.record({
  at: fc.nat(words.length - 1),
  piece: fc.oneof(fc.constantFrom(...PIECES), fc.constantFrom(...words)),
  kind: fc.constantFrom('insert', 'replace', 'remove'),
});
const lineEnd = fc.constantFrom('\n', '\n', '\r\n');
const mutated = fc.tuple(fc.array(edit, { maxLength: 3 }), lineEnd).map(([edits, end]) => {
  const parts = words.slice();
  for (const { at, piece, kind } of edits) {
    const word = words[at] ?? '';
    parts[at] = kind === 'insert' ? piece + word : kind === 'replace' ? piece : '';
  }
  return parts.join('').replaceAll('\n', end);
});

describe('a header as templates write it', () => {
  test('is read with every place', () => {
    const header = readTemplateHeader(TEMPLATE);
    const shown = [header?.revision, header?.downRevision, header?.branchLabels, header?.dependsOn].map(
      (variable) => variable && TEMPLATE.slice(variable.nameSpan.start, variable.valueSpan.end),
    );
    assert.deepEqual(shown, [
      "revision: str = 'a1'",
      `down_revision: Union[str, Sequence[str], None] = ('b2', "c3")`,
      'branch_labels: Union[str, Sequence[str], None] = None',
      'depends_on = None',
    ]);
  });

  test('may lack what old templates lack, and have more comments, imports and functions', () => {
    check(TEMPLATE, TEMPLATE, 'read');
    check(TEMPLATE, TEMPLATE.replaceAll('\n', '\r\n'), 'read');
    check('depends_on = None\n', '', 'read');
    check(TEMPLATE, TEMPLATE.replace(/branch_labels.*\n/, ''), 'read');
    check(TEMPLATE, TEMPLATE.slice(TEMPLATE.indexOf('from typing')), 'read');
    check(
      '\n\ndef upgrade',
      '\nimport os\n# more\n\ndef helper(x: int):\n    return x\n\ndef upgrade',
      'read',
    );
    check('    pass\n', '    pass', 'read');
  });

  test('is left to the general scanner where anything is written in another way', () => {
    check("'a1'", "'a\\n1'", 'left');
    check("'a1'", "r'a1'", 'left');
    check("'a1'", "'a' '1'", 'left');
    check("'a1'", "'''a1'''", 'left');
    check('(\'b2\', "c3")', '()', 'left');
    check('depends_on = None\n', "depends_on = None\nrevision = 'z'\n", 'left');
    check('import sqlalchemy', 'from ids import revision\nimport sqlalchemy', 'left');
    check('import sqlalchemy', 'from ids import *\nimport sqlalchemy', 'left');
    check('    pass\n', "    pass\nrevision = 'z'\n", 'left');
    check('    pass\n', "    f'{x}'\n", 'left');
    check('Sequence[str], None]', 'Sequence[str], None],', 'left');
    check('add users', 'add \\n users', 'left');
    check('"""add', '\ufeff"""add', 'left');
  });

  test('says what the general scanner says after any change of it', () => {
    let read = 0;
    fc.assert(
      fc.property(mutated, (text) => {
        if (isRead(text)) read += 1;
      }),
      { numRuns: 10_000 },
    );
    assert.ok(read > 2_000, `only ${read} files were read`);
  });

  test('says what the general scanner says of files that are written in many ways', () => {
    fc.assert(
      fc.property(revisionFileText, (text) => {
        isRead(text);
      }),
      { numRuns: 2_000 },
    );
  });

  test('takes no longer than the text is long where it almost matches', () => {
    const long = [
      `"""${'""x'.repeat(50_000)}`,
      `${'import a as b\n'.repeat(190)}${`import ${'a.'.repeat(50_000)}`} !`,
      `revision: ${'x[y] '.repeat(90)}${' '.repeat(50_000)}! = 'a'`,
      `revision = 'a'\ndown_revision = (${"'x' , ".repeat(98)}${' '.repeat(50_000)}`,
      `revision = 'a'\n${' \t'.repeat(50_000)}x`,
    ];
    for (const text of long) {
      const startedAt = performance.now();
      assert.equal(readTemplateHeader(text), undefined);
      assert.ok(performance.now() - startedAt < 1_000, text.slice(0, 40));
    }
  });
});
