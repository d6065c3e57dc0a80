"""Random migration bodies, the same for the same seed.

What comes out is what people write, in combinations that nobody thought of: every directive, most arguments, names that
need quotes, texts that need escapes, loops and constants. It leaves out what real Alembic itself answers differently each
time: several indexed columns in one create_table, several constraints in one add_column.
"""

import random

NAMES = ["a", "b", "id", "name", "user_id", "created_at", "order", "Status", "my col", "x1", "naïve", 'q"q', "end", "type"]
TABLES = ["t", "users", "order", "MyTable", "a_b", "user", "trade history"]
SCHEMAS = ["s", "My S", "audit"]
TEXTS = ["x", "it's", "", "100%", "a\\b", "tab\tin", "line\nbreak", "ü", ":x", "{}", "a:b", "$1", "?", "'", "--"]
CONVENTIONS = [
    None,
    None,
    {
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    },
]
PLAIN_TYPES = [
    "sa.Integer()", "sa.BigInteger()", "sa.SmallInteger()", "sa.String()", "sa.String(length=50)", "sa.Text()",
    "sa.Boolean()", "sa.Numeric(10, 2)", "sa.Numeric()", "sa.Float()", "sa.DateTime()", "sa.DateTime(timezone=True)",
    "sa.Date()", "sa.Time()", "sa.Interval()", "sa.LargeBinary()", "sa.Uuid()", "sa.JSON()", "sa.Unicode(5)",
    "sa.CHAR(3)", "sa.Double()", "sa.REAL()", "sa.VARCHAR(7)", "sa.TIMESTAMP(timezone=True)", "sa.String(8, collation=\"C\")",
    "postgresql.JSONB()", "postgresql.UUID(as_uuid=True)", "postgresql.ARRAY(sa.Integer())",
    "postgresql.ARRAY(sa.String(5), dimensions=2)", "postgresql.INET()", "postgresql.TSVECTOR()", "postgresql.BYTEA()",
    "postgresql.TIMESTAMP(precision=3)", "postgresql.INTERVAL(fields=\"DAY\")", "postgresql.INT4RANGE()",
    "postgresql.HSTORE()", "postgresql.BIT(3, varying=True)", "sa.Integer().with_variant(sa.BigInteger(), \"postgresql\")",
]  # fmt: skip
DEFAULTS = [
    "\"0\"", "\"it's\"", "\"\"", "sa.text(\"now()\")", "sa.text(\"0\")", "sa.func.now()", "sa.func.current_timestamp()",
    "sa.true()", "sa.false()", "sa.null()", "sa.text(\"'{}'::jsonb\")", "sa.literal(5)", "sa.literal(\"it's\")",
    "sa.func.gen_random_uuid()", "sa.cast(\"5\", sa.Integer())", "sa.text(\"'a b'\")",
    "sa.func.timezone(\"utc\", sa.func.now())", "sa.literal_column(\"1 + 1\")", "postgresql.array([1, 2])",
]  # fmt: skip
CONDITIONS = [
    "\"a > 0\"", "sa.text(\"a <> 'x'\")", "sa.column(\"a\") > 0", "sa.column(\"my col\").in_([\"x\", \"it's\"])",
    "sa.and_(sa.column(\"a\") > 0, sa.column(\"order\").is_(None))", "sa.or_(sa.column(\"a\") == \"x\", sa.column(\"b\").is_not(None))",
    "sa.func.length(sa.column(\"name\")) > 3", "sa.column(\"a\").between(1, 5)", "\"a ~ '^[[:alpha:]]+$'\"",
    "sa.not_(sa.column(\"a\") == sa.column(\"b\"))", "sa.column(\"name\").like(\"10%\")",
]  # fmt: skip

# SQLAlchemy fails on an expression in a check inside a column, where it names another column.
TEXT_CONDITIONS = ["\"a > 0\"", "sa.text(\"a <> 'x'\")", "\"a ~ '^[[:alpha:]]+$'\""]


