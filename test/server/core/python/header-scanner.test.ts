import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scanRevisionHeader } from '../../../../server/src/core/python/header-scanner.ts';
import type { HeaderVariable } from '../../../../server/src/core/python/revision-header.ts';

/** A variable as one readable value: the strings, 'none', 'absent', 'refused' or 'unknown'. */
function describeVariable(variable: HeaderVariable | undefined): string | readonly string[] {
  if (variable === undefined) return 'absent';
  if (variable.value.kind === 'items') return variable.value.items.map((item) => item.value);
  if (variable.value.kind === 'none') return 'none';
  return variable.value.wrongType === true ? 'refused' : 'unknown';
}

interface Expected {
  readonly revision?: string | readonly string[];
  readonly down?: string | readonly string[];
  readonly labels?: string | readonly string[];
  readonly depends?: string | readonly string[];
  readonly doc?: string | undefined;
  readonly upgrade?: string | undefined;
  readonly error?: string | undefined;
}

function check(text: string, expected: Expected): void {
  const header = scanRevisionHeader(text);
  const actual: Record<keyof Expected, unknown> = {
    revision: describeVariable(header.revision),
    down: describeVariable(header.downRevision),
    labels: describeVariable(header.branchLabels),
    depends: describeVariable(header.dependsOn),
    doc: header.docstring?.text,
    upgrade: header.upgradeSpan && text.slice(header.upgradeSpan.start, header.upgradeSpan.end),
    error:
      header.syntaxError &&
      `${header.syntaxError.message} @ ${text.slice(header.syntaxError.span.start, header.syntaxError.span.end)}`,
  };
  for (const key of Object.keys(expected) as (keyof Expected)[]) {
    assert.deepEqual(actual[key], expected[key], `${key} of ${JSON.stringify(text)}`);
  }
}

