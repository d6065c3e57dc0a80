# == two columns and a primary key
op.create_table(
    "t",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("name", sa.String(length=50), nullable=True),
    sa.PrimaryKeyConstraint("id"),
)

# == no columns
op.create_table("t")

# == schema
op.create_table("t", sa.Column("a", sa.Integer()), schema="s1")

# == quoted names
op.create_table("My Table", sa.Column("Id", sa.Integer()), sa.Column("order", sa.Text()), schema="My S")

# == if_not_exists
op.create_table("t", sa.Column("a", sa.Integer(), index=True), if_not_exists=True)

# == comment on table and columns
op.create_table(
    "t",
    sa.Column("b", sa.Integer(), comment="second's"),
    sa.Column("a", sa.Integer(), comment="first"),
    sa.Column("c", sa.Integer(), comment=""),
    comment="it's a table",
    schema="s",
)

# == empty table comment
op.create_table("t", sa.Column("a", sa.Integer()), comment="")

# == prefixes
op.create_table("t", sa.Column("a", sa.Integer()), prefixes=["UNLOGGED"])

# == two prefixes
op.create_table("t", sa.Column("a", sa.Integer()), prefixes=["GLOBAL", "TEMPORARY"])

# == partition by
op.create_table("t", sa.Column("a", sa.Integer(), nullable=False), postgresql_partition_by="RANGE (a)")

# == inherits one
op.create_table("t", sa.Column("a", sa.Integer()), postgresql_inherits="parent")

# == inherits several
op.create_table("t", sa.Column("a", sa.Integer()), postgresql_inherits=("p1", "P2"))

# == with options
op.create_table("t", sa.Column("a", sa.Integer()), postgresql_with={"fillfactor": 70, "autovacuum_enabled": False})

# == with oids
op.create_table("t", sa.Column("a", sa.Integer()), postgresql_with_oids=True)

# == without oids
op.create_table("t", sa.Column("a", sa.Integer()), postgresql_with_oids=False)

# == tablespace
op.create_table("t", sa.Column("a", sa.Integer()), postgresql_tablespace="My Space")

# == access method
op.create_table("t", sa.Column("a", sa.Integer()), postgresql_using="heap")

# == on commit
op.create_table("t", sa.Column("a", sa.Integer()), prefixes=["TEMPORARY"], postgresql_on_commit="PRESERVE ROWS")

# == on commit with underscore
op.create_table("t", sa.Column("a", sa.Integer()), prefixes=["TEMPORARY"], postgresql_on_commit="delete_rows")

# == all suffixes
op.create_table(
    "t",
    sa.Column("a", sa.Integer()),
    postgresql_partition_by="LIST (a)",
    postgresql_using="heap",
    postgresql_tablespace="ts",
    postgresql_inherits="p",
)

# == options of other databases
op.create_table("t", sa.Column("a", sa.Integer()), mysql_engine="InnoDB", sqlite_autoincrement=True)

# == unknown option of PostgreSQL
op.create_table("t", sa.Column("a", sa.Integer()), postgresql_bogus=1)

# == unknown option without a dialect
op.create_table("t", sa.Column("a", sa.Integer()), bogus=1)

# == info and implicit_returning are not rendered
op.create_table("t", sa.Column("a", sa.Integer(), info={"x": 1}), info={"y": 2})

# == nullable true on a primary key
op.create_table("t", sa.Column("a", sa.Integer(), primary_key=True, nullable=True))

# == nullable false without key
op.create_table("t", sa.Column("a", sa.Integer(), nullable=False))

# == system column
op.create_table("t", sa.Column("a", sa.Integer()), sa.Column("xmin", sa.Integer(), system=True))

# == column without type
op.create_table("t", sa.Column("a"))

# == column without type with a foreign key
op.create_table("t", sa.Column("a", sa.ForeignKey("u.id")))

# == duplicate column
op.create_table("t", sa.Column("a", sa.Integer()), sa.Column("a", sa.Text()))

# == type as class
op.create_table("t", sa.Column("a", sa.Integer), sa.Column("b", sa.String))

