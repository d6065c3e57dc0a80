import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOperations } from '../../../../server/src/core/operations/read-operations.ts';
import { locateInText } from '../../../../server/src/core/python/locate-in-text.ts';
import type { PythonStr } from '../../../../server/src/core/python/values.ts';

/** The text given to the only `op.execute()` of a file. */
function executedText(file: string): PythonStr {
  const [operation, ...others] = readOperations(file, 'upgrade').operations;
  assert.deepEqual(others, []);
  assert.equal(operation?.kind, 'execute');
  const statement = operation?.kind === 'execute' ? operation.statement : undefined;
  const source = statement?.kind === 'text-statement' ? statement.text.source : undefined;
  assert.ok(source !== undefined);
  return source;
}

/**
 * `body` executes a text that holds `WORD` once. Its place is where `WORD` stands in the file, which may be the second
 * time (`nth` 1); null where the place cannot be known.
 */
function check(body: string, nth: number | null = 0): void {
  const file = `from alembic import op\nimport textwrap\ndef upgrade():\n    ${body}\n`;
  const text = executedText(file);
  const start = text.value.indexOf('WORD');
  assert.ok(start >= 0, text.value);
  const found = locateInText(file, text, { start, end: start + 4 });
  if (nth === null) {
    assert.equal(found, undefined);
    return;
  }
  let expected = file.indexOf('WORD');
  for (let left = nth; left > 0; left -= 1) expected = file.indexOf('WORD', expected + 1);
  assert.deepEqual(found, { start: expected, end: expected + 4 });
}

describe('the place of a word of a text in its file', () => {
  it('is found in literals of every form', () => {
    check('op.execute("SELECT WORD")');
    check("op.execute('''\n  SELECT\n    WORD\n''')");
    check('op.execute(r"\\d WORD")');
    check('op.execute("\\x41\\n\\u00e4\\\n 😀 \\"x\\" WORD")');
    check('op.execute(("a" \'b\'  # "c"\n      """d""" "WORD"))');
    check('op.execute("a" + "b" + "WORD")');
  });

  it('is found where line ends are those of Windows', () => {
    check('op.execute("""\r\n  SELECT \\\r\n\r\n  WORD\r\n""")');
  });

  it('is found through names', () => {
    check('s = "SELECT WORD"\n    t = s\n    op.execute(t)');
    check('for s in ["x WORD"]:\n        op.execute(s)');
  });

  it('is found between and in the fields of an f-string', () => {
    check('t = "users"\n    op.execute(f"SELECT {t} \\n {{}} WORD")');
    check('t = "WORD"\n    op.execute(f"SELECT {t} FROM x")');
    check('n = 5\n    op.execute(f"SELECT {n} " f"FROM x {n:>4}" " WORD")');
    check('op.execute(rf"\\d {1} WORD")');
  });

  it('is found in a text that was changed where its surroundings are there once', () => {
    check('op.execute("   SELECT WORD  ".strip())');
    check('op.execute(textwrap.dedent("""\n      SELECT\n        WORD\n    """))');
    check('op.execute("SELECT WORD FROM %s" % "users")');
    check('op.execute("SELECT WORD FROM {}".format("users"))');
    check('op.execute(", ".join(["SELECT a", "b", "WORD"]))');
    check('op.execute("SELECT b FROM x; SELECT a WORD FROM x".replace("x", "yy"))');
  });

  it('is not guessed', () => {
    check('op.execute("SELECT %s FROM t" % "WORD")', null);
    check('op.execute("select word from t".upper())', null);
    check('op.execute("ab" * 2 + "SELECT {0}".format("WORD"))', null);
    check('import m\n    op.execute("a %s" % chr(87) + "ORD".replace("O", "WO")[0:0] + "%sRD" % "WO")', null);
  });
});
