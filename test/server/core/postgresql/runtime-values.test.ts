import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { revisionSql } from '../../../../server/src/core/plan/revision-sql.ts';
import { withoutRuntimeValues } from '../../../../server/src/core/plan/without-runtime-values.ts';
import { RunState } from '../../../../server/src/core/postgresql/compile-operations.ts';
import { withValues } from '../../../../server/src/core/postgresql/runtime-values.ts';
import type { RevisionSql } from '../../../../server/src/core/postgresql/statement.ts';
import type { RuntimeMark } from '../../../../server/src/core/python/runtime-mark.ts';

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const HEADER = `
from alembic import op
import datetime, json, os, random, secrets, time, uuid
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

t = sa.table("t", sa.column("id", postgresql.UUID), sa.column("at", sa.DateTime), sa.column("data", postgresql.JSONB))
`;

function read(body: string): RevisionSql {
  const source = `${HEADER}\ndef upgrade():\n${body.replace(/^/gm, '    ')}\n`;
  return revisionSql(source, 'upgrade', new RunState({ namingConvention: null, serverVersion: null }));
}

function fixedValue({ maker, form, shift }: RuntimeMark): string {
  if (maker === 'uuid4') return form === 'hex' ? ID.replaceAll('-', '') : ID;
  const time = new Date(Date.UTC(2020, 0, 2, 3, 4, 5) + shift / 1000).toISOString().slice(0, 19);
  const fields: Readonly<Record<string, string>> = {
    iso: time,
    date: time.slice(0, 10),
    Y: '2020',
    m: '01',
    d: '02',
  };
  return fields[form] ?? time.replace('T', ' ');
}

/** The same program with the calls replaced by what they give must send the same text. */
function check(body: string): void {
  const made = read(body);
  const known = read(
    body
      .replaceAll('uuid.uuid4()', `uuid.UUID("${ID}")`)
      .replaceAll('datetime.datetime.utcnow()', 'datetime.datetime(2020, 1, 2, 3, 4, 5)'),
  );
  assert.deepEqual(made.unresolved, []);
  assert.ok(made.statements.some(({ runtime }) => runtime !== undefined));
  assert.deepEqual(
    made.statements.map(({ sql, runtime }) =>
      runtime === undefined ? sql : withValues(runtime, fixedValue),
    ),
    known.statements.map(({ sql }) => sql),
  );
}

describe('values that are made when the migration runs', () => {
  const bodies = [
    'op.execute(f"INSERT INTO t VALUES (\'{uuid.uuid4()}\')")',
    "op.execute(\"INSERT INTO t VALUES ('{}', '{}')\".format(uuid.uuid4(), datetime.datetime.utcnow()))",
    'op.execute("INSERT INTO t VALUES (\'%s\')" % uuid.uuid4())',
    'op.execute("SELECT \'" + str(uuid.uuid4()) + "-x\'")',
    'op.execute("SELECT \'a-" + uuid.uuid4().hex + "\'")',
    'op.execute("SELECT " + ", ".join(["\'" + str(uuid.uuid4()) + "\'", "1"]))',
    'ids = [str(uuid.uuid4()) for _ in range(3)]\nop.execute("SELECT \'" + "\',\'".join(ids) + "\'")',
    'op.get_bind().execute(sa.text("SELECT :a, \'it\'\'s\'"), {"a": uuid.uuid4()})',
    'op.execute(sa.text("SELECT :a").bindparams(a=uuid.uuid4()))',
    'op.execute(sa.text(f"SELECT \'{uuid.uuid4()}\'"))',
    'op.execute(t.insert().values(id=uuid.uuid4(), at=datetime.datetime.utcnow()))',
    'op.execute(t.update().where(t.c.id == uuid.uuid4()).values(data={"id": str(uuid.uuid4()), "n": "it\'s é"}))',
    'op.bulk_insert(t, [{"id": uuid.uuid4(), "at": datetime.datetime.utcnow() - datetime.timedelta(days=400, seconds=1)}])',
    "now = datetime.datetime.utcnow()\nop.execute(f\"SELECT '{now.isoformat()}', '{now.date()}', '{now.strftime(\"%Y/%m/%d\")}'\")",
    'op.execute(f"SELECT \'{json.dumps({"id": str(uuid.uuid4())})}\'")',
    'op.add_column("t", sa.Column("a", sa.String, server_default=sa.text(f"\'{uuid.uuid4()}\'")))',
    'i = uuid.uuid4()\nif i and i is not None and isinstance(i, uuid.UUID):\n    op.execute(f"SELECT \'{i}\'")',
  ];
  for (const body of bodies) it(body, () => check(body));

  it('a default of a table is made for each row', () => {
    const { statements } = read(
      'x = sa.Table("x", sa.MetaData(), sa.Column("id", sa.String, default=lambda: str(uuid.uuid4())), sa.Column("n", sa.Integer))\n' +
        'op.bulk_insert(x, [{"n": 1}, {"n": 2}])',
    );
    const calls = statements.flatMap(({ runtime = [] }) =>
      runtime.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.call])),
    );
    assert.equal(new Set(calls).size, 2);
  });

  it('one call is one value, two calls are two', () => {
    const { statements } = read("i = uuid.uuid4()\nop.execute(f\"SELECT '{i}', '{i}', '{uuid.uuid4()}'\")");
    const [first] = statements;
    assert.equal(
      first?.sql,
      "SELECT :'uuid4_1', :'uuid4_1', :'uuid4_2' /* made when it runs: uuid4_1: uuid4(); uuid4_2: uuid4() */",
    );
  });

  it('is shown as what no server runs', () => {
    const { statements } = read('op.execute(f"SELECT \'a-{uuid.uuid4()}-b\', {int(time.time())}")');
    assert.equal(
      statements[0]?.sql,
      "SELECT 'a-'\n:'uuid4_1'\n'-b', :time_2_integer /* made when it runs: uuid4_1: uuid4(); time_2_integer: time.time() */",
    );
  });
});

