# == f-string with format spec
op.execute(f"SELECT {5:03d}, '{'x'!r}', {1.5:.2f}")

# == percent formatting
op.execute("SELECT %d, '%s', %%" % (5, "x"))

# == format with names and indexes
op.execute("SELECT {0}, {b}, {0}, {{}}".format(1, b=2))

# == concatenation of literals
op.execute("SELECT " "1, " "2")

# == join over a generator
op.execute("SELECT " + ", ".join(f"'{x}'" for x in ("a", "b")))

# == nested comprehension with a condition
op.execute("SELECT " + ", ".join([str(x * y) for x in range(3) for y in range(2) if x != y]))

# == slicing and indexing
NAMES = ["a", "b", "c"]
# ---
op.drop_table(NAMES[-1])
for name in NAMES[:2]:
    op.drop_table(name)

# == helper function of the file
def drop(*names, schema=None):
    for name in names:
        op.drop_table(name, schema=schema)


# ---
drop("a", "b", schema="s")

# == helper function that gives columns
def timestamps():
    return [
        sa.Column("created_at", sa.DateTime(), server_default=sa.func.now()),
        sa.Column("updated_at", sa.DateTime()),
    ]


# ---
op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True), *timestamps())

# == default arguments and keyword-only
def add(table, *, name="a", type_=sa.Integer()):
    op.add_column(table, sa.Column(name, type_))


# ---
add("t")
add("u", name="b", type_=sa.Text())

# == lambda
column = lambda name: sa.Column(name, sa.Integer())  # noqa: E731
op.add_column("t", column("a"))

# == conditional expression
SCHEMA = None
# ---
op.drop_table("t", schema=SCHEMA if SCHEMA else "fallback")

# == dictionary methods
TABLES = {"a": ["x"], "b": ["y", "z"]}
# ---
for table in sorted(TABLES.keys(), reverse=True):
    for column in TABLES[table]:
        op.drop_column(table, column)
op.drop_table(TABLES.get("q", ["none"])[0])

# == enumerate and zip
for i, (a, b) in enumerate(zip("ab", "cd"), start=1):
    op.execute(f"SELECT {i}, '{a}', '{b}'")

# == while loop
n = 0
while n < 3:
    n += 1
    if n == 2:
        continue
    op.execute(f"SELECT {n}")

# == for else and break
for n in [1, 2, 3]:
    if n == 2:
        break
    op.execute(f"SELECT {n}")
else:
    op.execute("SELECT 'never'")

# == try finally
try:
    op.drop_table("a")
finally:
    op.drop_table("b")

# == set operations
OLD = {"a", "b"}
NEW = {"b", "c"}
# ---
for name in sorted(OLD - NEW):
    op.drop_table(name)
for name in sorted(NEW | OLD):
    op.rename_table(name, name + "_x")

# == string methods
op.execute("select 1".upper().replace("1", "2").strip())
op.drop_table("  t ".strip())
op.drop_table("a,b".split(",")[1])

# == isinstance and len
for name in ["a", ["b", "c"]]:
    if isinstance(name, str):
        op.drop_table(name)
    else:
        op.execute(f"SELECT {len(name)}")

# == walrus and chained comparison
if (n := 5) and 1 < n < 10:
    op.execute(f"SELECT {n}")

# == unpacking
first, *rest = ["a", "b", "c"]
op.drop_table(first)
for name in rest:
    op.drop_table(name)

# == dictionary merge
base = {"nullable": False}
op.add_column("t", sa.Column("a", sa.Integer(), **{**base, "server_default": "1"}))

# == assert that holds
assert True, "never"
op.drop_table("t")

# == assert that fails
op.drop_table("a")
assert False, "stop here"

# == raise
raise NotImplementedError("cannot go back")

# == undefined name
op.drop_table(undefined_name)

# == json dumps
import json
# ---
t = sa.table("t", sa.column("a", sa.String))
op.execute(t.update().values(a=json.dumps({"k": [1, None, True], "s": "it's"})))

# == format of a date
import datetime
# ---
op.execute(f"SELECT '{datetime.date(2020, 1, 2)}', '{datetime.datetime(2020, 1, 2, 3).isoformat()}'")

# == class with constants
class Names:
    TABLE = "t"
    COLUMNS = ("a", "b")


# ---
for column in Names.COLUMNS:
    op.drop_column(Names.TABLE, column)

# == integer arithmetic
op.execute(f"SELECT {7 // 2}, {-7 // 2}, {-7 % 3}, {2**10}, {7 / 2}, {1e3}, {10**25}")

# == boolean texts
op.execute(f"SELECT {True}, {None}, {[1, 'a']}, {('x',)}, { {'k': 1} }")

# == raw and multi-line strings
op.execute(r"SELECT '\d+'")
op.execute(
    """
    SELECT 1
      , 2
"""
)

# == from alembic.op
from alembic.op import create_table, drop_column
# ---
create_table("t", sa.Column("a", sa.Integer()))
drop_column("t", "b")

# == op by another name
import alembic.op as operations
# ---
operations.drop_table("t")

# == global statement and nested function
def outer():
    def inner(name):
        op.drop_table(name)

    inner("a")


# ---
outer()

# == map and filter
for name in map(str.lower, filter(None, ["A", "", "B"])):
    op.drop_table(name)

# == any and all
if any(x > 2 for x in [1, 2, 3]) and all([True, 1]):
    op.drop_table("t")

# == match statement
match "b":
    case "a":
        op.drop_table("a")
    case "b" | "c":
        op.drop_table("bc")