describe('the header of a revision file', () => {
  test('reads the template as Alembic writes it', () => {
    check(
      `"""add users\n\nRevision ID: a1\nRevises: b2\n"""\nfrom alembic import op\n\n# revision identifiers\nrevision: str = 'a1'\ndown_revision: Union[str, Sequence[str], None] = 'b2'\nbranch_labels: Union[str, Sequence[str], None] = None\ndepends_on: Union[str, Sequence[str], None] = None\n\n\ndef upgrade() -> None:\n    """Upgrade schema."""\n    revision = 'inner'\n`,
      {
        revision: ['a1'],
        down: ['b2'],
        labels: 'none',
        depends: 'none',
        upgrade: 'upgrade',
        error: undefined,
      },
    );
  });

  test('tells tuples, lists, sets and parentheses apart from strings', () => {
    check('revision = ("a")', { revision: ['a'] });
    check('revision = "a",', { revision: 'refused' });
    check('down_revision = "a", "b"', { down: ['a', 'b'] });
    check('down_revision = ("a",\n  # the other\n  "b",\n)', { down: ['a', 'b'] });
    check('down_revision = ["a", "b"]', { down: ['a', 'b'] });
    check('down_revision = {"a", "b"}', { down: ['a', 'b'] });
    check('down_revision = ((("a")))', { down: ['a'] });
    check('down_revision = (None,)', { down: 'none' });
    check('down_revision = ()', { down: 'none' });
    check('down_revision = []', { down: 'none' });
    check('down_revision = {}', { down: 'refused' });
    check('down_revision = {"a": 1}', { down: 'refused' });
    check('down_revision = ("a", None)', { down: 'refused' });
    check('down_revision = None', { down: 'none' });
    check('revision = None', { revision: 'refused' });
    check('revision = 12', { revision: 'refused' });
    check('revision = b"a"', { revision: 'refused' });
    check('down_revision = False', { down: 'refused' });
    check('down_revision = ""', { down: [''] });
  });

  test('joins adjacent strings and reads every quote and escape', () => {
    check(`revision = 'a' "b" '''c''' """d"""`, { revision: ['abcd'] });
    check('revision = ("a"\n    "b")', { revision: ['ab'] });
    check("revision = r'a\\n' 'b\\x41\\u0042\\103\\n'", { revision: ['a\\nbABC\n'] });
    check("revision = 'a\\\nb'", { revision: ['ab'] });
    check("revision = \\\n  'ab'", { revision: ['ab'] });
    check("revision = U'a' u'b'", { revision: ['ab'] });
    check("revision = f'a{{b'", { revision: ['a{b'] });
    check("revision = f'a{b}'", { revision: 'unknown' });
    check('revision = "it\'s # no comment" # a comment = "x"', { revision: ["it's # no comment"] });
    check("revision = 'a' + 'b' + ('c')", { revision: ['abc'] });
  });

  test('follows constants of the same file', () => {
    check("A = 'x'\nrevision = A\ndown_revision = (A, 'y')", { revision: ['x'], down: ['x', 'y'] });
    check("A = ('x', 'y')\ndown_revision = A", { down: ['x', 'y'] });
    check("revision = A\nA = 'x'", { revision: 'unknown' });
    check('from x import A\nrevision = A', { revision: 'unknown' });
    check("A = 'x'\nfrom x import (B, C as A)\nrevision = A", { revision: 'unknown' });
    check("revision = 'x'\ndown_revision = revision", { down: ['x'] });
    check("A = 'x'\ndel A\nrevision = A", { revision: 'unknown' });
    check("A = ('x',)\nA += ('y',)\ndown_revision = A", { down: ['x', 'y'] });
    check("revision = 'x'\nrevision |= 'y'", { revision: 'unknown' });
  });

  test('takes the last assignment and every kind of target', () => {
    check("revision = 'a'\nrevision = 'b'", { revision: ['b'] });
    check("revision, down_revision = 'a', 'b'", { revision: ['a'], down: ['b'] });
    check("(revision, [down_revision, x]) = 'a', ('b', 1)", { revision: ['a'], down: ['b'] });
    check("revision = rev = 'a'", { revision: ['a'] });
    check("revision = 'a'; down_revision = 'b'; depends_on = ('c',)", {
      revision: ['a'],
      down: ['b'],
      depends: ['c'],
    });
    check('revision: str', { revision: 'absent' });
    check("revision: 'str = 1' = 'a'", { revision: ['a'] });
    check("x.revision = 'a'\ny['revision'] = 'b'\nz == revision == 'c'", { revision: 'absent' });
    check("foo(revision='a')\nrevision_id = 'b'", { revision: 'absent' });
  });

  test('is not led astray by decoys', () => {
    check('"""\nrevision = \'x\'\n"""\nrevision = "a"', { revision: ['a'], doc: "\nrevision = 'x'\n" });
    check("def f():\n    revision = 'x'\n\n\n    down_revision = 'y'\nclass C:\n  depends_on = 'z'\n", {
      revision: 'absent',
      down: 'absent',
      depends: 'absent',
    });
    check("# revision = 'x'\n  # down_revision = 'y'\nrevision = 'a'", { revision: ['a'], down: 'absent' });
    check('x = """\nrevision = \'b\'\n"""\nx = [\nrevision == 1,\n]', { revision: 'absent' });
    check('s = f"""{x["a"]}\nrevision = \'b\'"""\nrevision = \'a\'', { revision: ['a'] });
    check('s = f"{x["a"]:{w}}" + rf"\\{y}"\nrevision = \'a\'', { revision: ['a'] });
    check('def f(a="""\nrevision = 1""",\nb=2): revision = 2\nrevision = "a"', { revision: ['a'] });
    check('f = lambda a, b=1: a\nrevision = "a"', { revision: ['a'] });
    check('revision = (lambda a: a)("x")', { revision: 'unknown' });
  });

  test('decides conditions that have one outcome', () => {
    check("if True:\n    revision = 'a'\nelse:\n    revision = 'b'", { revision: ['a'] });
    check("if TYPE_CHECKING:\n    revision = 'a'", { revision: 'absent' });
    check("if False: revision = 'a'\nelif True: revision = 'b'\nelse: revision = 'c'", { revision: ['b'] });
    check("revision = 'a'\nif x > 1:\n    revision = 'b'", { revision: 'unknown' });
    check("if x:\n  if True:\n    revision = 'b'", { revision: 'unknown' });
    check("try:\n    revision = 'a'\nexcept ImportError:\n    pass\nelse:\n    down_revision = 'b'", {
      revision: ['a'],
      down: ['b'],
    });
    check("try:\n    import x\nexcept ImportError:\n    revision = 'b'", { revision: 'unknown' });
    check("with x as y, z:\n    revision = 'a'", { revision: ['a'] });
    check("for revision in 'ab':\n    pass", { revision: 'unknown' });
    check("if __name__ == '__main__':\n    revision = 'b'", { revision: 'absent' });
    check("match = 1\nmatch.x: int = 2\nmatch x:\n    case 1:\n        revision = 'a'", {
      revision: 'unknown',
    });
  });

  test('reads any line end, a byte order mark and tabs', () => {
    check("revision = 'a'\r\ndown_revision = ('b',\r\n'c')\r\n", { revision: ['a'], down: ['b', 'c'] });
    check("revision = 'a'\rdown_revision = 'b'\r", { revision: ['a'], down: ['b'] });
    check("\ufeffrevision = 'a'", { revision: ['a'] });
    check("def f():\n\tx = 1\n\trevision = 2\nrevision = 'a'", { revision: ['a'] });
    check('"""a\r\nb"""', { doc: 'a\nb' });
    check("revision = 'a'", { revision: ['a'] });
  });

  test('finds the functions however they are bound', () => {
    check('async def upgrade():\n    pass', { upgrade: 'upgrade' });
    check('from .shared import upgrade', { upgrade: 'upgrade' });
    check('from .shared import go as upgrade', { upgrade: 'upgrade' });
    check('upgrade = make()', { upgrade: 'upgrade' });
    check('@wrap\n@other(1)\ndef upgrade(x): ...', { upgrade: 'upgrade' });
    check('class A:\n    def upgrade(self): pass', { upgrade: undefined });
    check('from .shared import *', {
      upgrade: 'from .shared import *',
      revision: 'unknown',
      labels: 'absent',
    });
  });

  test('knows a docstring from other strings', () => {
    check('# c\n\n"a" "b"\n', { doc: 'ab' });
    check('("doc")', { doc: 'doc' });
    check('f"doc"', { doc: undefined });
    check('b"doc"', { doc: undefined });
    check('"a" + "b"', { doc: undefined });
    check('"a".strip()', { doc: undefined });
    check('x = 1\n"doc"', { doc: undefined });
    check('import x; "doc"', { doc: undefined });
    check('"doc"; x = 1', { doc: 'doc' });
  });

  test('reads the header of a file that is broken below or inside it', () => {
    check("revision = 'a'\ndown_revision = 'b'\ndef upgrade(:\n  x = (\n", {
      revision: ['a'],
      down: ['b'],
      error: 'this bracket is never closed @ (',
    });
    check("revision = 'a\ndown_revision = 'b'", {
      revision: 'unknown',
      down: ['b'],
      error: "this string is never closed @ '",
    });
    check("revision = \ndown_revision = 'b'", {
      revision: 'unknown',
      down: ['b'],
      error: 'a value is expected here @ ',
    });
    check("down_revision = ('a',\nrevision = 'b'\n", { revision: ['b'], down: 'unknown' });
    check('x)\nrevision = "a"', { revision: ['a'], error: 'this bracket closes nothing @ )' });
    check('x = """\nrevision = "a"', { revision: ['a'], error: 'this string is never closed @ """' });
    check(`x = ${'('.repeat(10_000)}\nrevision = 'a'`, { revision: ['a'] });
    check(`x = ${'f"{'.repeat(10_000)}\nrevision = 'a'`, {});
    check(`x = ${'[\n'.repeat(100_000)}`, {});
  });

  test('gives the span of what a user would edit', () => {
    const text = "A = 'z'\nrevision: str = ('a')  # c\ndown_revision = (A, 'b')\n";
    const header = scanRevisionHeader(text);
    const slice = (span: { start: number; end: number } | undefined) =>
      span && text.slice(span.start, span.end);
    assert.equal(slice(header.revision?.nameSpan), 'revision');
    assert.equal(slice(header.revision?.valueSpan), "('a')");
    assert.equal(slice(header.downRevision?.valueSpan), "(A, 'b')");
    const items = (variable: HeaderVariable | undefined) =>
      variable?.value.kind === 'items' ? variable.value.items.map((item) => slice(item.span)) : [];
    assert.deepEqual(items(header.revision), ["'a'"]);
    assert.deepEqual(items(header.downRevision), ['A', "'b'"]);
  });
});
