import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { recordRevision } from './recording-host.ts';

const HEADER = 'from alembic import op\nimport sqlalchemy as sa\nfrom testing import rows\n';

/** Follows `upgrade()` with this body and compares what happens, in order. */
function check(body: string, expected: readonly string[], outcome = 'returned', before = ''): void {
  const indented = body.replace(/^(?=.)/gm, '    ');
  const recording = recordRevision(`${HEADER}${before}\ndef upgrade():\n${indented}\n`);
  assert.deepEqual(recording.events, expected, body);
  const { outcome: ended } = recording;
  assert.equal(
    ended.outcome === 'raised' ? `raised ${ended.type}: ${ended.message}` : ended.outcome,
    outcome,
    body,
  );
}

describe('following a revision', () => {
  test('records operations with known values', () => {
    check('for t in ("a", "b"):\n    op.drop_table(t, schema="s" + t)', [
      'op.drop_table("a", schema="sa")',
      'op.drop_table("b", schema="sb")',
    ]);
    check('with op.batch_alter_table("t") as batch:\n    batch.drop_column("c")', [
      'op.batch_alter_table("t")',
      'op.batch_alter_table().drop_column("c")',
    ]);
    check(
      'go("x", *[1], **{"k": 2})',
      ['op.execute("x 1 2 3")'],
      'returned',
      'def go(a, b, *, k, d=3):\n    op.execute(f"{a} {b} {k} {d}")\n',
    );
    check(
      'op.execute(Kind.A.value)',
      ['op.execute("a")'],
      'returned',
      'import enum\nclass Kind(str, enum.Enum):\n    A = "a"\n',
    );
  });

  test('tells a missing function, a raise and a limit apart', () => {
    assert.equal(recordRevision('x = 1').outcome.outcome, 'missing');
    check('raise NotImplementedError("no way back")', [], 'raised NotImplementedError: no way back');
    check('op.execute(1 / 0)', [], 'raised ZeroDivisionError: division by zero');
    check('op.execute(nowhere)', [], "raised NameError: name 'nowhere' is not defined");
    check('while True: pass', [], 'limit');
    check('f()', [], 'limit', 'def f(): f()\n');
  });

  test('reports calls into code that is not read, once each', () => {
    check(
      'go()\ngo()',
      ['UNRESOLVED application-code "go()"', 'UNRESOLVED application-code "go()"'],
      'returned',
      'from app.util import go\n',
    );
    check(
      'op.add_column("t", Thing())',
      ['op.add_column("t", ?application-code)'],
      'returned',
      'from app.types import Thing\n',
    );
    check(
      'op.execute(NAME.lower())',
      ['op.execute(?application-code)'],
      'returned',
      'from app.types import NAME\n',
    );
  });

  test('leaves out code under a condition that is not known', () => {
    check('if rows():\n    op.drop_table("a")\nop.drop_table("b")', [
      'UNRESOLVED query-result "if rows():\\n        op.drop_table(\\"a\\")"',
      'op.drop_table("b")',
    ]);
    check('x = 1\nif rows():\n    x = 2\nop.execute(x)', ['op.execute(?query-result)']);
    check('if rows():\n    print("x")\nop.execute("a")', ['op.execute("a")']);
    check('if rows():\n    return\nop.execute("a")\nop.execute("b")', [
      'UNRESOLVED query-result "op.execute(\\"a\\")\\n    op.execute(\\"b\\")"',
    ]);
    check('if rows():\n    raise ValueError("x")\nop.execute("a")', [
      'UNRESOLVED query-result "if rows():\\n        raise ValueError(\\"x\\")"',
      'op.execute("a")',
    ]);
    check('op.execute("a") if rows() else None', [
      'UNRESOLVED query-result "op.execute(\\"a\\") if rows() else None"',
    ]);
    check('names = []\nif rows():\n    names.append("x")\nop.execute(len(names))', [
      'op.execute(?query-result)',
    ]);
  });

  test('leaves out loops over what is not known', () => {
    check('for r in rows():\n    op.execute("a")\nop.execute("b")', [
      'UNRESOLVED query-result "for r in rows():\\n        op.execute(\\"a\\")"',
      'op.execute("b")',
    ]);
    check('found = [r.id for r in rows()]\nop.execute(found)', ['op.execute(?query-result)']);
    check('total = 0\nfor r in rows():\n    total += 1\nop.execute(total)', ['op.execute(?query-result)']);
    check('[op.execute(r) for r in rows()]', ['UNRESOLVED query-result "[op.execute(r) for r in rows()]"']);
  });

  test('knows what Python has besides what is followed', () => {
    const unknown = ['op.execute(?unsupported-operation)'];
    for (const expression of [
      '"a".translate({})',
      'str.isascii',
      '{}.fromkeys("a")',
      '[].__len__()',
      '(1).from_bytes',
      'range(3).stop',
      '(x for x in "a").gi_frame',
      'ValueError("a").with_traceback',
      'len.__self__',
      'slice(1, 2)',
      'complex(1)',
      'hasattr("a", "__iter__")',
    ]) {
      check(`op.execute(${expression})`, unknown);
    }
    check('s = types.SimpleNamespace(a=1)\ns.b = 2\nop.execute(s.b)', unknown, 'returned', 'import types\n');
    check('exec("op.drop_table(1)")', ['UNRESOLVED unsupported-operation "exec(\\"op.drop_table(1)\\")"']);
    check('op.execute("a".nothing)', [], "raised AttributeError: 'str' object has no attribute 'nothing'");
    check('try:\n    raise BrokenPipeError\nexcept OSError:\n    op.execute("x")', ['op.execute("x")']);
  });

  test('follows the protocols of classes, or says that it does not', () => {
    const shows = (body: string, before: string, shown: string) =>
      check(`op.execute(${body})`, [`op.execute(${shown})`], 'returned', before);
    const type = 'class P:\n    def __len__(self): return 3\n    def __contains__(self, x): return x == 1\n';
    shows('len(P())', type, '3');
    shows('1 in P()', type, 'True');
    shows('P().zz', 'class P:\n    def __getattr__(self, n): return n + "!"\n', '"zz!"');
    shows('P("a").upper()', 'class P(str): pass\n', '?unsupported-operation');
    check(
      'op.execute(P().a)',
      ['UNRESOLVED unsupported-operation "P()"', 'op.execute(?unsupported-operation)'],
      'returned',
      'class P:\n    def __getattribute__(self, n): return 1\n',
    );
    shows(
      'hi.__name__',
      'import functools\ndef deco(fn):\n    @functools.wraps(fn)\n    def w(): pass\n    return w\n@deco\ndef hi(): pass\n',
      '"hi"',
    );
    shows('pow(2, 10, 7)', '', '?unsupported-operation');
    check('try: raise KeyError("b")\nexcept KeyError as e: op.execute(str(e))', [`op.execute("'b'")`]);
    check(
      'f(1)\nf(1)\nf(2)',
      ['op.execute("1")', 'op.execute("2")'],
      'returned',
      'import functools\n@functools.cache\ndef f(x): op.execute(str(x))\n',
    );
    check(
      'with P(): raise ValueError("x")\nop.execute("a")',
      ['op.execute("a")'],
      'returned',
      'class P:\n    def __enter__(self): return 1\n    def __exit__(self, *a): return True\n',
    );
    check(
      'p = P()\np.v = 5\nop.execute(p.v)',
      ['op.execute(?unsupported-operation)'],
      'returned',
      'class P:\n    @property\n    def v(self): return 1\n',
    );
  });

  test('reports a try that hides failures of statements', () => {
    check('try:\n    op.drop_table("a")\nexcept Exception:\n    pass', [
      'UNRESOLVED query-result "try:\\n        op.drop_table(\\"a\\")\\n    except Exception:\\n        pass"',
    ]);
    check('try:\n    op.drop_table("a")\nexcept Exception:\n    print("x")\n    raise', [
      'op.drop_table("a")',
    ]);
    check('try:\n    op.drop_table("a")\nfinally:\n    op.execute("z")', [
      'op.drop_table("a")',
      'op.execute("z")',
    ]);
    check('try:\n    x = rows()\n    op.drop_table("a")\nexcept Exception:\n    raise\nop.drop_table("b")', [
      'op.drop_table("a")',
      'op.drop_table("b")',
    ]);
    check('try:\n    x = {}["a"]\nexcept KeyError:\n    x = "b"\nop.execute(x)', ['op.execute("b")']);
  });
});