# == name and type by keyword
op.create_table("t", sa.Column(name="a", type_=sa.Integer()))

# == type keyword after schema items
op.create_table("t", sa.Column("a", sa.ForeignKey("u.id"), type_=sa.BigInteger()))

# == default and onupdate are Python's
op.create_table("t", sa.Column("a", sa.Integer(), default=5, onupdate=6, key="k", doc="d", quote=None))

# == unique column
op.create_table("t", sa.Column("a", sa.Integer(), unique=True))

# == indexed column
op.create_table("t", sa.Column("a", sa.Integer(), index=True))

# == indexed column in a schema
op.create_table("t", sa.Column("a", sa.Integer(), index=True), schema="s")

# == unique and indexed column
op.create_table("t", sa.Column("a", sa.Integer(), index=True, unique=True))

# == two indexed columns
op.create_table("t", sa.Column("a", sa.Integer(), index=True), sa.Column("b", sa.Integer(), index=True))

# == explicit index
op.create_table("t", sa.Column("a", sa.Integer()), sa.Index("ix", "a", unique=True))

# == index with where and using
op.create_table(
    "t",
    sa.Column("a", sa.Integer()),
    sa.Index("ix", "a", postgresql_using="btree", postgresql_where=sa.text("a > 5")),
)

# == index on expression
op.create_table("t", sa.Column("a", sa.Text()), sa.Index("ix", sa.text("lower(a)")))

# == foreign key in a column
op.create_table("t", sa.Column("a", sa.Integer(), sa.ForeignKey("u.id")))

# == named foreign key in a column
op.create_table(
    "t",
    sa.Column("a", sa.Integer(), sa.ForeignKey("u.id", name="fk_a", ondelete="CASCADE", onupdate="SET NULL")),
)

# == foreign key into a schema
op.create_table("t", sa.Column("a", sa.Integer(), sa.ForeignKey("s2.u.id")), schema="s1")

# == foreign key with many dots
op.create_table("t", sa.Column("a", sa.Integer(), sa.ForeignKey("a.b.c.d")))

# == foreign key without dot
op.create_table("t", sa.Column("a", sa.Integer(), sa.ForeignKey("u")))

# == deferrable foreign key
op.create_table(
    "t", sa.Column("a", sa.Integer(), sa.ForeignKey("u.id", deferrable=True, initially="DEFERRED", match="FULL"))
)

# == composite foreign key
op.create_table(
    "t",
    sa.Column("a", sa.Integer()),
    sa.Column("b", sa.Integer()),
    sa.ForeignKeyConstraint(["a", "b"], ["u.x", "u.y"], name="fk", ondelete="SET NULL"),
)

# == composite foreign key with set null of one column
op.create_table(
    "t",
    sa.Column("a", sa.Integer()),
    sa.Column("b", sa.Integer()),
    sa.ForeignKeyConstraint(["a", "b"], ["u.x", "u.y"], ondelete="SET NULL (b)"),
)

# == foreign key with a wrong phrase
op.create_table("t", sa.Column("a", sa.Integer(), sa.ForeignKey("u.id", ondelete="BOGUS")))

# == foreign key column count
op.create_table("t", sa.Column("a", sa.Integer()), sa.ForeignKeyConstraint(["a"], ["u.x", "u.y"]))

# == foreign key of an unknown column
op.create_table("t", sa.Column("a", sa.Integer()), sa.ForeignKeyConstraint(["zz"], ["u.x"]))

# == use_alter foreign key is lost
op.create_table("t", sa.Column("a", sa.Integer(), sa.ForeignKey("u.id", name="fk", use_alter=True)))

# == not valid foreign key
op.create_table("t", sa.Column("a", sa.Integer()), sa.ForeignKeyConstraint(["a"], ["u.x"], postgresql_not_valid=True))

# == foreign key to a column of a created table
u = op.create_table("u", sa.Column("id", sa.Integer(), primary_key=True))
op.create_table("t", sa.Column("a", sa.Integer(), sa.ForeignKey(u.c.id)))

