# == rows of text and numbers
t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("on", sa.Boolean))
op.bulk_insert(t, [{"id": 1, "name": "it's", "on": True}, {"id": 2, "name": None, "on": False}])

# == no rows
t = sa.table("t", sa.column("id", sa.Integer))
op.bulk_insert(t, [])

# == some columns only
t = sa.table("t", sa.column("b", sa.Integer), sa.column("a", sa.String))
op.bulk_insert(t, [{"a": "x"}])

# == keys in another order
t = sa.table("t", sa.column("a", sa.String), sa.column("b", sa.Integer))
op.bulk_insert(t, [{"b": 1, "a": "x"}, {"a": "y", "b": 2}])

# == rows with different keys
t = sa.table("t", sa.column("a", sa.String), sa.column("b", sa.Integer))
op.bulk_insert(t, [{"a": "x", "b": 1}, {"a": "y"}])

# == unknown column
t = sa.table("t", sa.column("a", sa.String))
op.bulk_insert(t, [{"zz": 1}])

# == not a list
t = sa.table("t", sa.column("a", sa.String))
op.bulk_insert(t, {"a": "x"})

# == rows that are no dictionaries
t = sa.table("t", sa.column("a", sa.String))
op.bulk_insert(t, [("x",)])

# == schema and quoting
t = sa.table("My T", sa.column("Order", sa.String), schema="S")
op.bulk_insert(t, [{"Order": "x"}])

# == table that was just created
t = op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.Text()))
op.bulk_insert(t, [{"name": "x"}, {"id": 5, "name": "y"}])

# == a sa.Table
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.Text()))
op.bulk_insert(t, [{"id": 1, "name": "x"}])

# == a sa.Table with a Python default
t = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer()), sa.Column("name", sa.Text(), default="d"))
op.bulk_insert(t, [{"id": 1}])

# == multiinsert false
t = sa.table("t", sa.column("id", sa.Integer))
op.bulk_insert(t, [{"id": 1}, {"id": 2}], multiinsert=False)

# == inline literal
t = sa.table("t", sa.column("a", sa.String))
op.bulk_insert(t, [{"a": op.inline_literal("x")}], multiinsert=False)

# == inline literal of a date
import datetime
# ---
t = sa.table("t", sa.column("a", sa.Date))
op.bulk_insert(t, [{"a": op.inline_literal(datetime.date(2020, 1, 2))}], multiinsert=False)

# == enum column
t = sa.table("t", sa.column("a", sa.Enum("x", "y", name="e")))
op.bulk_insert(t, [{"a": "x"}, {"a": "zz"}])

# == rows from a comprehension
t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String))
op.bulk_insert(t, [{"id": i, "name": f"n{i}"} for i in range(1, 4)])

# == rows from a constant with zip
NAMES = ("a", "b")
# ---
t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String))
op.bulk_insert(t, [dict(id=i, name=n) for i, n in enumerate(NAMES)])

# == untyped column
t = sa.table("t", sa.column("a"))
op.bulk_insert(t, [{"a": "x"}])

# == two tables
a = sa.table("a", sa.column("x", sa.Integer))
b = sa.table("b", sa.column("y", sa.Integer))
op.bulk_insert(a, [{"x": 1}])
op.bulk_insert(b, [{"y": 2}])

