#! module import collections
#! module import dataclasses
#! module import operator
#! module from collections import namedtuple
#! module from dataclasses import dataclass, field
#! module from typing import ClassVar, List, NamedTuple, Optional

# == dataclass with defaults
@dataclass
class Table:
    """A table."""

    name: str
    columns: List[str] = field(default_factory=list)
    schema: Optional[str] = None


TABLES = [Table("a", ["x", "y"]), Table("b", schema="s"), Table(name="c", columns=["z"])]
# ---
for table in TABLES:
    for column in table.columns:
        op.drop_column(table.name, column, schema=table.schema)
op.execute(f"SELECT '{Table('a').schema}', {len(Table('a').columns)}, '{Table.schema}'")
table = Table("q")
table.columns.append("w")
table.name = "r"
op.execute(f"SELECT '{table.name}', {len(table.columns)}, {len(Table('z').columns)}")

# == dataclass that is frozen
@dataclasses.dataclass(frozen=True)
class Column:
    table: str
    name: str = "id"
    type: object = sa.Integer()

    @property
    def path(self):
        return f"{self.table}.{self.name}"

    def add(self):
        op.add_column(self.table, sa.Column(self.name, self.type))


# ---
for column in (Column("a"), Column("b", "c", sa.Text())):
    column.add()
    op.execute(f"SELECT '{column.path}'")
op.execute("eq" if Column("a") == Column("a") else "ne")
op.execute("eq" if Column("a", "b") == Column("a", "c") else "ne")
op.execute("ne" if Column("a", "b") != Column("a", "c") else "eq")

# == setting an attribute of a frozen dataclass
@dataclass(frozen=True)
class A:
    x: int


# ---
a = A(1)
a.x = 2

# == setting an attribute of a frozen dataclass where that is caught
@dataclass(frozen=True)
class A:
    x: int


# ---
a = A(1)
try:
    a.x = 2
except AttributeError as error:
    op.execute(str(error))

# == dataclass from dataclass
@dataclass
class Base:
    name: str
    size: int = 1


@dataclass
class Derived(Base):
    size: int = 2
    kind: str = "k"

    def __post_init__(self):
        self.kind = self.kind.upper()


# ---
d = Derived("n", kind="z")
op.execute(f"SELECT '{d.name}', {d.size}, '{d.kind}', {isinstance(d, Base)}")
op.execute(f"SELECT {dataclasses.asdict(d)['size']}, '{dataclasses.replace(d, name='m').name}'")

# == dataclass called as A()
@dataclass
class A:
    w: int
    x: int = 1


# ---
op.execute(str(A().w))

# == dataclass called as A(1, 2, 3)
@dataclass
class A:
    w: int
    x: int = 1


# ---
op.execute(str(A(1, 2, 3).w))

# == dataclass called as A(1, z=3)
@dataclass
class A:
    w: int
    x: int = 1


# ---
op.execute(str(A(1, z=3).w))

# == dataclass called as A(1, w=3)
@dataclass
class A:
    w: int
    x: int = 1


# ---
op.execute(str(A(1, w=3).w))

# == dataclass called as A(w=3)
@dataclass
class A:
    w: int
    x: int = 1


# ---
op.execute(str(A(w=3).w))

# == dataclass with a list as default
@dataclass
class A:
    x: list = field(default=None)
    y: int = field(default=3, repr=False)
    z: dict = field(default_factory=lambda: {"a": 1})


# ---
op.execute(f"SELECT {A().x}, {A().y}, {A().z['a']}")

# == dataclass with a class variable
@dataclass
class A:
    x: int
    y: ClassVar[int] = 5


# ---
op.execute(f"SELECT {A(1).x}")

# == text of a dataclass
@dataclass
class A:
    x: int


# ---
op.execute(f"SELECT '{A(1)}'")

# == typing.NamedTuple
class Row(NamedTuple):
    """A row."""

    table: str
    column: str = "id"
    nullable: bool = True


ROWS = [Row("a"), Row("b", "c"), Row(table="d", nullable=False)]
# ---
for row in ROWS:
    op.alter_column(row.table, row.column, nullable=row.nullable)
for table, column, nullable in ROWS:
    op.drop_column(table, column)
op.execute(f"SELECT '{ROWS[1][1]}', {len(ROWS[0])}")

# == namedtuple with defaults
Row = namedtuple("Row", ["table", "column", "schema"], defaults=["c", None])
# ---
for row in (Row("a"), Row("b", "d"), Row("e", schema="s")):
    op.drop_column(row.table, row.column, schema=row.schema)
op.execute(f"SELECT '{Row('a')._replace(column='z').column}', '{Row('a')._asdict()['column']}'")

# == namedtuple with too few values
Row = namedtuple("Row", "a b")
# ---
op.execute(Row(1).a)

# == getters
ROWS = [{"n": "b", "o": 2}, {"n": "a", "o": 1}, {"n": "c", "o": 0}]
PAIRS = [("x", 3), ("y", 1), ("z", 2)]
# ---
for row in sorted(ROWS, key=operator.itemgetter("o")):
    op.drop_table(row["n"])
for name, _ in sorted(PAIRS, key=operator.itemgetter(1), reverse=True):
    op.drop_table(name)
op.execute("SELECT " + ", ".join(map(operator.itemgetter(0), PAIRS)))
op.execute(str(operator.itemgetter("n", "o")(ROWS[0])[1]))
column = sa.Column("a", sa.Integer())
op.execute(operator.attrgetter("name")(column))

# == ordered and default dictionaries
tables = collections.OrderedDict([("b", 1), ("a", 2)])
for name in tables:
    op.drop_table(name)
groups = collections.defaultdict(list)
for name, kind in [("a", 1), ("b", 2), ("c", 1)]:
    groups[kind].append(name)
for kind, names in groups.items():
    op.execute(f"SELECT {kind}, '{','.join(names)}'")
