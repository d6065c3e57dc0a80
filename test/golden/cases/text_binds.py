# == one case per statement: op.execute({})
#| "SELECT 1"
#| "SELECT 1;"
#| "  SELECT 1  "
#| "\n    UPDATE t\n    SET a = 1\n    "
#| ""
#| "SELECT 1; SELECT 2"
#| "SELECT '\t'"
#| "UPDATE t SET a = :x"
#| "UPDATE t SET a = ':x'"
#| "SELECT a::text"
#| "SELECT a::text, b :: int"
#| "SELECT '12:30'"
#| "SELECT 'http://host'"
#| "SELECT 'key: value'"
#| "SELECT arr[1:2]"
#| "SELECT arr[1:n]"
#| "SELECT arr[ :n ]"
#| "SELECT x ~ '[[:alpha:]]'"
#| "SELECT '{\"a\":1,\"b\":\"c\"}'"
#| "SELECT '{\"a\": 1}'"
#| "SELECT '(?:foo)'"
#| "SELECT :a::int"
#| "SELECT CAST(:a AS int)"
#| "-- it's :this\nSELECT 1"
#| "SELECT '\\:x'"
#| r"SELECT '\:x'"
#| r"SELECT '\\:x'"
#| "SELECT '100%'"
#| "SELECT a % 2"
#| "SELECT 'it''s'"
#| "SELECT E'\\\\n'"
#| "SELECT $$it's :x$$"
#| "SELECT 'ü :ü'"
#| "a:=1"
#| "SELECT '@:z', '#:y'"
#| "SELECT 'a :30 b'"
#| "DO $$ BEGIN RAISE NOTICE 'x'; END $$;"
#| sa.text("SELECT 1")
#| sa.text("SELECT :x").bindparams(x=1)
#| sa.text("SELECT :x").bindparams(x="it's")
#| sa.text("SELECT :x").bindparams(x=None)
#| sa.text("SELECT :x").bindparams(x=True)
#| sa.text("SELECT :x").bindparams(x=1.5)
#| sa.text("SELECT :x, :y").bindparams(x=1)
#| sa.text("SELECT :x, :x").bindparams(x=1)
#| sa.text("SELECT ':x'").bindparams(x=1)
#| sa.text("SELECT :x").bindparams(y=1)
#| sa.text("SELECT :x").bindparams(sa.bindparam("x", 5))
#| sa.text("SELECT :x").bindparams(sa.bindparam("x", "v", type_=sa.String()))
#| sa.text("SELECT :x").bindparams(sa.bindparam("x", value=None, type_=sa.Integer()))
#| sa.text("SELECT :x").bindparams(sa.bindparam("x", type_=sa.Integer()))
#| sa.text("a IN :c").bindparams(sa.bindparam("c", ["x", "y"], expanding=True))
#| sa.text("a IN :c").bindparams(sa.bindparam("c", [], expanding=True))
#| sa.text("SELECT :x").bindparams(x=["a", "b"])
#| sa.text("SELECT :x").bindparams(sa.bindparam("x", ["a"], type_=postgresql.ARRAY(sa.Text())))
#| sa.text("SELECT :x").bindparams(sa.bindparam("x", {"a": 1}, type_=postgresql.JSONB()))
#| sa.text("SELECT :x").bindparams(x={"a": 1})
#| sa.text("SELECT :x").columns(sa.column("x"))
#| f"SELECT {1 + 1}"
#| "SELECT '%s'" % "x"
#| "SELECT '{}', {n}".format("x", n=5)
#| "SELECT " + "1"
#| " ".join(["SELECT", "1"])
#| "select 1".upper()
#| None
#| 5
#| sqltext="SELECT 1"
#| "SELECT 1", execution_options={"a": 1}

# == dedent
from textwrap import dedent
# ---
op.execute(
    dedent(
        """
        CREATE VIEW v AS
            SELECT 1
        """
    )
)

# == constant of the module
SQL = """
CREATE FUNCTION f() RETURNS trigger AS $body$
BEGIN
    NEW.a := 1;
    RETURN NEW;
END;
$body$ LANGUAGE plpgsql
"""
# ---
op.execute(SQL)

# == execute through the bind
op.get_bind().execute(sa.text("UPDATE t SET a = 1"))

# == execute through the bind with parameters
op.get_bind().execute(sa.text("UPDATE t SET a = :a"), {"a": 1})

# == execute through a named connection
conn = op.get_bind()
conn.execute(sa.text("DELETE FROM t WHERE a = :a").bindparams(a=5))

# == fetch of a query
rows = op.get_bind().execute(sa.text("SELECT 1")).fetchall()

# == context
with op.get_context().autocommit_block():
    op.execute("VACUUM t")

# == two autocommit blocks
with op.get_context().autocommit_block():
    op.execute("VACUUM t")
with op.get_context().autocommit_block():
    op.execute("VACUUM u")

# == dialect is known
if op.get_bind().dialect.name == "postgresql":
    op.execute("SELECT 'pg'")
else:
    op.execute("SELECT 'other'")

# == dialect of the context
if op.get_context().dialect.name != "postgresql":
    op.execute("SELECT 'other'")

# == offline mode
from alembic import context
# ---
if op.get_context().as_sql:
    op.execute("SELECT 'offline'")