# == one case per value of type: op.bulk_insert(sa.table("t", sa.column("a", {}
#| sa.String)), [{"a": "a'b"}])
#| sa.String)), [{"a": "100%"}])
#| sa.String)), [{"a": "a\\b"}])
#| sa.String)), [{"a": "tab\there"}])
#| sa.String)), [{"a": "line\nbreak"}])
#| sa.String)), [{"a": ":x"}])
#| sa.String)), [{"a": ""}])
#| sa.String)), [{"a": 5}])
#| sa.String)), [{"a": sa.func.lower("X")}])
#| sa.Text())), [{"a": "it's"}])
#| sa.Unicode(5))), [{"a": "ü"}])
#| sa.Integer)), [{"a": -5}])
#| sa.Integer)), [{"a": 10**20}])
#| sa.Integer)), [{"a": True}])
#| sa.Integer)), [{"a": 5.5}])
#| sa.Integer)), [{"a": "5"}])
#| sa.Integer)), [{"a": "x"}])
#| sa.BigInteger)), [{"a": 1_000_000}])
#| sa.Boolean)), [{"a": True}])
#| sa.Boolean)), [{"a": 1}])
#| sa.Boolean)), [{"a": "yes"}])
#| sa.Boolean)), [{"a": None}])
#| sa.Float)), [{"a": 1.5}])
#| sa.Float)), [{"a": 1e30}])
#| sa.Float)), [{"a": 1e-7}])
#| sa.Float)), [{"a": 5}])
#| sa.Float)), [{"a": 0.1 + 0.2}])
#| sa.Numeric(10, 2))), [{"a": 1.5}])
#| sa.Numeric(10, 2))), [{"a": "1.50"}])
#| sa.Numeric(10, 2))), [{"a": 5}])
#| sa.Uuid)), [{"a": "00000000-0000-4000-8000-000000000001"}])
#| sa.Uuid(as_uuid=False))), [{"a": "00000000-0000-4000-8000-000000000001"}])
#| postgresql.UUID())), [{"a": "00000000-0000-4000-8000-000000000001"}])
#| postgresql.UUID(as_uuid=False))), [{"a": "00000000-0000-4000-8000-000000000001"}])
#| sa.Date)), [{"a": "2020-01-02"}])
#| sa.DateTime)), [{"a": "2020-01-02"}])
#| sa.DateTime(timezone=True))), [{"a": sa.func.now()}])
#| sa.LargeBinary)), [{"a": b"a'b"}])
#| sa.LargeBinary)), [{"a": b"\xff"}])
#| sa.JSON)), [{"a": {"b": 1}}])
#| sa.JSON)), [{"a": None}])
#| sa.JSON)), [{"a": sa.JSON.NULL}])
#| postgresql.JSONB)), [{"a": {"b": [1, None, True]}}])
#| postgresql.JSONB)), [{"a": "x"}])
#| postgresql.JSONB)), [{"a": []}])
#| postgresql.ARRAY(sa.Integer))), [{"a": [1, 2]}])
#| postgresql.ARRAY(sa.String))), [{"a": ["x", "it's"]}])
#| postgresql.ARRAY(sa.String))), [{"a": []}])
#| postgresql.ARRAY(sa.Integer))), [{"a": [[1], [2]]}])
#| postgresql.ARRAY(sa.String))), [{"a": None}])
#| postgresql.HSTORE)), [{"a": {"k": "v"}}])
#| postgresql.INET)), [{"a": "10.0.0.1"}])
#| postgresql.ENUM("x", name="e"))), [{"a": "x"}])

# == date and time values
import datetime
# ---
t = sa.table(
    "t",
    sa.column("d", sa.Date),
    sa.column("dt", sa.DateTime),
    sa.column("tz", sa.DateTime(timezone=True)),
    sa.column("ti", sa.Time),
)
op.bulk_insert(
    t,
    [
        {
            "d": datetime.date(2020, 1, 2),
            "dt": datetime.datetime(2020, 1, 2, 3, 4, 5, 6),
            "tz": datetime.datetime(2020, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc),
            "ti": datetime.time(3, 4, 5),
        }
    ],
)

# == decimal values
from decimal import Decimal
# ---
t = sa.table("t", sa.column("a", sa.Numeric(10, 2)))
op.bulk_insert(t, [{"a": Decimal("1.50")}, {"a": Decimal("-0.00")}, {"a": Decimal("1E+10")}])

# == uuid values
import uuid
# ---
t = sa.table("t", sa.column("key", sa.Uuid))
op.bulk_insert(t, [{"key": uuid.UUID("00000000-0000-4000-8000-000000000001")}])

# == timedelta values
from datetime import timedelta
# ---
t = sa.table("t", sa.column("a", sa.Interval))
op.bulk_insert(t, [{"a": timedelta(days=1, seconds=5)}])

# == Python enum values
import enum


class Color(enum.Enum):
    RED = "red"


# ---
t = sa.table("t", sa.column("a", sa.Enum(Color, name="color")))
op.bulk_insert(t, [{"a": Color.RED}, {"a": "RED"}])
