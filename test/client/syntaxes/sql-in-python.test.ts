import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import { repositoryPath } from '../../support/repository.ts';

const require = createRequire(import.meta.url);
const INJECTED = 'alembic-workbench.sql-in-python';
const EXTENSIONS = repositoryPath('.tools/code-server/node_modules/code-server/lib/vscode/extensions');

/** Grammars by scope: small ones with the same traps, and VS Code's own where the workbench is installed. */
const SETS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'small grammars': {
    'source.python': repositoryPath('test/fixtures/syntaxes/python.tmLanguage.json'),
    'source.sql': repositoryPath('test/fixtures/syntaxes/sql.tmLanguage.json'),
  },
  "VS Code's grammars": {
    'source.python': `${EXTENSIONS}/python/syntaxes/MagicPython.tmLanguage.json`,
    'source.regexp.python': `${EXTENSIONS}/python/syntaxes/MagicRegExp.tmLanguage.json`,
    'source.sql': `${EXTENSIONS}/sql/syntaxes/sql.tmLanguage.json`,
  },
};

await oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')).buffer);

async function pythonGrammar(files: Readonly<Record<string, string>>): Promise<textmate.IGrammar> {
  const paths: Readonly<Record<string, string>> = {
    ...files,
    [INJECTED]: repositoryPath('syntaxes/sql-in-python.tmLanguage.json'),
  };
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => {
      const path = paths[scope];
      return path === undefined ? null : textmate.parseRawGrammar(readFileSync(path, 'utf8'), path);
    },
    getInjections: (scope) => (scope === 'source.python' ? [INJECTED] : undefined),
  });
  const grammar = await registry.loadGrammar('source.python');
  assert.ok(grammar !== null);
  return grammar;
}

const EMBEDDED = 'meta.embedded.inline.sql';

for (const [name, files] of Object.entries(SETS)) {
  const missing = Object.values(files).find((path) => !existsSync(path));
  const skip = missing === undefined ? false : 'the workbench is not installed';
  describe(`SQL inside Python with ${name}`, { skip }, async () => {
    const grammar = missing === undefined ? await pythonGrammar(files) : undefined;

    /** The SQL of a Python text: what is embedded, pieces that follow each other joined. */
    function sqlOf(text: string): readonly string[] {
      const pieces: string[] = [];
      let stack = textmate.INITIAL;
      let isInside = false;
      for (const line of text.split('\n')) {
        const { tokens, ruleStack } = grammar?.tokenizeLine(line, stack) ?? { tokens: [], ruleStack: stack };
        stack = ruleStack;
        for (const { startIndex, endIndex, scopes } of tokens) {
          const isSql = scopes.includes(EMBEDDED) && !scopes.includes('meta.fstring.python');
          const piece = line.slice(startIndex, endIndex);
          if (isSql && isInside) pieces[pieces.length - 1] += piece;
          else if (isSql) pieces.push(piece);
          isInside = isSql;
        }
      }
      return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '');
    }

    /** The innermost scope of a piece of a line. */
    function scopeOf(line: string, piece: string): string {
      const { tokens } = grammar?.tokenizeLine(line, textmate.INITIAL) ?? { tokens: [] };
      const at = line.indexOf(piece);
      return tokens.findLast(({ startIndex }) => startIndex <= at)?.scopes.at(-1) ?? '';
    }

    it('is marked in the calls that take SQL', () => {
      assert.deepEqual(sqlOf('op.execute("SELECT 1")'), ['SELECT 1']);
      assert.deepEqual(sqlOf("sa.text('SELECT 1')"), ['SELECT 1']);
      assert.deepEqual(sqlOf('op.execute(text("a") )'), ['a']);
      assert.deepEqual(sqlOf('conn.exec_driver_sql(r"SELECT 1")'), ['SELECT 1']);
      assert.deepEqual(sqlOf('op.get_bind().execute(sa.DDL("SELECT 1"))'), ['SELECT 1']);
      assert.deepEqual(sqlOf('op.execute(\n    """\n    SELECT\n    1\n    """\n)'), [
        'SELECT1'.replace('1', '    1'),
      ]);
    });

    it('is not marked anywhere else', () => {
      for (const text of [
        'x = "SELECT 1"',
        'self.text("a")',
        'op.f("a")',
        '# op.execute("a")',
        'context("a")',
      ]) {
        assert.deepEqual(sqlOf(text), [], text);
      }
      assert.deepEqual(sqlOf('conn.execute(text("a"), {"id": "b"})'), ['a']);
      assert.deepEqual(sqlOf('"op.execute(\'a\')"'), []);
    });

    it('ends where the Python text ends, whatever the SQL leaves open', () => {
      for (const sql of ["it's", '/* a', "-- it's", 'a[1', "#>> '{a", 'a /b', '100%{', '`', '$$ it']) {
        assert.deepEqual(sqlOf(`op.execute("""${sql}""")\nx = 1`), [sql], sql);
        if (!sql.includes('"')) assert.deepEqual(sqlOf(`op.execute("${sql}")\nx = 1`), [sql], sql);
      }
      assert.deepEqual(sqlOf(`op.execute('''SELECT "a''')\nx = 1`), ['SELECT "a']);
    });

    it('has the colours of SQL', () => {
      assert.equal(scopeOf('op.execute("UPDATE t SET a = 1")', 'UPDATE'), 'keyword.other.DML.sql');
      assert.equal(scopeOf(`op.execute("SELECT 'yy'")`, 'yy'), 'string.quoted.single.sql');
      assert.equal(scopeOf('op.execute("SELECT 1 -- why")', 'why'), 'comment.line.double-dash.sql');
      assert.equal(scopeOf('sa.text("SELECT :name")', ':name'), 'variable.parameter.sql');
      assert.equal(scopeOf(`op.execute("SELECT a #>> b")`, '#>>'), 'keyword.operator.sql');
    });

    it('leaves the fields of an f-string to Python', () => {
      assert.deepEqual(sqlOf('op.execute(f"SELECT {table!r} FROM {t:>4}")'), ['SELECT', 'FROM']);
      assert.deepEqual(sqlOf('op.execute(f"""\nSELECT {f(1)}, {{a}}\n""")'), ['SELECT', ', {{a}}']);
    });
  });
}
