# == create_table makes the type
op.create_table("t", sa.Column("a", sa.Enum("x", "it's", name="My Enum")))

# == type of PostgreSQL
op.create_table("t", sa.Column("a", postgresql.ENUM("x", "y", name="e")))

# == two columns of one type
op.create_table("t", sa.Column("a", sa.Enum("x", name="e")), sa.Column("b", sa.Enum("x", name="e")))

# == two tables of one type
e = sa.Enum("x", "y", name="e")
op.create_table("t", sa.Column("a", e))
op.create_table("u", sa.Column("a", e))

# == the same name with other labels
op.create_table("t", sa.Column("a", sa.Enum("x", name="e")))
op.create_table("u", sa.Column("a", sa.Enum("y", name="e")))

# == made again after a drop
op.create_table("t", sa.Column("a", sa.Enum("x", name="e")))
op.drop_table("t")
op.execute("DROP TYPE e")
op.create_table("t", sa.Column("a", sa.Enum("x", name="e")))

# == schema of the type
op.create_table("t", sa.Column("a", sa.Enum("x", name="e", schema="s1")))

# == inherit schema
op.create_table("t", sa.Column("a", sa.Enum("x", name="e", inherit_schema=True)), schema="s2")

# == type without schema in a table with one
op.create_table("t", sa.Column("a", sa.Enum("x", name="e")), schema="s2")

# == create_type false of PostgreSQL
op.create_table("t", sa.Column("a", postgresql.ENUM("x", name="e", create_type=False)))

# == create_type false of sqlalchemy
op.create_table("t", sa.Column("a", sa.Enum("x", name="e", create_type=False)))

# == metadata on the type
op.create_table("t", sa.Column("a", sa.Enum("x", name="e", metadata=sa.MetaData())))

# == create and drop by hand
e = sa.Enum("x", "y", name="e")
e.create(op.get_bind())
e.drop(op.get_bind())

# == create and drop by hand with checkfirst
e = postgresql.ENUM("x", "y", name="e")
e.create(op.get_bind(), checkfirst=True)
e.drop(op.get_bind(), checkfirst=True)

# == create without checkfirst
postgresql.ENUM("x", name="e").create(op.get_bind(), checkfirst=False)

# == create by hand and then a table
e = sa.Enum("x", name="e")
e.create(op.get_bind(), checkfirst=True)
op.create_table("t", sa.Column("a", e))

# == create by hand and then a table that does not make it
e = postgresql.ENUM("x", name="e", create_type=False)
e.create(op.get_bind(), checkfirst=True)
op.create_table("t", sa.Column("a", e))

# == drop with a name only
sa.Enum(name="e").drop(op.get_bind(), checkfirst=False)

# == drop with a name and schema only
postgresql.ENUM(name="e", schema="s").drop(op.get_bind())

# == without name
op.create_table("t", sa.Column("a", sa.Enum("x")))

# == name of a built-in type
op.create_table("t", sa.Column("a", sa.Enum("x", name="text")))

# == Python enum
import enum


class Color(enum.Enum):
    RED = "red"
    GREEN = "green"


# ---
op.create_table("t", sa.Column("a", sa.Enum(Color)))

# == Python enum with a name
import enum


class OrderStatus(str, enum.Enum):
    OPEN = "open"
    DONE = "done"


# ---
op.create_table("t", sa.Column("a", sa.Enum(OrderStatus, name="order_status"), server_default=OrderStatus.OPEN.name))

# == Python enum with values
import enum


class Color(enum.Enum):
    RED = "red"
    GREEN = "green"


# ---
op.create_table("t", sa.Column("a", sa.Enum(Color, values_callable=lambda e: [m.value for m in e], name="color")))

# == Python enum in a comprehension
import enum


class Color(enum.Enum):
    RED = "red"
    GREEN = "green"


# ---
op.create_table("t", sa.Column("a", sa.Enum(*[c.value for c in Color], name="color")))

# == non-native
op.create_table("t", sa.Column("a", sa.Enum("a", "bbb", name="e", native_enum=False)))

# == non-native with a constraint
op.create_table("t", sa.Column("a", sa.Enum("a", "bbb", name="e", native_enum=False, create_constraint=True)))

# == non-native with a length
op.create_table("t", sa.Column("a", sa.Enum("a", "bbb", name="e", native_enum=False, length=20)))

# == array of enums
op.create_table("t", sa.Column("a", postgresql.ARRAY(sa.Enum("x", name="e"))))

# == domain
op.create_table("t", sa.Column("a", postgresql.DOMAIN("posint", sa.Integer(), check=sa.text("VALUE > 0"))))

