/** A body of `upgrade()` that fails, what our rule says of it, and what really happens. */
export interface BodyCase {
  readonly body: string;
  /** Undefined: the body is in order. */
  readonly rule: string | undefined;
  /** What the finding marks. */
  readonly mark?: string;
  /** Real Alembic on real PostgreSQL: the exception's class or the SQLSTATE; undefined: it runs. */
  readonly real: string | undefined;
  /** What is in the database before. */
  readonly begin?: readonly string[];
  /** Titles of the fixes. */
  readonly fixes?: readonly string[];
}

const T = ['CREATE TABLE t (a integer, b text)'];

const SQL_SYNTAX: readonly BodyCase[] = [
  { body: 'op.execute("SELEC 1")', rule: 'sql-syntax', mark: 'SELEC', real: '42601' },
  { body: 'op.execute("""\n        SELECT 1,\n    """)', rule: 'sql-syntax', mark: '1,', real: '42601' },
  { body: `op.execute("SELECT 'it's'")`, rule: 'sql-syntax', mark: `'`, real: '42601' },
  { body: 'op.execute("SELECT \'abc")', rule: 'sql-syntax', mark: "'abc", real: '42601' },
  { body: 'op.execute("SELECT 1; SELECT 2 2")', rule: 'sql-syntax', mark: '2', real: '42601' },
  { body: 'op.execute("SELECT \'äöü 😀\' \\n FORM t")', rule: 'sql-syntax', mark: 't', real: '42601' },
  { body: 'op.execute("SELECT " "1 " + "2")', rule: 'sql-syntax', mark: '2', real: '42601' },
  { body: 't = "t"\n    op.execute(f"DROP TABLE {t} {t} IF")', rule: 'sql-syntax', mark: 't', real: '42601' },
  { body: 'op.execute("DROP TABEL %s" % "t")', rule: 'sql-syntax', mark: 'TABEL', real: '42601' },
  {
    body: 'op.execute(sa.text("SELECT :x FRM t").bindparams(x=1))',
    rule: 'sql-syntax',
    mark: 't',
    real: '42601',
  },
  {
    body: 'op.get_bind().execute(sa.text("UPDATE t SET a = :a WERE b = :b"), {"a": 1, "b": "x"})',
    rule: 'sql-syntax',
    mark: 'WERE',
    begin: T,
    real: '42601',
  },
  { body: 'op.execute(sa.DDL("DROP TABEL t"))', rule: 'sql-syntax', mark: 'TABEL', real: '42601' },
  { body: 'op.get_bind().exec_driver_sql("DROP TABEL t")', rule: 'sql-syntax', mark: 'TABEL', real: '42601' },
  {
    body: 'op.create_table("u", sa.Column("a", sa.Integer(), server_default=sa.text("1 +")))',
    rule: 'sql-syntax',
    mark: '"1 +"',
    real: '42601',
  },
  {
    body: 'op.create_check_constraint("c", "t", "a >> > 0")',
    rule: 'sql-syntax',
    mark: '>',
    begin: T,
    real: '42601',
  },
  {
    body: 'op.execute("COPY t FROM stdin;\\n1\\n\\\\.")',
    rule: 'sql-syntax',
    mark: '1',
    begin: T,
    real: '42601',
  },
  { body: 'op.execute("SELECT %(x)s")', rule: 'sql-syntax', mark: '%', real: '42601' },
  { body: 'op.execute("DO $$ BEGIN PERFORM 1; END $$")', rule: undefined, real: undefined },
  { body: 'op.execute("-- one\\n/* two */ SELECT 1;")', rule: undefined, real: undefined },
  { body: 'op.execute("SELECT 1; SELECT 2;")', rule: undefined, real: undefined },
  { body: "op.execute(\"SELECT 'a' LIKE '%%'\")", rule: undefined, real: undefined },
  { body: "op.execute(r\"SELECT '12:30'::time, '\\:x', E'\\\\n'\")", rule: undefined, real: undefined },
  {
    body: 'op.execute(sa.text("SELECT 1 WHERE 1 IN :x").bindparams(sa.bindparam("x", [1], expanding=True)))',
    rule: undefined,
    real: undefined,
  },
];

