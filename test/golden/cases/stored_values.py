# == one case per value, in a table that was just made: op.bulk_insert(op.create_table("t", sa.Column("a", {}
#| sa.String())), [{"a": "a'b"}])
#| sa.String())), [{"a": "100%"}])
#| sa.String())), [{"a": "a\\b"}])
#| sa.String())), [{"a": "tab\there"}])
#| sa.String())), [{"a": "line\nbreak"}])
#| sa.String())), [{"a": ":x"}])
#| sa.String())), [{"a": ""}])
#| sa.String())), [{"a": 5}])
#| sa.String())), [{"a": sa.func.lower("X")}])
#| sa.Text())), [{"a": "it's"}])
#| sa.Unicode(5))), [{"a": "ü"}])
#| sa.Integer())), [{"a": -5}])
#| sa.Integer())), [{"a": 10**20}])
#| sa.Integer())), [{"a": True}])
#| sa.Integer())), [{"a": 5.5}])
#| sa.Integer())), [{"a": "5"}])
#| sa.Integer())), [{"a": "x"}])
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
#| postgresql.ARRAY(sa.Integer()))), [{"a": [1, 2]}])
#| postgresql.ARRAY(sa.String()))), [{"a": ["x", "it's"]}])
#| postgresql.ARRAY(sa.String()))), [{"a": []}])
#| postgresql.ARRAY(sa.Integer()))), [{"a": [[1], [2]]}])
#| postgresql.ARRAY(sa.String()))), [{"a": None}])
#| postgresql.HSTORE)), [{"a": {"k": "v"}}])
#| postgresql.INET)), [{"a": "10.0.0.1"}])
#| postgresql.ENUM("x", name="e"))), [{"a": "x"}])

# == several rows with generated keys
t = op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(20)))
op.bulk_insert(t, [{"name": "a"}, {"name": "it's"}, {"name": None}])

# == update, insert and delete in a table that was just made
t = op.create_table(
    "t",
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("name", sa.String(20), unique=True),
    sa.Column("data", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb")),
    sa.Column("tags", postgresql.ARRAY(sa.Text())),
)
op.execute(t.insert().values(name="x", tags=["a", "b"], data={"k": [1, "it's", None]}))
op.execute(t.insert().values({t.c.name: "y", t.c.id: 9}))
op.execute(postgresql.insert(t).values(name="x").on_conflict_do_update(index_elements=["name"], set_={"tags": []}))
op.execute(t.update().where(t.c.data["k"][1].astext == "it's").values(data={"k": "changed"}))
op.execute(t.update().where(t.c.tags == None).values(tags=["was null"]))
op.execute(t.delete().where(sa.and_(t.c.id > 100, sa.or_(t.c.name.startswith("x"), t.c.name.contains("y")))))

# == rows through the bind with parameters
t = op.create_table("t", sa.Column("id", sa.Integer()), sa.Column("name", sa.String(20)))
bind = op.get_bind()
bind.execute(sa.text("INSERT INTO t (id, name) VALUES (:id, :name)"), {"id": 1, "name": "it's"})
bind.execute(sa.text("INSERT INTO t (id, name) VALUES (:id, :name)"), [{"id": 2, "name": "b"}, {"id": 3, "name": None}])
bind.execute(t.insert(), [{"id": 4, "name": "100%"}, {"id": 5, "name": ":x"}])
bind.execute(t.update().where(t.c.id == 1).values(name="changed"))

# == dates, times and intervals
import datetime
# ---
t = op.create_table(
    "t",
    sa.Column("d", sa.Date()),
    sa.Column("dt", sa.DateTime()),
    sa.Column("tz", sa.DateTime(timezone=True)),
    sa.Column("ti", sa.Time()),
    sa.Column("iv", sa.Interval()),
)
op.bulk_insert(
    t,
    [
        {
            "d": datetime.date(2020, 1, 2),
            "dt": datetime.datetime(2020, 1, 2, 3, 4, 5, 6),
            "tz": datetime.datetime(2020, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc),
            "ti": datetime.time(3, 4, 5),
            "iv": datetime.timedelta(days=1, seconds=5),
        }
    ],
)

# == uuid and enum values
import enum
import uuid


class Color(enum.Enum):
    RED = "red"
    GREEN = "green"


# ---
t = op.create_table("t", sa.Column("u", sa.Uuid()), sa.Column("c", sa.Enum(Color, name="color")))
op.bulk_insert(t, [{"u": uuid.UUID("00000000-0000-4000-8000-000000000001"), "c": Color.RED}])
op.execute(t.update().where(t.c.c == Color.RED).values(c=Color.GREEN))

# == default of Python
t = op.create_table("t", sa.Column("a", sa.Integer(), default=5), sa.Column("b", sa.String(5)))
op.bulk_insert(t, [{"b": "x"}])
