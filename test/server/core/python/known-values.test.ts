import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readKnownValues } from '../../../../server/src/core/config/known-values.ts';
import { revisionSql } from '../../../../server/src/core/plan/revision-sql.ts';
import { RunState } from '../../../../server/src/core/postgresql/compile-operations.ts';
import type { RevisionSql } from '../../../../server/src/core/postgresql/statement.ts';

const APP = `
import os
from pydantic_settings import BaseSettings
import sqlalchemy as sa
SCHEMA = os.environ["APP_SCHEMA"]
FIXED = "fixed"
class Settings(BaseSettings):
    tenant: str = "x"
settings = Settings()
class Odd(sa.types.TypeDecorator):
    impl = sa.String
    def type_engine(self, dialect):
        return sa.Text()
`;

function compiled(imports: string, body: string, given: unknown): RevisionSql {
  const source = `from alembic import op\nimport sqlalchemy as sa\n${imports}\ndef upgrade():\n    ${body.replaceAll('\n', '\n    ')}\n`;
  const file = { kind: 'module-file', name: 'app', path: '/p/app.py', shownPath: 'app.py' } as const;
  return revisionSql(source, 'upgrade', new RunState({ namingConvention: null, serverVersion: null }), {
    findModule: (name) => (name === 'app' ? { ...file, text: APP, isPackage: false } : undefined),
    knownValues: readKnownValues(given).values,
  });
}

function check(imports: string, body: string, given: object, expected: readonly string[]): void {
  const { statements, unresolved } = compiled(imports, body, given);
  assert.deepEqual(
    unresolved.map(({ reason }) => reason),
    [],
    body,
  );
  assert.deepEqual(
    statements.map(({ sql }) => sql.replaceAll(/\s+/g, ' ')),
    expected,
    body,
  );
}

describe('values that the user gives', () => {
  test('stand for names that are not known', () => {
    const expected = ['SELECT trading'];
    const body = 'op.execute(f"SELECT {SCHEMA}")';
    check('from app import SCHEMA', body, { 'app.SCHEMA': 'trading' }, expected);
    check('from app import SCHEMA', body, { "os.environ['APP_SCHEMA']": 'trading' }, expected);
    check('from lib.conf import SCHEMA', body, { 'lib.conf.SCHEMA': 'trading' }, expected);
    check(
      'import lib',
      'op.execute("SELECT " + lib.conf.SCHEMA)',
      { 'lib.conf.SCHEMA': 'trading' },
      expected,
    );
    check(
      'from app import settings',
      'op.execute(f"SELECT {settings.tenant}")',
      { 'app.settings.tenant': 'trading' },
      expected,
    );
  });

  test('stand for items of mappings and results of calls', () => {
    const config = { "flask.current_app.config['ID']": 'x' };
    check('from flask import current_app', 'op.execute("SELECT " + current_app.config["ID"])', config, [
      'SELECT x',
    ]);
    check('from flask import current_app', 'op.execute("SELECT " + current_app.config.get("ID"))', config, [
      'SELECT x',
    ]);
    check('import os', 'op.execute("SELECT " + os.getenv("ID"))', { "os.environ['ID']": 'x' }, ['SELECT x']);
    check('from lib import conf', 'op.execute("SELECT " + conf().ID)', { 'lib.conf().ID': 'x' }, [
      'SELECT x',
    ]);
    check('from lib import conf', 'op.execute("SELECT " + conf("a"))', { 'lib.conf()': 'x' }, ['SELECT x']);
  });

  test('may be any JSON', () => {
    const given = { 'lib.A': [1, 2.5, true, null, 'x'], 'lib.B': { a: { b: 1 } } };
    check('from lib import A, B', 'op.execute(f"SELECT {A} {B}")', given, [
      "SELECT [1, 2.5, True, None, 'x'] {'a': {'b': 1}}",
    ]);
    check('from lib import A', 'A.append(1)\nop.execute(f"SELECT {A}")', given, [
      "SELECT [1, 2.5, True, None, 'x', 1]",
    ]);
    check('from lib import ON', 'if ON:\n    op.drop_table("t")', { 'lib.ON': true }, ['DROP TABLE t']);
  });

  test('give column types', () => {
    const given = {
      'lib.Money': { type: 'NUMERIC(18,4)' },
      'lib.Id': { type: 'bigint' },
      'app.Odd': { type: 'TEXT' },
    };
    const add = 'op.add_column("t", sa.Column("a", ';
    check('from lib import Money', `${add}Money("EUR")))`, given, [
      'ALTER TABLE t ADD COLUMN a NUMERIC(18,4)',
    ]);
    check('from lib import Money', `${add}Money))`, given, ['ALTER TABLE t ADD COLUMN a NUMERIC(18,4)']);
    check('from app import Odd', `${add}Odd()))`, given, ['ALTER TABLE t ADD COLUMN a TEXT']);
    check('from lib import Id', 'op.create_table("t", sa.Column("id", Id(), primary_key=True))', given, [
      'CREATE TABLE t ( id BIGSERIAL NOT NULL, PRIMARY KEY (id) )',
    ]);
    const { statements, unresolved } = compiled(
      'from lib import Money',
      'op.bulk_insert(sa.table("t", sa.column("a", Money())), [{"a": 1}])',
      given,
    );
    assert.equal(statements.length, 0);
    assert.equal(unresolved.length, 1);
  });

  test('never replace what can be read', () => {
    check('from app import FIXED', 'op.execute(f"SELECT {FIXED}")', { 'app.FIXED': 'given' }, [
      'SELECT fixed',
    ]);
  });

  test('are named where they are missing', () => {
    const name = (imports: string, body: string) => compiled(imports, body, {}).unresolved[0]?.unknownName;
    assert.equal(name('from app import SCHEMA', 'op.execute(SCHEMA)'), 'app.SCHEMA');
    assert.equal(name('from app import settings', 'op.execute(settings.tenant)'), 'app.settings.tenant');
    assert.equal(
      name('from app import settings', 'if settings.tenant:\n    op.drop_table("t")'),
      'app.settings.tenant',
    );
    assert.equal(
      name('from flask import current_app', 'op.execute(current_app.config["X"])'),
      "flask.current_app.config['X']",
    );
    assert.equal(name('import os', 'op.execute(os.environ["X"])'), "os.environ['X']");
    assert.equal(name('from lib import run', 'run()'), 'lib.run()');
    assert.equal(name('from app import Odd', 'op.add_column("t", sa.Column("a", Odd()))'), 'app.Odd');
    assert.equal(name('', 'op.sync_enum_values("s", "e", [], [])'), undefined);
    assert.equal(name('', 'op.get_bind().execute(sa.text("select 1")).scalar()'), undefined);
  });

  test('say which entries are wrong', () => {
    assert.deepEqual(readKnownValues({ 'app.X': 1 }).faults, []);
    assert.deepEqual(readKnownValues(undefined).faults, []);
    assert.equal(readKnownValues([]).faults.length, 1);
    assert.deepEqual(readKnownValues({ 'app X': 1 }).faults, [
      '"app X" is no dotted Python name, so its known value is passed over.',
    ]);
  });
});