const WRONG_CALLS: readonly BodyCase[] = [
  {
    body: 'op.drop_constraint("c")',
    rule: 'wrong-arguments',
    mark: 'op.drop_constraint("c")',
    real: 'TypeError',
  },
  {
    body: 'op.add_column("t", sa.Column("c", sa.Text(), nulable=True))',
    rule: 'wrong-arguments',
    mark: 'nulable',
    real: 'TypeError',
    fixes: ['Change to "nullable"'],
  },
  {
    body: 'op.add_column("t", sa.Column("c", sa.String(lenght=3)))',
    rule: 'wrong-arguments',
    mark: 'lenght',
    real: 'TypeError',
    fixes: ['Change to "length"'],
  },
  {
    body: 'op.drop_column("t", "a", "b")',
    rule: 'wrong-arguments',
    mark: '"b"',
    begin: T,
    real: 'TypeError',
  },
  {
    body: 'op.drop_constraint("c", "t", type_="fk")',
    rule: 'wrong-arguments',
    mark: '"fk"',
    real: 'TypeError',
  },
  {
    body: 'op.drop_column(tabel, "a")',
    rule: 'unknown-name',
    mark: 'tabel',
    real: 'NameError',
  },
  {
    body: 'op.execute(text("SELECT 1"))',
    rule: 'unknown-name',
    mark: 'text',
    real: 'NameError',
    fixes: ['Add "from sqlalchemy import text"'],
  },
  {
    body: 'op.create_tabel("x")',
    rule: 'unknown-name',
    mark: 'create_tabel',
    real: 'AttributeError',
    fixes: ['Change to "create_table"'],
  },
  { body: 'op.no_such("x")', rule: 'unknown-name', mark: 'no_such', real: 'AttributeError' },
  {
    body: 'op.create_foreign_key("f", "a", "b", ["x"], ["y", "z"])',
    rule: 'refused-operation',
    mark: 'op.create_foreign_key("f", "a", "b", ["x"], ["y", "z"])',
    real: 'ArgumentError',
  },
  {
    body: 'op.create_table("u", sa.Column("a", sa.Integer()), sa.UniqueConstraint("b"))',
    rule: 'refused-operation',
    mark: 'op.create_table("u", sa.Column("a", sa.Integer()), sa.UniqueConstraint("b"))',
    real: 'ConstraintColumnNotFoundError',
  },
  {
    body: 'op.add_column("t", sa.Column("c", sa.Enum("x")))',
    rule: 'refused-operation',
    mark: 'op.add_column("t", sa.Column("c", sa.Enum("x")))',
    begin: T,
    real: 'CompileError',
  },
  {
    body: 'op.alter_column("t", "a", nulable=False)',
    rule: 'ignored-argument',
    mark: 'nulable',
    begin: T,
    real: undefined,
    fixes: ['Change to "nullable"'],
  },
  {
    body: 'op.alter_column("t", "a", nullable=False, mysql_comment="x")',
    rule: undefined,
    begin: T,
    real: undefined,
  },
  { body: 'raise RuntimeError("on purpose")', rule: undefined, real: 'RuntimeError' },
  { body: 'assert False', rule: undefined, real: 'AssertionError' },
];

const LONG = 'x'.repeat(64);
const WIDE = 'ä'.repeat(32);

const NAMES: readonly BodyCase[] = [
  {
    body: 'op.drop_constraint(None, "t", type_="foreignkey")',
    rule: 'unnamed-constraint',
    mark: 'None',
    begin: T,
    real: 'CompileError',
  },
  {
    body: 'op.drop_constraint(constraint_name=None, table_name="t")',
    rule: 'unnamed-constraint',
    mark: 'None',
    begin: T,
    real: 'CompileError',
  },
  {
    body: `op.create_index("${LONG}", "t", ["a"])`,
    rule: 'identifier-too-long',
    mark: `"${LONG}"`,
    begin: T,
    real: 'IdentifierError',
  },
  { body: `op.create_index(op.f("${LONG}"), "t", ["a"])`, rule: undefined, begin: T, real: undefined },
  {
    body: `op.create_index("${WIDE}", "t", ["a"])`,
    rule: 'identifier-too-long',
    mark: `"${WIDE}"`,
    begin: T,
    real: undefined,
  },
  {
    body: `op.add_column("t", sa.Column("${LONG}", sa.Integer()))`,
    rule: 'identifier-too-long',
    mark: `"${LONG}"`,
    begin: T,
    real: undefined,
  },
  {
    body: 'op.create_table("u", sa.Column("a", sa.Integer()), sa.Column("a", sa.Text()))',
    rule: 'duplicate-column',
    mark: '"a"',
    real: 'DuplicateColumnError',
  },
];

