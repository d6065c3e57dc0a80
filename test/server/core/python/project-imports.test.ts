import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FindProjectModule } from '../../../../server/src/core/python/project-module.ts';
import { recordRevision } from './recording-host.ts';

/** Files by path: `app/models.py` is the module `app.models`, `app/__init__.py` the package `app`. */
type Files = Readonly<Record<string, string>>;

function finder(files: Files): FindProjectModule {
  const modules = new Map<string, ReturnType<FindProjectModule>>();
  for (const [path, text] of Object.entries(files)) {
    const isPackage = path.endsWith('/__init__.py');
    const name = path.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.');
    modules.set(name, { kind: 'module-file', name, path: `/p/${path}`, shownPath: path, text, isPackage });
  }
  return (name) => modules.get(name);
}

function events(files: Files, imports: string, body: string): readonly string[] {
  const indented = body.replace(/^(?=.)/gm, '    ');
  const text = `from alembic import op\nimport sqlalchemy as sa\n${imports}\ndef upgrade():\n${indented}\n`;
  return recordRevision(text, 'upgrade', undefined, { findModule: finder(files) }).events;
}

function check(files: Files, imports: string, body: string, expected: readonly string[]): void {
  assert.deepEqual(events(files, imports, body), expected, imports);
}

describe('imports of the project', () => {
  const settings = { 'app/__init__.py': '', 'app/settings.py': 'SCHEMA = "trading"\nTABLES = ["a", "b"]\n' };

  test('gives constants by every form of import', () => {
    const expected = ['op.execute("trading")'];
    check(settings, 'from app.settings import SCHEMA', 'op.execute(SCHEMA)', expected);
    check(settings, 'from app.settings import SCHEMA as S', 'op.execute(S)', expected);
    check(settings, 'from app import settings', 'op.execute(settings.SCHEMA)', expected);
    check(settings, 'import app.settings', 'op.execute(app.settings.SCHEMA)', expected);
    check(settings, 'import app.settings as s', 'op.execute(s.SCHEMA)', expected);
    check(settings, 'from app.settings import *', 'op.execute(SCHEMA)', expected);
    check(settings, '', 'from app.settings import SCHEMA\nop.execute(SCHEMA)', expected);
  });

  test('follows relative imports, re-exports and __all__', () => {
    const files = {
      'app/__init__.py': 'from .models import *\nfrom .models.types import KIND as kind\n',
      'app/models/__init__.py':
        'from .types import KIND, _hidden\nfrom ..names import NAME\n__all__ = ["NAME", "_listed"]\n_listed = 1\n',
      'app/models/types.py': 'KIND = "k"\n_hidden = "h"\n',
      'app/names.py': 'NAME = "n"\n',
    };
    check(files, 'from app import NAME, kind, _listed', 'op.execute(NAME, kind, _listed)', [
      'op.execute("n", "k", 1)',
    ]);
    check(files, 'from app.models import _hidden', 'op.execute(_hidden)', ['op.execute("h")']);
    check(files, 'from app import KIND', 'op.execute(KIND)', ['op.execute(?application-code)']);
  });

  test('gives enums, classes and functions', () => {
    const files = {
      'app/status.py':
        'import enum\nclass Status(str, enum.Enum):\n    NEW = "new"\n    OLD = "old"\nclass Limits:\n    most = 7\n',
      'app/sql.py':
        'from alembic import op\nSUFFIX = "_x"\ndef drop(name):\n    op.drop_table(name + SUFFIX)\n',
    };
    check(files, 'from app.status import Status', 'op.execute([s.value for s in Status])', [
      'op.execute(["new", "old"])',
    ]);
    check(files, 'from app.status import Limits', 'op.execute(Limits.most)', ['op.execute(7)']);
    check(files, 'from app.sql import drop', 'drop("t")', ['op.drop_table("t_x")']);
  });

  test('reads a module only where one of its names is used', () => {
    const files = {
      'app.py': 'from broken import *\nfrom other import WIDE\nX = 1\n',
      'other.py': 'WIDE = while',
    };
    check(files, 'from app import X, WIDE', 'op.execute(X)', ['op.execute(1)']);
  });

  test('binds what the module held when its body ended', () => {
    const files = { 'app.py': 'X = 1\ndef change():\n    global X\n    X = 2\n' };
    check(files, 'from app import X, change\nimport app', 'change()\nop.execute(X)', [
      'op.execute(?application-code)',
    ]);
  });

  test('goes round circles of imports', () => {
    const files = {
      'a.py': 'FIRST = 1\nfrom b import SECOND\nTHIRD = SECOND + 1\n',
      'b.py': 'from a import FIRST\nSECOND = FIRST + 1\nfrom a import THIRD\n',
      'c.py': 'from d import X\nY = X\n',
      'd.py': 'from c import Y\nX = Y\n',
    };
    check(files, 'from a import THIRD', 'op.execute(THIRD)', ['op.execute(3)']);
    check(files, 'from c import Y', 'op.execute(Y)', ['op.execute(?application-code)']);
  });

  test('leaves unknown what a module does not tell', () => {
    const files = {
      'app.py':
        'import os\nfrom unread import thing\nSCHEMA = os.environ["SCHEMA"]\nKNOWN = 1\nif thing:\n    KNOWN = 2\nLAST = 3\nLIST = [1]\nthing(LIST)\n',
    };
    const use = (name: string) => events(files, `from app import ${name}`, `op.execute(${name})`);
    assert.deepEqual(use('SCHEMA'), ['op.execute(?application-code)']);
    assert.deepEqual(use('KNOWN'), ['op.execute(?application-code)']);
    assert.deepEqual(use('LAST'), ['op.execute(3)']);
    assert.deepEqual(use('LIST'), ['op.execute([1, ?application-code])']);
    assert.deepEqual(use('ABSENT'), ['op.execute(?application-code)']);
  });

  test('goes on behind a statement of a module that seems to raise', () => {
    const files = { 'app.py': 'A = 1\nB = [1]\nB.append({}["x"])\nC = 3\n' };
    check(files, 'from app import A, C', 'op.execute(A, C)', ['op.execute(1, 3)']);
    check(files, 'from app import B', 'op.execute(B)', ['op.execute([1, ?application-code])']);
  });

  test('honours what modules change in each other', () => {
    const files = {
      'app/__init__.py': '',
      'app/base.py': 'NAMES = ["a"]\n',
      'app/more.py': 'from app.base import NAMES\nNAMES.append("b")\nX = 1\n',
    };
    check(files, 'from app.more import X, NAMES', 'op.execute(X, NAMES)', ['op.execute(1, ["a", "b"])']);
  });

  test('does not trust what functions of the module may change', () => {
    const files = {
      'app.py':
        'REGISTRY = {}\nCOUNT = [0]\nFIXED = [1]\ndef register(cls):\n    REGISTRY[cls.__name__] = cls\n    return cls\ndef more():\n    COUNT.append(1)\ndef least():\n    return FIXED[0]\n@register\nclass A: pass\n',
    };
    const use = (name: string) => events(files, `from app import ${name}`, `op.execute(${name})`);
    assert.deepEqual(use('REGISTRY'), ['op.execute(?application-code)']);
    assert.deepEqual(use('COUNT'), ['op.execute(?application-code)']);
    assert.deepEqual(use('FIXED'), ['op.execute([1])']);
  });

  test('runs nothing while it imports', () => {
    const files = { 'app.py': 'from alembic import op\nop.drop_table("t")\nX = 1\n' };
    check(files, '', 'from app import X\nop.execute(X)', ['op.execute(1)']);
  });

  test('refuses a relative import in a revision file, as Python does', () => {
    const text =
      'from alembic import op\ntry:\n    from .x import y\nexcept ImportError:\n    y = 1\ndef upgrade():\n    op.execute(y)\n';
    assert.deepEqual(recordRevision(text).events, ['op.execute(1)']);
  });

  test('does not decide whether a package that is not read is there', () => {
    const body = 'try:\n    import orjson\n    FAST = True\nexcept ImportError:\n    FAST = False\n';
    check({ 'app.py': body }, 'from app import FAST', 'op.execute(FAST)', ['op.execute(?application-code)']);
  });

  test('ends with long chains of modules', () => {
    const files = Object.fromEntries(
      Array.from({ length: 600 }, (_, index) => [`m${index}.py`, `from m${index + 1} import X\nY = X\n`]),
    );
    check(files, 'from m0 import Y', 'op.execute(Y)', ['op.execute(?application-code)']);
  });
});
