import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { HeaderCursor } from '../../../../server/src/core/python/header-cursor.ts';
import { scanRevisionHeader } from '../../../../server/src/core/python/header-scanner.ts';
import { readPlainAssignment, skipPlainImport } from '../../../../server/src/core/python/plain-statements.ts';

const cursorOn = (line: string): HeaderCursor => new HeaderCursor(line, () => assert.fail('no error is due'));

function check(line: string, kind: 'import' | 'assignment' | 'left'): void {
  const found = skipPlainImport(cursorOn(line))
    ? 'import'
    : readPlainAssignment(cursorOn(line)) === undefined
      ? 'left'
      : 'assignment';
  assert.equal(found, kind, line);
}

const NAMES = ['revision', 'down_revision', 'depends_on', 'branch_labels', 'some_name', 'x'];
const VALUES = [
  'None',
  "'a1'",
  '"b2"',
  "''",
  "'''t'''",
  "'a\\n'",
  "f'{x}'",
  "'a' 'b'",
  "('c',)",
  'some_name',
  '1',
];
const ANNOTATIONS = ['', ': str', ': Union[str, Sequence[str], None]', ': [', ': "quoted"', ':', ' '];
const IMPORTS = [
  'from alembic import op',
  'import sqlalchemy as sa, os.path',
  'from .ids import revision',
  'from ids import (a, b)',
  'from x import *',
  'import some_name',
];
const statement = fc.oneof(
  fc.constantFrom(...IMPORTS),
  fc
    .tuple(
      fc.constantFrom(...NAMES),
      fc.constantFrom(...ANNOTATIONS),
      fc.constantFrom(' = ', '=', ' == ', ' += '),
      fc.constantFrom(...VALUES),
    )
    .map((parts) => parts.join('')),
);

describe('lines as templates write them', () => {
  test('are read without the general reader', () => {
    check('from typing import Sequence, Union', 'import');
    check('import sqlalchemy as sa', 'import');
    check("revision: str = 'a1'", 'assignment');
    check('down_revision: Union[str, Sequence[str], None] = None  ', 'assignment');
  });

  test('are left to it where anything else is on them', () => {
    check('from x import revision', 'left');
    check('from x import (a)', 'left');
    check('import a; b = 1', 'left');
    check("down_revision = 'a' 'b'", 'left');
    check("down_revision = '''a'''", 'left');
    check("down_revision = 'a'  # the parent", 'left');
    check("down_revision == 'a'", 'left');
  });

  test('are found in time linear in a line of many statements', () => {
    const header = scanRevisionHeader(`${'import a;'.repeat(200_000)} revision = 'a1'`);
    assert.equal(header.revision?.value.kind, 'items');
  });

  test('may be longer than the stack', () => {
    const header = scanRevisionHeader(`import a${', b'.repeat(2_600_000)}\nrevision = 'a1'`);
    assert.equal(header.revision?.value.kind, 'items');
  });

  test('mean the same as with a comment behind them, which the general reader reads', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (lines, lineEnd) => {
        const plain = lines.map((line) => `${line}  ${lineEnd}`).join('');
        const commented = lines.map((line) => `${line} #${lineEnd}`).join('');
        assert.deepEqual(scanRevisionHeader(plain), scanRevisionHeader(commented));
      }),
      { numRuns: 2000 },
    );
  });
});