const ADD = 'op.add_column("t", sa.Column("c", sa.Integer()))';

const CONTRADICTIONS: readonly BodyCase[] = [
  { body: `${ADD}\n    ${ADD}`, rule: 'repeated-operation', mark: ADD, begin: T, real: '42701' },
  {
    body: 'op.drop_column("t", "a")\n    op.drop_column("t", "a")',
    rule: 'repeated-operation',
    mark: 'op.drop_column("t", "a")',
    begin: T,
    real: '42703',
  },
  {
    body: 'op.drop_column("t", "a")\n    op.drop_column("t", "a", if_exists=True)',
    rule: undefined,
    begin: T,
    real: undefined,
  },
  {
    body: 'op.alter_column("t", "a", new_column_name="z")\n    op.drop_column("t", "a")',
    rule: 'repeated-operation',
    mark: 'op.drop_column("t", "a")',
    begin: T,
    real: '42703',
  },
  {
    body: 'op.drop_table("t")\n    op.add_column("t", sa.Column("z", sa.Integer()))',
    rule: 'repeated-operation',
    mark: 'op.add_column("t", sa.Column("z", sa.Integer()))',
    begin: T,
    real: '42P01',
  },
  {
    body: 'op.create_table("u", sa.Column("a", sa.Integer()))\n    op.create_table("u", sa.Column("b", sa.Integer()))',
    rule: 'repeated-operation',
    mark: 'op.create_table("u", sa.Column("b", sa.Integer()))',
    real: '42P07',
  },
  {
    body: 'op.create_index("i", "t", ["a"])\n    op.create_index("i", "t", ["b"])',
    rule: 'repeated-operation',
    mark: 'op.create_index("i", "t", ["b"])',
    begin: T,
    real: '42P07',
  },
  {
    body: 'op.create_index("i", "t", ["a"])\n    op.drop_column("t", "a")\n    op.create_index("i", "t", ["b"])',
    rule: undefined,
    begin: T,
    real: undefined,
  },
  {
    body: 'op.create_unique_constraint("q", "t", ["a"])\n    op.create_unique_constraint("q", "t", ["b"])',
    rule: 'repeated-operation',
    mark: 'op.create_unique_constraint("q", "t", ["b"])',
    begin: T,
    real: '42P07',
  },
  {
    body: `${ADD}\n    op.execute("ALTER TABLE t DROP COLUMN c")\n    ${ADD}`,
    rule: undefined,
    begin: T,
    real: undefined,
  },
];

const ENUMS: readonly BodyCase[] = [
  {
    body: 'op.add_column("t", sa.Column("c", sa.Enum("x", "y", name="kind")))',
    rule: 'enum-never-created',
    mark: 'sa.Enum("x", "y", name="kind")',
    begin: T,
    real: '42704',
    fixes: ['Create the type "kind" first'],
  },
  {
    body: 'op.create_table("u", sa.Column("c", postgresql.ENUM("x", name="kind", create_type=False)))',
    rule: 'enum-never-created',
    mark: 'postgresql.ENUM("x", name="kind", create_type=False)',
    real: '42704',
    fixes: ['Create the type "kind" first'],
  },
  {
    body: 'op.create_table("u", sa.Column("c", sa.Enum("x", name="kind")))',
    rule: undefined,
    real: undefined,
  },
  {
    body: 'op.create_table("u", sa.Column("c", sa.Enum("x", name="kind")))\n    op.add_column("t", sa.Column("c", sa.Enum("x", name="kind")))',
    rule: undefined,
    begin: T,
    real: undefined,
  },
  {
    body: 'k = sa.Enum("x", name="kind")\n    k.create(op.get_bind())\n    op.add_column("t", sa.Column("c", k))',
    rule: undefined,
    begin: T,
    real: undefined,
  },
  {
    body: 'op.execute("CREATE TYPE kind AS ENUM (\'x\')")\n    op.add_column("t", sa.Column("c", sa.Enum("x", name="kind")))',
    rule: undefined,
    begin: T,
    real: undefined,
  },
];

export const BODY_CASES: readonly BodyCase[] = [
  ...SQL_SYNTAX,
  ...WRONG_CALLS,
  ...NAMES,
  ...CONTRADICTIONS,
  ...ENUMS,
];

export function bodyText(body: string): string {
  return `"""a revision"""\nfrom alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\n\nrevision = "aaaa1"\ndown_revision = None\n\n\ndef upgrade() -> None:\n    ${body}\n`;
}
