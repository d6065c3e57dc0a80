import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { scanRevisionHeader } from '../../../../server/src/core/python/header-scanner.ts';
import { skipPlainBody } from '../../../../server/src/core/python/plain-body.ts';

/** `rest` is what the general reader is left with. */
function check(body: string, rest: string): void {
  assert.equal(body.slice(skipPlainBody(body, 0, 0)), rest);
}

const TOKENS = [
  ...['a', ' ', '    ', '\t', '\n', '\r\n', '\r', '#', "'", '"', "'''", '"""', '(', ')', '[', ']', '{', '}'],
  ...['\\', '\f', 'f', 'rf', 'b', ',', ';', ':', '=', '1', 'é', 'def g():', "revision = 'x'", 'class C:'],
];
const line = fc.array(fc.constantFrom(...TOKENS), { maxLength: 8 }).map((tokens) => tokens.join(''));
const body = fc
  .array(fc.tuple(fc.constantFrom('', '  ', '    ', '\t'), line), { maxLength: 8 })
  .map((lines) => lines.map(([indent, text]) => `${indent}${text}\n`).join(''));

describe('the lines of a body', () => {
  test('are passed up to the first line that is not indented', () => {
    check("    op.f('a', [1, {2: 3}])\n\n# left\n    pass\nrevision = 'x'\n", "revision = 'x'\n");
    check('    """Upgrade.\n\nx\n    """\n\tpass\r\n\r\nx', 'x');
    check('    f(\n1\n)\n', '');
  });

  test('are left to the general reader where they may mean something else', () => {
    check("    pass\n    f'{x}'\nx", "    f'{x}'\nx");
    check('    pass\n    a = \\\nb\n', '    a = \\\nb\n');
    check('    f(\n    pass\n', '    f(\n    pass\n');
    check('    (]\n', '    (]\n');
    check("    'open\n", "    'open\n");
    check('    """open\n', '    """open\n');
  });

  test('mean what they mean to the general reader, which a form feed sends them to', () => {
    fc.assert(
      fc.property(body, (text) => {
        const plain = `def upgrade():\n    if 1: pass \n${text.replaceAll('\n', ' \n')}revision = 'y'\n`;
        assert.deepEqual(
          scanRevisionHeader(plain),
          scanRevisionHeader(plain.replaceAll(' \n', '\f\n')),
          plain,
        );
      }),
      { numRuns: 5_000 },
    );
  });
});
