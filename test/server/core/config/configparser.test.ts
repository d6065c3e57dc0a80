import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError, type ConfigErrorKind } from '../../../../server/src/core/config/config-error.ts';
import { ConfigParser } from '../../../../server/src/core/config/configparser.ts';

/** `expected`: values of [alembic] by key. */
function check(text: string, expected: Readonly<Record<string, string>>): void {
  const parser = ConfigParser.parse(text, '/p/alembic.ini', { here: '/p' });
  const values = Object.fromEntries(
    Object.keys(expected).map((key) => [key, parser.get('alembic', key)] as const),
  );
  assert.deepEqual(values, expected);
}

function checkFault(text: string, kind: ConfigErrorKind, line: number | undefined, key = 'a'): void {
  assert.throws(
    () => ConfigParser.parse(text, '/p/alembic.ini', { here: '/p' }).get('alembic', key),
    (error: unknown) => {
      assert.ok(error instanceof ConfigError);
      assert.deepEqual([error.kind, error.line], [kind, line]);
      return true;
    },
  );
}

describe('ConfigParser', () => {
  it('takes = and :, and trims', () =>
    check('[alembic]\na = 1\nb: 2\nc=x = y\n', { a: '1', b: '2', c: 'x = y' }));
  it('keeps what follows a value', () => check('[alembic]\na = m ; c # d\n', { a: 'm ; c # d' }));
  it('skips comment lines, also indented ones', () => check('[alembic]\n# x\n  ; y\na = 1\n', { a: '1' }));
  it('folds names to lower case', () => check('[alembic]\nScript_Location = x\n', { script_location: 'x' }));
  it('joins indented lines', () =>
    check('[alembic]\na = 1\n  2\n\n  3\n\nb = 4\n', { a: '1\n2\n\n3', b: '4' }));
  it('drops a comment inside a value', () => check('[alembic]\na =\n  x\n  # y\n  z\n', { a: '\nx\nz' }));
  it('reads \\r\\n and \\r', () => check('[alembic]\r\na = 1\rb = 2\r\n', { a: '1', b: '2' }));
  it('inherits [DEFAULT]', () => check('[DEFAULT]\na = 1\nb = 2\n[alembic]\nb = 3\n', { a: '1', b: '3' }));
  it('replaces %(here)s and %%', () => check('[alembic]\na = %(here)s/x%%y\n', { a: '/p/x%y' }));
  it('replaces references to references', () =>
    check('[alembic]\na = %(b)s!\nb = %(C)s?\nc = 1\n', { a: '1?!' }));
  it('knows a section with a bracket in its name', () =>
    assert.deepEqual(ConfigParser.parse('[a]b] c\n', 'x').sections, ['a]b']));

  it('text before a section', () => checkFault('a = 1\n[alembic]\n', 'missing-section-header', 1));
  it('a byte order mark', () => checkFault('\ufeff[alembic]\na = 1\n', 'missing-section-header', 1));
  it('a section twice', () => checkFault('[alembic]\na = 1\n[alembic]\n', 'duplicate-section', 3));
  it('a key twice', () => checkFault('[alembic]\na = 1\nA = 2\n', 'duplicate-option', 3));
  it('a line that is nothing', () => checkFault('[alembic]\na = 1\nnothing\n', 'parsing', 3));
  it('a lonely percent sign, only where it is read', () => {
    const text = '[alembic]\na = 1\nu = p%40s\n';
    checkFault(text, 'interpolation-syntax', 3, 'u');
    check(text, { a: '1' });
  });
  it('an unknown reference', () => checkFault('[alembic]\na = %(no)s\n', 'interpolation-missing-option', 2));
  it('a circle', () => checkFault('[alembic]\na = %(b)s\nb = %(a)s\n', 'interpolation-depth', 2));
});
