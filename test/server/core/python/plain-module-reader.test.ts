import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseWithGrammar } from '../../../../server/src/core/python/parse-python.ts';
import { readPlainModule } from '../../../../server/src/core/python/plain-module-reader.ts';

/** The reader answers, and what the grammar of the whole language answers. */
function checkPlain(text: string): void {
  const plain = readPlainModule(text);
  assert.ok(plain !== undefined, text);
  const { body, error } = parseWithGrammar(text);
  assert.equal(error, undefined, JSON.stringify(text));
  assert.deepEqual(plain, body, JSON.stringify(text));
}

function checkLeft(text: string): void {
  assert.equal(readPlainModule(text), undefined, text);
}

const REVISION = `"""doc

x
"""
from alembic import op
import sqlalchemy as sa, os
from a.b import c as d, e
# c
revision: str = 'a'
down_revision: Union[str, None] | None = None  # why
x = (1, 2.5, [a, "b" 'c'], {'k': r'\\d', 2: ()})

def upgrade() -> None:
    # ### begin
    op.create_table('a', sa.Column('x', sa.String(length=3), more, nullable=False), # why
        sa.Text(),)
    y = x['a', b](1)
    pass # e
    # ### end


def downgrade():
    """x"""
    op.drop("t")
`;

const PIECES = [
  ...[
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '"""',
    '\n',
    '\n\n',
    ' ',
    '    ',
    '  ',
    ':',
    '=',
    '==',
    ',',
    '.',
  ],
  ...[
    '#',
    '# x\n',
    'a',
    '1',
    '0',
    '1.5',
    '.5',
    '00',
    '0x1',
    '1_0',
    '1e5',
    '...',
    'None',
    'True',
    'for',
    'if ',
  ],
  ...[
    'in',
    'not ',
    'lambda',
    'yield ',
    '*',
    '**',
    '@',
    'print',
    'print ',
    'exec',
    'type',
    'type x = 1',
    'match',
  ],
  ...['async ', 'import ', 'from ', 'as ', 'def f():\n    pass\n', '\t', '\\', '\\\n', 'f', 'r', 'b', 'R'],
  ...['f"{x}"', 'é', '…', ';', '|', '->', '- ', '+', '_', 'global ', 'await ', 'class ', 'return', 'del '],
  ...['pass', '\u00a0', '\ud800', '\u2028', '\x85', '\r', '\ufeff', '$', '?', '!', '~', '`'],
];
const edit = fc.tuple(
  fc.nat(900),
  fc.constantFrom('insert', 'delete', 'replace'),
  fc.nat(8),
  fc.constantFrom(...PIECES),
);

describe('the reader of plain files', () => {
  test('answers what the grammar answers', () => {
    checkPlain(REVISION);
    checkPlain('');
    checkPlain('x = 1');
    checkPlain('def f():\n    op.a()  # on the line\n    # below\n');
    checkPlain('f(\n  # why\n  (a)\n  .b, c = (1,), d={},\n)\n');
  });

  test('leaves every other form to the grammar', () => {
    for (const text of [
      'x = -1',
      'x = f"{y}"',
      'if x:\n    pass\n',
      'def f(a):\n    pass\n',
      'a; b',
      '@a\ndef f():\n    pass\n',
    ])
      checkLeft(text);
    for (const text of [
      'f(',
      'def f():\n',
      'x = \n',
      "x = 'a\n'",
      'def f():\n    a\n  b\n',
      'a b',
      'x = 01',
      'x.for',
    ])
      checkLeft(text);
    checkLeft(`${'('.repeat(1000)}1${')'.repeat(1000)}`);
  });

  test('never differs from the grammar, however a file is changed', () => {
    let plain = 0;
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        let text = REVISION;
        for (const [place, kind, length, piece] of edits) {
          const at = place % (text.length + 1);
          const rest = kind === 'insert' ? at : at + length;
          text = `${text.slice(0, at)}${kind === 'delete' ? '' : piece}${text.slice(rest)}`;
        }
        if (readPlainModule(text) === undefined) return;
        plain += 1;
        checkPlain(text);
      }),
      { numRuns: 1500 },
    );
    assert.ok(plain > 50, `${plain} texts were plain`);
  });
});
