import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { revisionSql } from '../../../../server/src/core/plan/revision-sql.ts';
import { RunState } from '../../../../server/src/core/postgresql/compile-operations.ts';
import { check, IMPORTS } from './check-upgrade.ts';

describe('parameters of a statement', () => {
  it('are written as literals', () => {
    check('op.get_bind().execute(sa.text("UPDATE t SET a = :a, b = :b"), {"a": 1, "b": "o\'k"})', {
      sql: ["UPDATE t SET a = 1, b = 'o''k'"],
    });
  });
  it('make one statement for each set', () => {
    check('op.get_bind().execute(sa.text("DELETE FROM t WHERE a = :a"), [{"a": 1}, {"a": 2}])', {
      sql: ['DELETE FROM t WHERE a = 1', 'DELETE FROM t WHERE a = 2'],
    });
  });
  it('name the columns of an INSERT', () => {
    check(
      't = sa.table("t", sa.column("a", sa.Integer), sa.column("j", postgresql.JSONB))\n' +
        'op.get_bind().execute(t.insert(), [{"a": 1, "j": {"k": [None, "é"]}}, {"a": 2, "j": None}])',
      {
        sql: [
          `INSERT INTO t (a, j) VALUES (1, '{"k": [null, "\\u00e9"]}'::JSONB)`,
          `INSERT INTO t (a, j) VALUES (2, 'null'::JSONB)`,
        ],
      },
    );
  });
  it('have to be given', () => {
    check('op.execute("UPDATE t SET a = \'12 :30\'")', {
      raises: { type: 'StatementError', message: "A value is required for bind parameter '30'" },
    });
  });
  it('of a raw str are put together by the driver', () => {
    check('op.get_bind().execute("DELETE FROM t WHERE a = %s", (1,))', {
      unresolved: [['op.get_bind', /driver/]],
    });
  });
  it('that are not known leave the statement open', () => {
    check('import uuid\nop.get_bind().execute(sa.text("SELECT :a"), {"a": uuid.uuid7()})', {
      unresolved: [['op.get_bind', /generated id/]],
    });
  });
});

describe('what only the running program knows', () => {
  it('a type of the application leaves the column open, not the rest', () => {
    check(
      'op.drop_table("a")\nop.add_column("t", sa.Column("x", Kind()))\nop.drop_table("b")',
      { sql: ['DROP TABLE a', 'DROP TABLE b'], unresolved: [['op.add_column', /app\.types\.Kind/]] },
      'from app.types import Kind\n',
    );
  });
  it('a Python-side default does not matter to DDL', () => {
    check(
      'op.add_column("t", sa.Column("x", sa.Integer, default=make, onupdate=make, info={"a": make}))',
      { sql: ['ALTER TABLE t ADD COLUMN x INTEGER'] },
      'from app.defaults import make\n',
    );
  });
  it('the type that a column had before does not matter', () => {
    check(
      'op.alter_column("t", "x", existing_type=Kind(), existing_server_default=Kind, nullable=False)',
      { sql: ['ALTER TABLE t ALTER COLUMN x SET NOT NULL'] },
      'from app.types import Kind\n',
    );
  });
  it('an enum that is not known is not created silently', () => {
    check(
      'kind = sa.Enum(*NAMES, name="kind")\nkind.create(op.get_bind())',
      { unresolved: [['kind.create', /app\.names/]] },
      'from app.names import NAMES\n',
    );
  });
  it('rows decide', () => {
    check(
      'n = op.get_bind().execute(sa.text("SELECT count(*) FROM t")).scalar()\nif n:\n    op.drop_table("t")',
      {
        sql: ['SELECT count(*) FROM t'],
        unresolved: [['if n|n', /known only when it runs/]],
      },
    );
  });
  it('rows that nobody reads do not matter', () => {
    check('op.get_bind().execute(sa.text("SELECT 1")).fetchall()', { sql: ['SELECT 1'] });
  });
  it('a default that a function makes', () => {
    check(
      't = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, default=make))\n' +
        'op.execute(t.insert().values(a=1))\nop.bulk_insert(t, [{"a": 1}])',
      {
        unresolved: [
          ['op.execute', /column b/],
          ['op.bulk_insert', /column b/],
        ],
      },
      'from app.defaults import make\n',
    );
    check(
      't = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, default=lambda: 1))\n' +
        'op.execute(t.insert().values(a=1))\nop.bulk_insert(t, [{"a": 1}])',
      { sql: ['INSERT INTO t (a, b) VALUES (1, 1)', 'INSERT INTO t (a, b) VALUES (1, 1)'] },
    );
  });
  it('a value that the column type converts', () => {
    check(
      'op.bulk_insert(sa.table("t", sa.column("a", Upper())), [{"a": "x"}])',
      { unresolved: [['op.bulk_insert', /converted/]] },
      'class Upper(sa.TypeDecorator):\n    impl = sa.String\n    def process_bind_param(self, value, dialect):\n        return value.upper()\n',
    );
  });
  it('a directive of a plug-in', () => {
    check('op.create_hypertable(1)', { unresolved: [['op.create_hypertable', /plug-in/]] });
  });
  it('a table that is copied', () => {
    check('with op.batch_alter_table("t", recreate="always") as b:\n    b.drop_column("a")', {
      unresolved: [['op.batch_alter_table|b.drop_column', /columns are known only to the database/]],
    });
  });
  it('a commit of the connection', () => {
    check('op.get_bind().commit()', { unresolved: [['op.get_bind', /transaction/]] });
  });
});