class Body:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.naming = self.pick(CONVENTIONS)
        self.constants = []

    def pick(self, items):
        return self.random.choice(items)

    def chance(self, probability):
        return self.random.random() < probability

    def some(self, items, most):
        return self.random.sample(items, self.random.randint(1, most))

    def write(self):
        lines = []
        for _ in range(self.random.randint(1, 4)):
            lines.extend(self.operation().split("\n"))
        return self.constants, lines

    def operation(self):
        return self.pick(OPERATIONS)(self)

    # Parts

    def text(self):
        return repr(self.pick(TEXTS))

    def table(self):
        return repr(self.pick(TABLES))

    def column_name(self):
        return repr(self.pick(NAMES))

    def columns(self, most=3):
        return "[" + ", ".join(repr(name) for name in self.some(NAMES, most)) + "]"

    def keywords(self, **choices):
        """Each keyword with its probability; the text is made only where the keyword is written."""
        return "".join(f", {name}={make()}" for name, (probability, make) in choices.items() if self.chance(probability))

    def schema(self, name="schema"):
        return self.keywords(**{name: (0.3, lambda: repr(self.pick(SCHEMAS)))})

    def constraint_name(self, unnamed=0.2):
        if self.chance(unnamed):
            return "None"
        name = repr(self.pick(["c1", "uq_t_a", "Named", "my name", "x" * 60]))
        return f"op.f({name})" if self.chance(0.4) else name

    def type(self):
        if self.chance(0.85):
            return self.pick(PLAIN_TYPES)
        labels = ", ".join(repr(label) for label in self.some(["x", "y", "it's", "Zed"], 3))
        return self.pick(
            [
                f"sa.Enum({labels}, name={self.pick(['e', 'Kind', 'status'])!r})",
                f"postgresql.ENUM({labels}, name='e2'{self.keywords(create_type=(0.5, lambda: 'False'))})",
                f"sa.Enum({labels}, name='e3', native_enum=False{self.keywords(create_constraint=(0.5, lambda: 'True'))})",
                f"sa.Enum({labels}, name='e4', schema='s')",
            ]
        )

    def foreign_key(self):
        target = self.pick(["users.id", "s.users.id", "order.Id", "MyTable.x"])
        return f'sa.ForeignKey("{target}"' + self.foreign_key_options(name=True) + ")"

    def foreign_key_options(self, name=False):
        return self.keywords(
            **({"name": (0.4, lambda: repr(self.pick(["fk_x", "Fk"])))} if name else {}),
            ondelete=(0.4, lambda: repr(self.pick(["CASCADE", "SET NULL", "restrict", "NO ACTION"]))),
            onupdate=(0.2, lambda: repr(self.pick(["CASCADE", "SET DEFAULT"]))),
            deferrable=(0.15, lambda: self.pick(["True", "False"])),
            initially=(0.15, lambda: repr(self.pick(["DEFERRED", "immediate"]))),
            match=(0.1, lambda: "'FULL'"),
        )

    def column(self, name=None, items=True, key=True):
        parts = [repr(name or self.pick(NAMES)), self.type() if items else self.pick(PLAIN_TYPES)]
        extra = ""
        kind = self.random.random()
        if items and kind < 0.15:
            parts.append(self.foreign_key())
        elif items and kind < 0.2:
            parts.append(f"sa.CheckConstraint({self.pick(TEXT_CONDITIONS)}, name='ck_c')")
        elif kind < 0.25:
            parts[1] = "sa.Integer()"
            parts.append("sa.Identity(" + self.keywords(always=(0.5, lambda: "True"), start=(0.5, lambda: "5"), cycle=(0.3, lambda: "True"))[2:] + ")")
        elif kind < 0.3:
            parts.append(f"sa.Computed(\"a || 'x'\"{self.keywords(persisted=(0.7, lambda: 'True'))})")
        else:
            extra = self.keywords(server_default=(0.3, lambda: self.pick(DEFAULTS)))
        extra += self.keywords(
            nullable=(0.6, lambda: self.pick(["True", "False"])),
            comment=(0.15, self.text),
            primary_key=(0.1 if key else 0, lambda: "True"),
            autoincrement=(0.05, lambda: "False"),
        )
        return f"sa.Column({', '.join(parts)}{extra})"

    # Operations

    def create_table(self):
        names = self.some(NAMES, 5)
        items = [self.column(name) for name in names]
        if self.chance(0.5):
            items[0] = items[0][:-1] + self.pick([", unique=True)", ", index=True)", ", index=True, unique=True)"])
        for _ in range(self.random.randint(0, 3)):
            items.append(self.table_constraint(names))
        options = self.schema() + self.keywords(
            comment=(0.15, self.text),
            if_not_exists=(0.1, lambda: "True"),
            prefixes=(0.05, lambda: "['UNLOGGED']"),
            postgresql_partition_by=(0.1, lambda: "'LIST (a)'"),
            postgresql_tablespace=(0.05, lambda: "'Ts'"),
            postgresql_with=(0.05, lambda: "{'fillfactor': 70}"),
        )
        lines = "".join(f"\n    {item}," for item in items)
        return f"op.create_table(\n    {self.table()},{lines}\n    **dict({options[2:]}),\n)"

    def table_constraint(self, names):
        columns = ", ".join(repr(name) for name in self.random.sample(names, self.random.randint(1, len(names))))
        name = self.constraint_name()
        return self.pick(
            [
                lambda: f"sa.UniqueConstraint({columns}, name={name}{self.keywords(postgresql_nulls_not_distinct=(0.3, lambda: 'True'))})",
                lambda: f"sa.PrimaryKeyConstraint({columns}, name={name})",
                lambda: f"sa.CheckConstraint({self.pick(CONDITIONS)}, name={self.constraint_name(0)}{self.keywords(postgresql_not_valid=(0.2, lambda: 'True'))})",
                lambda: f"sa.ForeignKeyConstraint([{names[0]!r}], ['users.id'], name={name}{self.foreign_key_options()})",
            ]
        )()

    def add_column(self):
        extra = self.pick(["", "", ", unique=True)", ", index=True)"])
        column = self.column(items=not extra, key=False)
        column = column[:-1] + extra if extra else column
        return f"op.add_column({self.table()}, {column}{self.schema()}{self.keywords(if_not_exists=(0.1, lambda: 'True'))})"

    def drop_column(self):
        return f"op.drop_column({self.table()}, {self.column_name()}{self.schema()}{self.keywords(if_exists=(0.2, lambda: 'True'))})"

    def alter_column(self):
        changes = self.keywords(
            nullable=(0.4, lambda: self.pick(["True", "False"])),
            comment=(0.2, lambda: self.pick(["None", self.text()])),
            server_default=(0.3, lambda: self.pick([*DEFAULTS, "None"])),
            new_column_name=(0.2, self.column_name),
            type_=(0.4, lambda: self.pick(PLAIN_TYPES)),
            existing_type=(0.4, lambda: self.pick(PLAIN_TYPES)),
            existing_nullable=(0.3, lambda: "False"),
        )
        if "type_=" in changes.replace("existing_type=", ""):
            changes += self.keywords(postgresql_using=(0.4, lambda: "\"a::text || '%'\""))
        return f"op.alter_column({self.table()}, {self.column_name()}{changes}{self.schema()})"

    def create_index(self):
        elements = self.columns() if self.chance(0.5) else self.pick(
            [
                "[sa.text(\"lower(a)\"), 'b']",
                "[sa.func.lower(sa.column(\"my col\"))]",
                "[sa.column(\"a\").desc(), sa.column(\"b\").asc().nulls_first()]",
                "[sa.literal_column(\"(a -> 'k')\")]",
                "[sa.column(\"a\") + sa.column(\"b\")]",
            ]
        )
        options = self.schema() + self.keywords(
            unique=(0.3, lambda: self.pick(["True", "False"])),
            if_not_exists=(0.15, lambda: "True"),
            postgresql_using=(0.2, lambda: repr(self.pick(["gin", "hash", "BTREE"]))),
            postgresql_where=(0.3, lambda: self.pick(CONDITIONS)),
            postgresql_include=(0.15, lambda: "['inc', 'Inc']"),
            postgresql_with=(0.1, lambda: "{'fillfactor': 50}"),
            postgresql_ops=(0.1, lambda: "{'a': 'text_pattern_ops', 'b': 'ops_b'}"),
            postgresql_nulls_not_distinct=(0.1, lambda: "True"),
            postgresql_tablespace=(0.1, lambda: "'ts'"),
        )
        # SQLAlchemy makes up a name from the first column, and an expression has none.
        name = self.constraint_name(0 if "sa." in elements else 0.2)
        if self.chance(0.2):
            call = f"op.create_index({name}, {self.table()}, {elements}{options}, postgresql_concurrently=True)"
            return f"with op.get_context().autocommit_block():\n    {call}"
        return f"op.create_index({name}, {self.table()}, {elements}{options})"

    def drop_index(self):
        return f"op.drop_index({self.constraint_name(0)}, table_name={self.table()}{self.schema()}{self.keywords(if_exists=(0.3, lambda: 'True'))})"

    def create_constraint(self):
        name, table = self.constraint_name(), self.table()
        schemas = self.schema("source_schema") + self.schema("referent_schema")
        return self.pick(
            [
                lambda: f"op.create_unique_constraint({name}, {table}, {self.columns()}{self.schema()})",
                lambda: f"op.create_primary_key({name}, {table}, {self.columns()}{self.schema()})",
                lambda: f"op.create_check_constraint({self.constraint_name(0)}, {table}, {self.pick(CONDITIONS)}{self.schema()}{self.keywords(postgresql_not_valid=(0.3, lambda: 'True'))})",
                lambda: f"op.create_foreign_key({name}, {table}, 'users', ['a', 'my col'], ['x', 'Y']{schemas}{self.foreign_key_options()}{self.keywords(postgresql_not_valid=(0.3, lambda: 'True'))})",
                lambda: f"op.create_exclude_constraint({self.constraint_name(0)}, {table}, ('during', '&&'), ('Room', '='), using='gist', where='a > 5'{self.schema()})",
            ]
        )()

    def drop_constraint(self):
        kind = self.pick(["unique", "check", "foreignkey", "primary", None])
        return f"op.drop_constraint({self.constraint_name(0)}, {self.table()}, type_={kind!r}{self.schema()}{self.keywords(if_exists=(0.2, lambda: 'True'))})"

    def whole_table(self):
        return self.pick(
            [
                lambda: f"op.drop_table({self.table()}{self.schema()}{self.keywords(if_exists=(0.3, lambda: 'True'))})",
                lambda: f"op.rename_table({self.table()}, {self.table()}{self.schema()})",
                lambda: f"op.create_table_comment({self.table()}, {self.text()}{self.schema()})",
                lambda: f"op.drop_table_comment({self.table()}{self.schema()})",
            ]
        )()

    def batch(self):
        calls = self.random.sample(
            [
                f"batch_op.add_column({self.column(items=False, key=False)})",
                f"batch_op.drop_column({self.column_name()})",
                f"batch_op.alter_column({self.column_name()}, nullable=False, existing_type=sa.Integer())",
                f"batch_op.create_index('ix_b', {self.columns()}, unique=True)",
                f"batch_op.create_unique_constraint({self.constraint_name()}, {self.columns()})",
                f"batch_op.create_foreign_key({self.constraint_name()}, 'users', ['a'], ['id'], ondelete='CASCADE')",
                f"batch_op.create_check_constraint({self.constraint_name(0)}, {self.pick(CONDITIONS)})",
                "batch_op.drop_constraint('old', type_='unique')",
                "batch_op.drop_index('ix_old')",
            ],
            self.random.randint(1, 4),
        )
        lines = "".join(f"\n    {call}" for call in calls)
        return f"with op.batch_alter_table({self.table()}{self.schema()}) as batch_op:{lines}"

    def bulk_insert(self):
        kinds = {
            "n": ("sa.Integer", lambda: str(self.random.randint(-9, 10**12))),
            "s": ("sa.String", self.text),
            "flag": ("sa.Boolean", lambda: self.pick(["True", "False"])),
            "Price": ("sa.Numeric(10, 2)", lambda: self.pick(["1.5", "5", "'2.50'"])),
            "tags": ("postgresql.ARRAY(sa.String)", lambda: f"[{self.text()}, 'y']"),
            "kind": ("sa.Enum('x', 'y', name='e')", lambda: "'x'"),
        }
        chosen = self.some(list(kinds), 4)
        columns = ", ".join(f"sa.column({name!r}, {kinds[name][0]})" for name in chosen)
        rows = [
            "{" + ", ".join(f"{name!r}: {'None' if self.chance(0.1) else kinds[name][1]()}" for name in chosen) + "}"
            for _ in range(self.random.randint(1, 3))
        ]
        return f"op.bulk_insert(sa.table({self.table()}, {columns}{self.schema()}), [{', '.join(rows)}])"

    def execute(self):
        return self.pick(
            [
                lambda: f"op.execute({self.pick(['UPDATE t SET a = 1', 'SELECT 1;', '  SELECT 2', 'SELECT a::text'])!r})",
                lambda: f"op.execute(sa.text('UPDATE t SET a = :a WHERE b = :b').bindparams(a={self.text()}, b={self.pick(['1', 'None', 'True', '1.5'])}))",
                lambda: f"op.get_bind().execute(sa.text('DELETE FROM t WHERE a = :a').bindparams(a={self.text()}))",
                lambda: f"for value in {self.some(TEXTS[:4], 3)!r}:\n    op.execute(sa.text('SELECT :v').bindparams(v=value))",
                lambda: f"op.execute({self.dml()})",
            ]
        )()

    def dml(self):
        table = "sa.table('t', sa.column('id', sa.Integer), sa.column('name', sa.String), sa.column('Flag', sa.Boolean))"
        if f"t = {table}" not in self.constants:
            self.constants.append(f"t = {table}")
        values = self.keywords(name=(0.6, lambda: self.pick([self.text(), "None", "sa.func.lower(t.c.name)", "t.c.name + 'x'"])), id=(0.6, lambda: self.pick(["5", "t.c.id + 1", "t.c.id * 2 + 1"])))[2:]
        values = values or "name='x'"
        return self.pick(
            [
                lambda: f"t.update().where({self.condition()}).values({values})",
                lambda: f"t.delete().where({self.condition()})",
                lambda: f"sa.update(t).where({self.condition()}, {self.condition()}).values({values})",
                lambda: f"sa.delete(t).where({self.condition()})",
                lambda: f"t.insert().values(id={self.random.randint(0, 99)}, name={self.text()})",
            ]
        )()

    def condition(self, depth=2):
        simple = [
            lambda: f"t.c.id == {self.random.randint(-5, 5)}",
            lambda: f"t.c.name == {self.text()}",
            lambda: f"t.c.name.in_([{self.text()}, 'y'])",
            lambda: f"t.c.id.not_in([1, {self.random.randint(0, 9)}])",
            lambda: "t.c.name.is_(None)",
            lambda: "t.c.Flag",
            lambda: "~t.c.Flag",
            lambda: f"t.c.name.like({self.text()})",
            lambda: f"t.c.id.between(1, {self.random.randint(0, 9)})",
            lambda: "sa.func.lower(t.c.name) != 'x'",
            lambda: "t.c.id + 1 > t.c.id * 2",
            lambda: "sa.text(\"name <> 'x'\")",
            lambda: f"t.c.name.startswith({self.text()})",
        ]
        if depth == 0 or self.chance(0.5):
            return self.pick(simple)()
        inner = f"{self.condition(depth - 1)}, {self.condition(depth - 1)}"
        return self.pick([f"sa.and_({inner})", f"sa.or_({inner})", f"sa.not_({self.condition(depth - 1)})"])

    def enum_by_hand(self):
        make = self.pick(["sa.Enum", "postgresql.ENUM"])
        verb = self.pick(["create", "drop"])
        return f"{make}('x', {self.text()}, name='By Hand'{self.schema()}).{verb}(op.get_bind(){self.keywords(checkfirst=(0.7, lambda: self.pick(['True', 'False'])))})"

    def loop(self):
        tables = self.some(TABLES, 3)
        self.constants.append(f"TABLES_{len(self.constants)} = {tables!r}")
        name = f"TABLES_{len(self.constants) - 1}"
        return f"for table in {name}:\n    op.add_column(table, sa.Column(f'{{table}}_ref', {self.pick(PLAIN_TYPES)}))"


OPERATIONS = [
    Body.create_table, Body.create_table, Body.create_table, Body.add_column, Body.add_column, Body.drop_column,
    Body.alter_column, Body.alter_column, Body.alter_column, Body.create_index, Body.create_index, Body.drop_index,
    Body.create_constraint, Body.create_constraint, Body.drop_constraint, Body.whole_table, Body.batch, Body.bulk_insert,
    Body.execute, Body.execute, Body.enum_by_hand, Body.loop,
]  # fmt: skip