# == self reference
op.create_table(
    "t",
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("parent_id", sa.Integer(), sa.ForeignKey("t.id")),
)

# == check constraint
op.create_table("t", sa.Column("a", sa.Integer()), sa.CheckConstraint("a > 0", name="ck"))

# == unnamed check constraint
op.create_table("t", sa.Column("a", sa.Integer()), sa.CheckConstraint("a > 0"))

# == check constraint inside a column
op.create_table("t", sa.Column("a", sa.Integer(), sa.CheckConstraint("a > 1", name="c1"), nullable=False))

# == check constraint as expression
op.create_table("t", sa.Column("a", sa.Integer()), sa.CheckConstraint(sa.column("a") > 5, name="ck"))

# == check constraint not valid
op.create_table("t", sa.Column("a", sa.Integer()), sa.CheckConstraint("a > 0", name="ck", postgresql_not_valid=True))

# == check constraint no inherit
op.create_table("t", sa.Column("a", sa.Integer()), sa.CheckConstraint("a > 0", name="ck", postgresql_no_inherit=True))

# == unique constraint
op.create_table("t", sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer()), sa.UniqueConstraint("a", "b", name="uq"))

# == unique constraint with all options
op.create_table(
    "t",
    sa.Column("a", sa.Integer()),
    sa.Column("b", sa.Integer()),
    sa.UniqueConstraint(
        "a",
        name="uq",
        deferrable=True,
        initially="DEFERRED",
        postgresql_nulls_not_distinct=True,
        postgresql_include=["b"],
    ),
)

# == unique constraint without columns
op.create_table("t", sa.Column("a", sa.Integer()), sa.UniqueConstraint())

# == unique constraint of an unknown column
op.create_table("t", sa.Column("a", sa.Integer()), sa.UniqueConstraint("nope"))

# == primary key of two columns
op.create_table(
    "t", sa.Column("b", sa.Integer()), sa.Column("a", sa.Integer()), sa.PrimaryKeyConstraint("a", "b", name="pk_t")
)

# == primary key constraint deferrable
op.create_table("t", sa.Column("a", sa.Text()), sa.PrimaryKeyConstraint("a", name="pk", deferrable=True, initially="DEFERRED"))

# == exclude constraint
op.create_table(
    "t",
    sa.Column("room", sa.Integer()),
    sa.Column("during", postgresql.TSRANGE()),
    postgresql.ExcludeConstraint((sa.column("room"), "="), (sa.column("during"), "&&"), name="ex", using="gist"),
)

# == exclude constraint with where and text
op.create_table(
    "t",
    sa.Column("room", sa.Integer()),
    postgresql.ExcludeConstraint(
        (sa.text("lower(room)"), "="), where=sa.text("room > 5"), name="ex", deferrable=True, initially="DEFERRED"
    ),
)

# == exclude constraint with ops
op.create_table(
    "t",
    sa.Column("room", sa.Text()),
    postgresql.ExcludeConstraint(("room", "="), name="ex", ops={"room": "my_ops"}),
)

# == order of constraints
op.create_table(
    "t",
    sa.Column("a", sa.Integer(), sa.ForeignKey("u.id"), unique=True),
    sa.Column("b", sa.Integer(), sa.ForeignKey("w.id"), unique=True),
    sa.UniqueConstraint("b"),
    sa.ForeignKeyConstraint(["b"], ["z.id"]),
    sa.PrimaryKeyConstraint("a"),
)

# == order of checks and foreign keys
op.create_table(
    "t",
    sa.Column("a", sa.Integer(), sa.ForeignKey("u.id")),
    sa.CheckConstraint("a > 1", name="c1"),
    sa.ForeignKeyConstraint(["a"], ["v.id"]),
    sa.UniqueConstraint("a", name="u1"),
    sa.CheckConstraint("a > 2", name="c2"),
)

# == constraint built on an earlier line
late = sa.UniqueConstraint("b", name="u_b")
early = sa.CheckConstraint("a > 0", name="c_a")
op.create_table("t", sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer()), early, late)

