import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { absentEnvScript, type EnvUrlSource } from '../../../../server/src/core/config/env-script.ts';
import { bodySettings } from '../../../../server/src/core/lint/body-settings.ts';
import { lintBody } from '../../../../server/src/core/lint/lint-body.ts';
import type { Problem } from '../../../../server/src/core/lint/problem.ts';
import type { BodySettings } from '../../../../server/src/core/lint/revision-body.ts';
import { loadSqlParser } from '../../../../server/src/sql-grammar/load-sql-parser.ts';
import { realAlembicTrial } from '../../../support/postgres-oracle.ts';
import { withPostgres } from '../../../support/postgres-server.ts';
import { withRealAlembic } from '../../../support/real-alembic.ts';
import { available, suiteNeeds } from '../../../support/suite-availability.ts';
import { BODY_CASES, type BodyCase, bodyText } from './body-cases.ts';
import { applyFix, CONFIG, chainView, revisionFile } from './chain-text.ts';

const settings: BodySettings = {
  namingConvention: { kind: 'known', value: null },
  knowledge: {},
  dialect: 'unknown',
  parseSql: await loadSqlParser(),
  isNamedElsewhere: () => false,
};

function problemsOf(text: string, changed: Partial<BodySettings> = {}): readonly Problem[] {
  const file = revisionFile('/project/migrations/versions/a.py', text);
  return lintBody(file, { ...settings, ...changed }).problems;
}

/** The finding of a case, what it marks, and that each of its fixes removes it. */
function check({ body, rule, mark, fixes }: BodyCase): void {
  const text = bodyText(body);
  const problems = problemsOf(text);
  assert.deepEqual(
    problems.map(({ code, span }) => [code, text.slice(span.start, span.end)]),
    rule === undefined ? [] : [[rule, mark]],
  );
  for (const problem of problems) {
    assert.match(problem.message, /^.{20,}\.$/su, 'one sentence');
    if (fixes !== undefined)
      assert.deepEqual(
        problem.fixes.map(({ title }) => title),
        fixes,
      );
    for (const fix of problem.fixes) {
      const mended = applyFix({ 'a.py': text }, fix)['a.py'] ?? '';
      const left = problemsOf(mended).filter(
        ({ code, message }) => code === rule && message === problem.message,
      );
      assert.deepEqual(left, [], fix.title);
    }
  }
}