describe('no effect is lost', () => {
  const calls: ReadonlyArray<readonly [body: string, reason: RegExp]> = [
    ['sa.Enum("a", name="e").create(thing)', /app\.thing/],
    ['postgresql.ENUM("a", name="e").create(op.get_bind(), checkfirst=thing)', /app\.thing/],
    ['sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer)).create(thing)', /app\.thing/],
    ['sa.Table("t", sa.MetaData(), autoload_with=op.get_bind()).drop(op.get_bind())', /database/],
    ['sa.MetaData().create_all(op.get_bind())', /create_all/],
    ['sa.schema.DropTable(1).execute(op.get_bind())', /a Table is expected/],
    ['sa.event.listen(thing, "x", print)', /sqlalchemy\.event/],
    ['op.impl.drop_table(1)', /impl/],
    ['op.get_context().impl.drop_table(1)', /impl/],
    ['context.execute("DROP TABLE t")', /execute/],
    ['op.get_bind().engine.connect().execute(1)', /connect/],
    ['op.get_bind().begin_nested()', /begin_nested/],
    ['thing(op)', /app\.thing/],
    ['getattr(op, thing)("t")', /app\.thing/],
  ];
  for (const [body, reason] of calls) {
    it(body, () => {
      check(body, { unresolved: [['', reason]] }, 'from app import thing\n');
    });
  }
  it('reading the environment is none', () => {
    check(
      'context.get_x_argument(as_dictionary=True).get("a")\nsa.inspect(op.get_bind()).get_table_names()',
      {},
    );
  });
});

describe('exceptions', () => {
  it('of the revision come after what ran before', () => {
    check('op.drop_table("t")\nraise NotImplementedError("cannot go back")', {
      sql: ['DROP TABLE t'],
      raises: { type: 'NotImplementedError', message: 'cannot go back' },
    });
  });
  it('in the middle of an operation keep its first statements', () => {
    check(
      'op.create_table("t", sa.Column("a", sa.Integer, comment="x"), sa.Index("i" * 64, "a"))\nop.drop_table("u")',
      {
        sql: ['CREATE TABLE t (\n    a INTEGER\n)'],
        raises: {
          type: 'IdentifierError',
          message: `Identifier '${'i'.repeat(64)}' exceeds maximum length of 63 characters`,
        },
      },
    );
  });
  it('in a batch emit nothing of it', () => {
    check('with op.batch_alter_table("t") as b:\n    b.drop_column("a")\n    raise ValueError("no")', {
      raises: { type: 'ValueError', message: 'no' },
    });
  });
});

describe('the connection', () => {
  it('a session runs on it and its commit leaves the transaction open', () => {
    check(
      'session = Session(bind=op.get_bind())\nsession.execute(sa.text("DELETE FROM t"))\nsession.commit()\nop.drop_table("t")',
      { sql: ['DELETE FROM t', 'DROP TABLE t'] },
      'from sqlalchemy.orm import Session\n',
    );
  });
  it('mapped objects of a session are not known', () => {
    check(
      'Session(bind=op.get_bind()).add(object())',
      { unresolved: [['Session', /mapped objects/]] },
      'from sqlalchemy.orm import Session\n',
    );
  });
  it('is a PostgreSQL that is not offline', () => {
    check(
      'if op.get_bind().dialect.name == "postgresql" and op.get_context().dialect.name == "postgresql" and not context.is_offline_mode():\n    op.drop_table("t")',
      { sql: ['DROP TABLE t'] },
    );
  });
});

describe('packages that only check data', () => {
  it('are called by types of the project without harm', () => {
    const type =
      'import pydantic\nfrom sqlalchemy.types import TypeDecorator\nclass Thing(pydantic.BaseModel): pass\n' +
      'class Typed(TypeDecorator):\n    impl = postgresql.JSONB\n    def __init__(self, of):\n        super().__init__()\n' +
      '        self.adapter = pydantic.TypeAdapter(of)\n';
    check(
      'op.add_column("t", sa.Column("a", Typed(Thing)))',
      { sql: ['ALTER TABLE t ADD COLUMN a JSONB'] },
      type,
    );
  });
});

describe('types that are created only where they do not exist', () => {
  const guardsOf = (body: string) =>
    revisionSql(
      `${IMPORTS}def upgrade():\n    ${body}\n`,
      'upgrade',
      new RunState({ namingConvention: null, serverVersion: null }),
    ).statements.map(({ sql, guard }) => [sql, guard?.kind]);

  it('postgresql.ENUM looks first', () => {
    assert.deepEqual(guardsOf('postgresql.ENUM("a", name="e").create(op.get_bind())'), [
      ["CREATE TYPE e AS ENUM ('a')", 'type-absent'],
    ]);
    assert.deepEqual(guardsOf('postgresql.ENUM("a", name="e").drop(op.get_bind())'), [
      ['DROP TYPE e', 'type-present'],
    ]);
  });
  it('sa.Enum does not', () => {
    assert.deepEqual(guardsOf('sa.Enum("a", name="e").create(op.get_bind())'), [
      ["CREATE TYPE e AS ENUM ('a')", undefined],
    ]);
  });
  it('unless the call says otherwise', () => {
    assert.deepEqual(guardsOf('postgresql.ENUM("a", name="e").create(op.get_bind(), checkfirst=False)'), [
      ["CREATE TYPE e AS ENUM ('a')", undefined],
    ]);
  });
});

it('a type that one revision creates is remembered in the next', () => {
  const state = new RunState({ namingConvention: null, serverVersion: null });
  const source = (table: string) =>
    `${IMPORTS}def upgrade():\n    op.create_table("${table}", sa.Column("a", sa.Enum("x", name="e")))\n`;
  const counts = ['t', 'u'].map((table) => revisionSql(source(table), 'upgrade', state).statements.length);
  assert.deepEqual(counts, [2, 1]);
});