# == constraints built in another order than given
first = sa.CheckConstraint("a > 0", name="first")
second = sa.CheckConstraint("a > 1", name="second")
op.create_table("t", sa.Column("a", sa.Integer()), second, first)

# == two primary keys
op.create_table("t", sa.Column("a", sa.Integer(), primary_key=True), sa.Column("b", sa.Integer()), sa.PrimaryKeyConstraint("b"))

# == strings and None among the arguments
op.create_table("t", None, sa.Column("a", sa.Integer()))

# == columns by starred list
columns = [sa.Column(name, sa.Integer()) for name in ("a", "b")]
op.create_table("t", *columns)

# == columns by starred dictionary
options = {"schema": "s", "comment": "c"}
op.create_table("t", sa.Column("a", sa.Integer()), **options)

# == positional that is no schema item
op.create_table("t", sa.Column("a", sa.Integer(), 5))

# == literal text in comments with percent and backslash
op.create_table("t", sa.Column("a", sa.Integer(), comment="100% of \\d and \ttab"), comment="a\nb")

# == table keyword spelling of long ago
op.create_table(tablename="t")

# == column used by an index before the table
op.create_table("t", sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer()), sa.Index("ix_ab", "a", "b"), sa.Index("ix_b", "b"))

# == worked example
op.create_table('users',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=255), nullable=False),
    sa.Column('role', sa.Enum('admin', 'user', name='role'), server_default='user', nullable=False),
    sa.Column('org_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False, comment="it's"),
    sa.ForeignKeyConstraint(['org_id'], ['orgs.id'], name=op.f('fk_users_org'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id'), sa.UniqueConstraint('email'))
op.create_index(op.f('ix_users_email'), 'users', ['email'], unique=False)

# == no columns, several
op.create_table('t')

# == schema and quoting
op.create_table('Order', sa.Column('user', sa.Integer, primary_key=True), sa.Column('Name', sa.Text), schema='My Schema')

# == options
op.create_table('t', sa.Column('a', sa.Integer), postgresql_inherits=('p1', 'P2'), postgresql_partition_by='RANGE (a)',
    postgresql_using='heap', postgresql_with={'fillfactor': 70, 'autovacuum_enabled': False},
    postgresql_on_commit='PRESERVE ROWS', postgresql_tablespace='My Space', prefixes=['UNLOGGED'])

# == with oids, several
op.create_table('t', sa.Column('a', sa.Integer), postgresql_with_oids=True)

# == without oids, several
op.create_table('t', sa.Column('a', sa.Integer), postgresql_with_oids=False)

# == if not exists with index
op.create_table('t', sa.Column('a', sa.Integer, index=True), if_not_exists=True)

# == comments
op.create_table('t', sa.Column('a', sa.Integer, comment='c1'), sa.Column('b', sa.Integer, comment=''), comment="table's")

# == empty comment
op.create_table('t', sa.Column('a', sa.Integer), comment='')

# == constraint order
op.create_table('t',
    sa.Column('a', sa.Integer, sa.ForeignKey('u.id'), unique=True),
    sa.Column('b', sa.Integer, sa.ForeignKey('w.id'), unique=True),
    sa.UniqueConstraint('b'), sa.ForeignKeyConstraint(['b'], ['z.id']), sa.PrimaryKeyConstraint('a'))

# == constraint made on an earlier line
uq = sa.UniqueConstraint('b', name='uq_b')
op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer), sa.CheckConstraint('a > 0', name='ck'), uq)

# == nullable on primary key
op.create_table('t', sa.Column('a', sa.Integer, nullable=True), sa.Column('b', sa.Integer), sa.PrimaryKeyConstraint('a', 'b'))

# == column without type, several
op.create_table('t', sa.Column('a', sa.ForeignKey('u.id')))

# == duplicate column, several
op.create_table('t', sa.Column('a', sa.Integer), sa.Column('a', sa.Text))

# == check in column
op.create_table('t', sa.Column('a', sa.Integer, sa.CheckConstraint('a > 1', name='c1'), nullable=False))

# == foreign keys
op.create_table('t', sa.Column('a', sa.Integer, sa.ForeignKey('s.u.id', ondelete='SET NULL', onupdate='CASCADE', name='fk', deferrable=True, initially='DEFERRED')),
    sa.Column('b', sa.Integer, sa.ForeignKey('a.b.c.d')), sa.ForeignKeyConstraint(['a', 'b'], ['u.x', 'u.y'], match='FULL'))

# == foreign key without dot, several
op.create_table('t', sa.Column('a', sa.Integer, sa.ForeignKey('id')))

# == unknown column in constraint
op.create_table('t', sa.Column('a', sa.Integer), sa.UniqueConstraint('nope'))

# == unknown column in primary key
op.create_table('t', sa.Column('a', sa.Integer), sa.PrimaryKeyConstraint('nope'))

# == empty unique constraint
op.create_table('t', sa.Column('a', sa.Integer), sa.UniqueConstraint())

# == use alter
op.create_table('t', sa.Column('a', sa.Integer), sa.ForeignKeyConstraint(['a'], ['u.id'], use_alter=True, name='fk'))

# == none and str among the arguments
op.create_table('t', sa.Column('a', sa.Integer), None, 'x')

# == two primary keys, several
op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer), sa.PrimaryKeyConstraint('a'), sa.PrimaryKeyConstraint('b'))