describe('rules about what a revision does', () => {
  for (const each of BODY_CASES) it(`${each.rule ?? 'nothing'}: ${each.body}`, () => check(each));

  it('say nothing of a dropped constraint that a naming convention may name', () => {
    const text = bodyText('op.drop_constraint(None, "t", type_="primary")');
    const reason = { reason: 'env.py is not read', span: { start: 0, end: 0 } };
    assert.deepEqual(problemsOf(text, { namingConvention: { kind: 'unknown', ...reason } }), []);
    assert.deepEqual(
      problemsOf(text, { namingConvention: { kind: 'known', value: { pk: 'pk_%(table_name)s' } } }),
      [],
    );
  });

  it('say nothing of an enum that another file of the chain names', () => {
    const text = bodyText('op.add_column("t", sa.Column("c", sa.Enum("x", name="kind")))');
    assert.equal(problemsOf(text).length, 1);
    assert.deepEqual(problemsOf(text, { isNamedElsewhere: (_file, name) => name === 'kind' }), []);
  });

  it('check SQL whose parameters are not known', () => {
    const execute = (sql: string): string =>
      `import os\n    op.get_bind().execute(sa.text("${sql}"), {"a": os.environ["A"], "b": 1})`;
    const marked = (sql: string): readonly string[] => {
      const text = bodyText(execute(sql));
      return problemsOf(text).map(({ span }) => text.slice(span.start, span.end));
    };
    assert.deepEqual(marked('UPDATE t SET a = :a WERE b = :b'), ['WERE']);
    assert.deepEqual(marked('UPDATE t SET a = :a WHERE b IN :b'), []);
    assert.deepEqual(marked('UPDATE t SET a = INTERVAL :a WHERE b = :b'), []);
    assert.deepEqual(marked('SET LOCAL lock_timeout = :a'), []);
  });

  it('check literal SQL in loops over rows, but not under conditions', () => {
    const rows = 'op.get_bind().execute(sa.text("SELECT a FROM t"))';
    const marked = (body: string): readonly string[] => {
      const text = bodyText(`conn = op.get_bind()\n    for row in ${rows}:\n        ${body}`);
      return problemsOf(text).map(({ span }) => text.slice(span.start, span.end));
    };
    const update = 'sa.text("UPDATE t SET a = :a WERE b IN :b")';
    assert.deepEqual(marked(`conn.execute(${update}, {"a": row.a, "b": [1]})`), ['WERE']);
    assert.deepEqual(marked(`conn.execute(${update.replace('WERE', 'WHERE')}, {"a": row.a})`), []);
    assert.deepEqual(marked(`conn.execute("UPDATE t SET a = %s WERE", (row.a,))`), []);
    assert.deepEqual(marked(`if conn.dialect.name == "mysql":\n            conn.execute(${update})`), []);
    assert.deepEqual(marked('print("SELECT a b c")'), []);
  });

  it('take values that are made when a statement runs as they will be', () => {
    const insert = (values: string): string =>
      bodyText(`import uuid\n    op.execute(f"INSERT INTO t ${values}")`);
    assert.deepEqual(problemsOf(insert("VALUES ('{uuid.uuid4()}', 1)")), []);
    assert.equal(problemsOf(insert("VALUE ('{uuid.uuid4()}', 1)")).length, 1);
  });

  it('take the edge off what a try hides', () => {
    const severities = (body: string): readonly string[] =>
      problemsOf(bodyText(body)).map(({ code, severity }) => `${code} ${severity}`);
    const sql = 'op.execute("SELECT FROM WHERE")';
    const handled = (handler: string): string => `try:\n        ${sql}\n    ${handler}`;
    assert.deepEqual(severities(handled('except Exception:\n        pass')), ['sql-syntax warning']);
    assert.deepEqual(severities(handled('except Exception as e:\n        print(e)\n        raise')), [
      'sql-syntax error',
    ]);
    assert.deepEqual(severities(handled('finally:\n        pass')), ['sql-syntax error']);
    assert.deepEqual(severities(`try:\n        pass\n    except Exception:\n        pass\n    ${sql}`), [
      'sql-syntax error',
    ]);
    const suppressed = `import contextlib\n    with contextlib.suppress(Exception):\n        ${sql}`;
    assert.deepEqual(severities(suppressed), ['sql-syntax warning']);
    const unnamed = 'op.drop_constraint(None, "t", type_="unique")';
    assert.deepEqual(severities(`try:\n        ${unnamed}\n    except Exception:\n        pass`), []);
    const twice = 'op.drop_table("t")\n        op.drop_table("t")';
    assert.deepEqual(severities(`try:\n        ${twice}\n    except Exception:\n        pass`), [
      'repeated-operation warning',
    ]);
  });

  it('say nothing of arguments that env.py hands to upgrade()', () => {
    const text = bodyText('op.create_index("i", tables.t, ["a"])');
    assert.deepEqual(problemsOf(text.replace('upgrade()', 'upgrade(op, tables)')), []);
  });

  it('know the kind of database from what env.py connects to, else from the configuration', () => {
    const dialect = (
      databaseUrl: string | undefined,
      urlSource: EnvUrlSource = { kind: 'config' },
    ): string => {
      const { files } = chainView({});
      const envScript = { ...absentEnvScript(), urlSource };
      const view = { files, config: { ...CONFIG, databaseUrl }, envScript, knowledge: {} };
      return bodySettings(view, () => undefined).dialect;
    };
    const span = { start: 0, end: 0 };
    assert.deepEqual(
      [
        undefined,
        'driver://u:p@h/d',
        'postgresql+asyncpg://h/d',
        'sqlite:///a.db',
        'mysql+pymysql://h/d',
      ].map((url) => dialect(url)),
      ['unknown', 'unknown', 'postgresql', 'other', 'other'],
    );
    assert.equal(dialect('sqlite:///a.db', { kind: 'literal', url: 'postgresql://h/d', span }), 'postgresql');
    assert.equal(dialect(undefined, { kind: 'literal', url: 'mssql+pyodbc://h/d', span }), 'other');
    const environment = { kind: 'environment', variables: ['URL'], span } as const;
    assert.equal(dialect(undefined, { ...environment, defaultUrl: 'sqlite:///a.db' }), 'other');
    assert.equal(dialect('postgresql://h/d', { ...environment, defaultUrl: undefined }), 'postgresql');
  });

  it('leave what only PostgreSQL refuses alone where the revision is for another kind of database', () => {
    const body = [
      'op.execute("ALTER TABLE `t` MODIFY `a` INT")',
      `op.create_index("${'i'.repeat(64)}", "t", ["a"])`,
      'op.drop_constraint(None, "t", type_="unique")',
      'op.add_column("t", sa.Column("a", sa.Integer()))',
      'op.add_column("t", sa.Column("a", sa.Integer()))',
      'op.add_column("t", sa.Column("a", sa.Enum("x", name="e"), nullable=Fals))',
    ].map((line) => bodyText(line));
    const codes = (dialect: BodySettings['dialect'], imported = 'postgresql'): readonly string[] =>
      body
        .map((text) => text.replace('import postgresql', `import ${imported}`))
        .flatMap((text) => problemsOf(text, { dialect }).map(({ code }) => code));
    const all = ['sql-syntax', 'identifier-too-long', 'unnamed-constraint', 'unknown-name'];
    assert.deepEqual(codes('unknown'), all);
    assert.deepEqual(codes('other'), ['unknown-name']);
    assert.deepEqual(codes('unknown', 'mysql'), ['unknown-name']);
    assert.deepEqual(codes('postgresql', 'mysql'), all);
    assert.deepEqual(codes('unknown', 'mysql, postgresql'), all);
  });

  it('find nothing in half-typed code but what is certain', () => {
    for (const body of ['op.add_column("t", sa.Column(', 'op.execute("""SELECT', 'op.', 'for x in']) {
      assert.deepEqual(problemsOf(bodyText(body)), [], body);
    }
  });
});

const alembic = await withRealAlembic();
const postgres = await withPostgres();

describe('what the rules claim', suiteNeeds('claims of the rules', alembic, postgres), () => {
  const trial = available(postgres)
    .createDatabase('rules')
    .then((url) => realAlembicTrial(available(alembic), url));
  after(async () => (await trial).close());

  for (const { body, begin, real } of BODY_CASES) {
    it(`happens in real Alembic on real PostgreSQL: ${real ?? 'nothing'} of ${body}`, async () => {
      const connection = await trial;
      await connection.begin(begin ?? []);
      const ending = await connection.upgrade(bodyText(body), undefined);
      await connection.rollback();
      assert.equal(ending.sqlstate ?? ending.error, real);
    });
  }
});