describe('what is not known of such a value', () => {
  const bodies = [
    'op.execute("SELECT \'" + str(uuid.uuid4())[:8] + "\'")',
    'op.execute("SELECT \'" + str(uuid.uuid4()).upper() + "\'")',
    'op.execute("SELECT \'" + str(uuid.uuid4()).replace("-", "") + "\'")',
    'op.execute(f"SELECT \'{str(uuid.uuid4()):>40}\'")',
    'op.execute("SELECT \'%40s\'" % uuid.uuid4())',
    'op.execute(f"SELECT \':{uuid.uuid4()}\'")',
    'op.execute(f"SELECT $${uuid.uuid4()}$$")',
    'op.execute(f"SELECT {[uuid.uuid4()]}")',
    'op.execute(f"SELECT {uuid.uuid4()!r}")',
    'op.drop_table(f"t_{uuid.uuid4().hex}")',
    'op.add_column(f"t_{uuid.uuid4().hex}", sa.Column("a", sa.Integer))',
    'op.add_column("t", sa.Column(uuid.uuid4().hex, sa.Integer))',
    'op.add_column("t", sa.Column("a", sa.String, server_default=str(uuid.uuid4())))',
    'if len(str(uuid.uuid4())) == 36:\n    op.drop_table("t")',
    'if str(uuid.uuid4()) < "8":\n    op.drop_table("t")',
    'if random.random() < 0.5:\n    op.drop_table("t")',
    'if "a" in uuid.uuid4().hex:\n    op.drop_table("t")',
    'if str(uuid.uuid4()) in {"a": 1}:\n    op.drop_table("t")',
    'for letter in uuid.uuid4().hex:\n    op.drop_table(letter)',
    'random.seed(1)\nop.execute(f"SELECT {random.random()}")',
    'op.execute(f"SELECT {random.choice([1, 2])}")',
    'op.execute(f"SELECT {round(time.time())}")',
    'op.execute(f"SELECT {time.time() * 1000}")',
    'op.execute("SELECT \'" + datetime.datetime.utcnow().replace(microsecond=0).isoformat() + "\'")',
    'try:\n    op.execute(f"SELECT {int(str(uuid.uuid4()))}")\nexcept ValueError:\n    op.drop_table("t")',
  ];
  for (const body of bodies) {
    it(body, () => {
      const { statements, unresolved } = read(body);
      assert.deepEqual(statements, []);
      assert.ok(unresolved.length > 0);
      assert.ok(unresolved.every(({ raises }) => raises === undefined));
    });
  }
});

describe('a script that others run', () => {
  it('holds no value that one run made', () => {
    const sql = read(
      'op.drop_table("a")\n' +
        'with op.get_context().autocommit_block():\n' +
        '    op.execute(f"SELECT \'{uuid.uuid4()}\'")\n' +
        '    op.drop_table("b")\n' +
        'op.drop_table("c")',
    );
    const script = withoutRuntimeValues(sql);
    assert.deepEqual(
      script.statements.map((statement) => statement.sql),
      ['DROP TABLE a', 'DROP TABLE b', 'DROP TABLE c'],
    );
    assert.deepEqual(script.autocommitBlocks, [{ start: 1, end: 2 }]);
    assert.deepEqual(
      script.unresolved.map(({ statementsBefore, reason }) => [statementsBefore, reason]),
      [[1, 'the values of this statement are made when it runs']],
    );
  });
});