# == primary key disagrees with flag
op.create_table('t', sa.Column('a', sa.Integer, primary_key=True), sa.Column('b', sa.Integer), sa.PrimaryKeyConstraint('b'))

# == unique and index
op.create_table('t', sa.Column('a', sa.Integer, unique=True, index=True), schema='s')

# == explicit index among the arguments
op.create_table('t', sa.Column('a', sa.Integer), sa.Index('ix_a', 'a', unique=True))

# == system column, several
op.create_table('t', sa.Column('a', sa.Integer), sa.Column('xmin', sa.Integer, system=True))

# == key differs from name
op.create_table('t', sa.Column('a', sa.Integer, key='k'), sa.UniqueConstraint('k'))

# == exclude constraint, several
op.create_table('t', sa.Column('period', postgresql.TSRANGE()), sa.Column('group', sa.Integer),
    postgresql.ExcludeConstraint(('period', '&&'), (sa.text('lower("group")'), '='), where=sa.text('1 = 1'), using='gist', name='ex'))

# == key options
op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer),
    sa.UniqueConstraint('a', postgresql_nulls_not_distinct=True, postgresql_include=['b'], deferrable=True, initially='DEFERRED'),
    sa.PrimaryKeyConstraint('a', name='pk', postgresql_include=['b']))

# == unknown argument of table
op.create_table('t', sa.Column('a', sa.Integer), nope=1)

# == unknown postgresql argument of table
op.create_table('t', sa.Column('a', sa.Integer), postgresql_nope=1)

# == arguments of other dialects
op.create_table('t', sa.Column('a', sa.Integer), mysql_engine='InnoDB', sqlite_autoincrement=True)

# == unknown argument of column
op.create_table('t', sa.Column('a', sa.Integer, nope=1))

# == a str where an item belongs
op.create_table('t', sa.Column('a', 'x', sa.Integer))

# == drop rename comment
op.drop_table('t')
op.drop_table('T', schema='s', if_exists=True)
op.rename_table('a', 'B', schema='s.x')
op.create_table_comment('t', "it's", schema='s')
op.create_table_comment('t', None)
op.drop_table_comment('t', existing_comment='x')

# == table used by bulk insert
t = op.create_table('t', sa.Column('id', sa.Integer, primary_key=True), sa.Column('name', sa.String(5)))
op.bulk_insert(t, [{'id': 1, 'name': "o'k"}, {'id': 2, 'name': None}])