# == domain by hand
d = postgresql.DOMAIN("posint", sa.Integer(), collation="C", default="1", constraint_name="ckd", not_null=True, check="VALUE > 0")
d.create(op.get_bind())
d.drop(op.get_bind())

# == labels from a tuple
LABELS = ("a", "b")
# ---
op.create_table("t", sa.Column("a", sa.Enum(*LABELS, name="e")))

# == alter type by hand
op.execute("ALTER TYPE e ADD VALUE IF NOT EXISTS 'z' AFTER 'y'")

# == in an autocommit block
with op.get_context().autocommit_block():
    op.execute("ALTER TYPE e ADD VALUE 'z'")
op.execute("UPDATE t SET a = 'z'")

# == create in a loop
for name, labels in {"e1": ["a"], "e2": ["b", "c"]}.items():
    postgresql.ENUM(*labels, name=name).create(op.get_bind(), checkfirst=True)

# == boolean never has a constraint
op.create_table("t", sa.Column("a", sa.Boolean(create_constraint=True, name="ck")))

#! module import enum
# == create table
op.create_table('t', sa.Column('a', sa.Enum('x', "y'z", name='Mood')), sa.Column('b', postgresql.ENUM('x', name='m2', schema='s')), sa.Column('c', postgresql.ARRAY(sa.Enum('q', name='m3'))))

# == created once in a run
op.create_table('t', sa.Column('a', sa.Enum('x', name='e')))
op.create_table('u', sa.Column('a', sa.Enum('x', 'y', name='e')))
op.execute('DROP TYPE e')
op.create_table('v', sa.Column('a', sa.Enum('x', name='e')))

# == create and drop
e = postgresql.ENUM('x', 'y', name='e')
e.create(op.get_bind())
op.create_table('t', sa.Column('a', e))
op.drop_table('t')
e.drop(op.get_bind(), checkfirst=True)

# == sa.Enum create and drop
e = sa.Enum('x', 'y', name='e', schema='s')
e.create(op.get_bind(), checkfirst=False)
e.drop(op.get_bind(), checkfirst=False)

# == create_type false
op.create_table('t', sa.Column('a', postgresql.ENUM('x', name='e', create_type=False)), sa.Column('b', sa.Enum('x', name='f', create_type=False)))

# == not native
op.create_table('t', sa.Column('c', sa.Enum('a', 'bbb', native_enum=False)), sa.Column('d', sa.Enum('a', 'bbb', name='ck_d', native_enum=False, create_constraint=True)), sa.Column('e', sa.Enum('a', native_enum=False, length=20)))

# == not native create
sa.Enum('a', name='e', native_enum=False).create(op.get_bind())

# == length too short
sa.Enum('abc', length=2, native_enum=False)

# == no name
op.create_table('t', sa.Column('a', sa.Enum('x')))

# == name of a built-in type, several
op.create_table('t', sa.Column('a', sa.Enum('a', name='text')))

# == enum class
class Color(enum.Enum):
    RED = 'r'
    GREEN = 'g'
    ROUGE = 'r'
op.create_table('t', sa.Column('a', sa.Enum(Color)), sa.Column('b', sa.Enum(Color, name='other', values_callable=lambda x: [e.value for e in x])))

# == inherit schema, several
op.create_table('t', sa.Column('a', sa.Enum('x', name='e', inherit_schema=True)), schema='s2')

# == metadata
op.create_table('t', sa.Column('a', sa.Enum('x', name='e', metadata=sa.MetaData(schema='s3'))))

# == default of enum member
class Kind(str, enum.Enum):
    A = 'a'
op.add_column('t', sa.Column('a', sa.Enum(Kind), server_default=Kind.A))
op.add_column('t', sa.Column('a', sa.Enum(Kind), server_default=Kind.A.value))
op.add_column('t', sa.Column('a', sa.Enum(Kind), server_default=Kind.A.name))

# == default of plain enum member
class Kind(enum.Enum):
    A = 'a'
op.add_column('t', sa.Column('a', sa.Enum(Kind), server_default=Kind.A))

# == domain, several
d = postgresql.DOMAIN('posint', sa.Integer, check='VALUE > 0', not_null=True, default='1', collation='C', constraint_name='ckd')
op.create_table('t', sa.Column('a', d))
d.drop(op.get_bind())

# == plain domain
postgresql.DOMAIN('d', sa.Text).create(op.get_bind())

# == unknown keyword
op.create_table('t', sa.Column('a', postgresql.ENUM('x', name='e', checkfirst=True)))