# == serial forms
op.create_table('a', sa.Column('id', sa.BigInteger, primary_key=True))
op.create_table('b', sa.Column('id', sa.SmallInteger, primary_key=True))
op.create_table('c', sa.Column('id', sa.Integer, sa.ForeignKey('u.id'), primary_key=True))
op.create_table('d', sa.Column('id', sa.Integer, sa.ForeignKey('u.id'), primary_key=True, autoincrement=True))
op.create_table('e', sa.Column('id', sa.Integer, primary_key=True, server_default=sa.text("nextval('s')")))
op.create_table('f', sa.Column('id', sa.Integer, primary_key=True, server_default=sa.text("nextval('s')"), autoincrement=True))
op.create_table('g', sa.Column('a', sa.Integer, primary_key=True), sa.Column('b', sa.Integer, primary_key=True, autoincrement=True))
op.create_table('h', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer, autoincrement=True), sa.PrimaryKeyConstraint('a', 'b'))
op.create_table('i', sa.Column('a', sa.Integer, autoincrement=True))
op.create_table('j', sa.Column('id', sa.Integer, sa.Sequence('s'), primary_key=True))
op.create_table('k', sa.Column('id', sa.Integer, sa.Sequence('s', optional=True), primary_key=True))
op.create_table('l', sa.Column('id', sa.Numeric(10, 0), primary_key=True))
op.create_table('m', sa.Column('id', sa.Numeric(10, 0), primary_key=True, autoincrement=True))
op.create_table('n', sa.Column('id', sa.Integer, primary_key=True, autoincrement=False))
op.create_table('o', sa.Column('id', sa.Integer, primary_key=True, default=5))
op.create_table('p', sa.Column('id', sa.Integer), sa.ForeignKeyConstraint(['id'], ['u.id']), sa.PrimaryKeyConstraint('id'))
op.create_table('q', sa.Column('id', sa.Integer(), sa.Identity(), nullable=False), sa.PrimaryKeyConstraint('id'))
op.create_table('r', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer), sa.PrimaryKeyConstraint('a', 'b'))

# == autoincrement of a string
op.create_table('t', sa.Column('id', sa.String, primary_key=True, autoincrement=True))

# == identity
op.create_table('t', sa.Column('a', sa.Integer, sa.Identity()),
    sa.Column('b', sa.Integer, sa.Identity(always=True, increment=2, start=1, minvalue=0, maxvalue=9, nominvalue=True, nomaxvalue=True, cache=5, cycle=True)),
    sa.Column('c', sa.Integer, sa.Identity(cycle=False), nullable=True))

# == identity and default
op.create_table('t', sa.Column('a', sa.Integer, sa.Identity(), server_default='1'))

# == computed
op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer, sa.Computed('a * 2', persisted=True), nullable=False),
    sa.Column('c', sa.Integer, sa.Computed('a')), sa.Column('d', sa.Integer, sa.Computed(sa.text('a'), persisted=False)))

# == computed and default
op.create_table('t', sa.Column('a', sa.Integer, sa.Computed('1'), server_default='1'))

# == a column takes the type of what it refers to
t = op.create_table("kind", sa.Column("id", sa.Integer, primary_key=True), sa.Column("parent_id", sa.ForeignKey("kind.id")))
op.bulk_insert(t, [{"id": 1, "parent_id": 1}])
op.create_table("kind2", sa.Column("id", sa.BigInteger, primary_key=True), sa.Column("parent_id", None), sa.ForeignKeyConstraint(["parent_id"], ["kind2.id"]))
op.create_table("kind3", sa.Column("id", sa.String(5), primary_key=True), sa.Column("a", sa.ForeignKey("s.kind3.id")), sa.Column("b", sa.ForeignKey("s.kind3.a")), schema="s")
op.create_table("kind4", sa.Column("id", sa.Integer, primary_key=True), sa.Column("parent_id", sa.ForeignKey("kind.id")))

# == tables of one MetaData refer to each other
meta = sa.MetaData()
child = sa.Table("child", meta, sa.Column("id", sa.Integer, primary_key=True), sa.Column("parent_id", sa.ForeignKey("parent.id")))
parent = sa.Table("parent", meta, sa.Column("id", sa.BigInteger, primary_key=True))
parent.create(op.get_bind(), checkfirst=False)
child.create(op.get_bind(), checkfirst=False)
