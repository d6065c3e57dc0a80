# == one case per column: op.add_column("t", sa.Column({}))
#| "a", sa.Integer()
#| "a", sa.Integer(), nullable=False
#| "a", sa.Integer(), server_default="0", nullable=False
#| "a", sa.Integer(), server_default=sa.text("0"), nullable=False
#| "a", sa.String(20), nullable=True, comment="it's"
#| "a", sa.Integer(), sa.ForeignKey("u.id")
#| "a", sa.Integer(), sa.ForeignKey("u.id", name="fk_a", ondelete="CASCADE")
#| "a", sa.Integer(), sa.ForeignKey("s.u.id", deferrable=True, initially="DEFERRED")
#| "a", sa.Integer(), unique=True
#| "a", sa.Integer(), index=True
#| "a", sa.Integer(), index=True, unique=True
#| "a", sa.Integer(), sa.ForeignKey("u.id"), index=True, comment="c"
#| "a", sa.Integer(), sa.CheckConstraint("a > 0", name="ck")
#| "a", sa.Integer(), sa.CheckConstraint("a > 0")
#| "a", sa.Integer(), primary_key=True
#| "a", sa.Enum("x", "y", name="e")
#| "a", sa.Enum("x", "y", name="e"), server_default="x", nullable=False
#| "a", sa.Enum("x", name="e", native_enum=False, create_constraint=True)
#| "a", sa.Enum("x", "abc", name="e", native_enum=False)
#| "a", sa.Boolean(), server_default=sa.false(), nullable=False
#| "a", sa.Boolean(), server_default=sa.true()
#| "a", postgresql.ARRAY(sa.String()), server_default="{}"
#| "a", postgresql.JSONB(astext_type=sa.Text()), nullable=True
#| "Order By", sa.DateTime(timezone=True), server_default=sa.func.now()
#| "a"
#| "a", sa.Integer(), server_default=True
#| "a", sa.Integer(), use_alter=True
#| "a", sa.Integer(), sa.ForeignKey("u.id", name="fk", use_alter=True)

# == schema
op.add_column("t", sa.Column("a", sa.Integer(), index=True, comment="c"), schema="s")

# == if_not_exists
op.add_column("t", sa.Column("a", sa.Integer(), comment="c"), if_not_exists=True)

# == inline_references
op.add_column("t", sa.Column("a", sa.Integer(), sa.ForeignKey("u.id", name="fk", ondelete="CASCADE")), inline_references=True)

# == inline_primary_key
op.add_column("t", sa.Column("a", sa.Integer(), primary_key=True), inline_primary_key=True)

# == same column in two tables
status = sa.Column("status", sa.Text())
op.add_column("t", status)
op.add_column("u", status)

# == table name with a dot
op.add_column("s.t", sa.Column("a", sa.Integer()))

# == schema with a dot
op.add_column("t", sa.Column("a", sa.Integer()), schema="a.b")

# == loop over tables
for table in ("orders", "positions"):
    op.add_column(table, sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True))

# == positional schema
op.add_column("t", sa.Column("a", sa.Integer()), "s")

# == missing column
op.add_column("t")

# == drop column
op.drop_column("t", "a")

# == drop column with everything
op.drop_column("My T", "Select", schema="s", if_exists=True)

# == drop column with options of mssql
op.drop_column("t", "a", mssql_drop_check=True)

# == add column
op.add_column('t', sa.Column('a', sa.Integer(), server_default='0', nullable=False), schema='s')

# == add column with foreign key
op.add_column('t', sa.Column('a', sa.Integer, sa.ForeignKey('u.id', name='fk_a', ondelete='CASCADE')))
op.add_column('t', sa.Column('b', sa.Integer, sa.ForeignKey('u.id')))

# == inline references
op.add_column('t', sa.Column('a', sa.Integer, sa.ForeignKey('s.u.id', name='fk_a', ondelete='CASCADE')), inline_references=True)

# == unique and index
op.add_column('t', sa.Column('a', sa.Integer, unique=True))
op.add_column('t', sa.Column('b', sa.Integer, index=True))
op.add_column('t', sa.Column('c', sa.Integer, index=True, unique=True), schema='s')

# == check in column
op.add_column('t', sa.Column('a', sa.Integer, sa.CheckConstraint('a > 0', name='ck')))

# == primary key
op.add_column('t', sa.Column('id', sa.Integer, primary_key=True))
op.add_column('t', sa.Column('id', sa.BigInteger, primary_key=True), inline_primary_key=True)

# == enum creates no type
op.add_column('t', sa.Column('e', sa.Enum('a', 'b', name='e')))

# == enum without database type
op.add_column('t', sa.Column('a', sa.Enum('x', name='e', native_enum=False, create_constraint=True)))

# == if not exists
op.add_column('t', sa.Column('a', sa.Integer, unique=True), if_not_exists=True)

# == identity
op.add_column('t', sa.Column('a', sa.Integer, sa.Identity()))

# == comment
op.add_column('t', sa.Column('a', sa.Integer, comment="it's"), schema='s')
op.add_column('t', sa.Column('b', sa.Integer, comment=''))

# == the same column twice
c = sa.Column('a', sa.Integer)
op.add_column('t', c)
op.add_column('u', c)

# == schema with a dot, several
op.add_column('My Table', sa.Column('a', sa.Integer, index=True, comment='x'), schema='a.b')

# == table name with a dot, several
op.add_column('s.t', sa.Column('a', sa.Integer))

# == missing argument
op.add_column('t')

# == too many arguments
op.add_column('t', sa.Column('a', sa.Integer), 's')

# == unknown keyword
op.add_column('t', sa.Column('a', sa.Integer), tablename='t')

# == no type
op.add_column('t', sa.Column('a'))

# == drop column, several
op.drop_column('t', 'Order')
op.drop_column('t', 'a', schema='s', if_exists=True)
op.drop_column(table_name='t', column_name='a', mssql_drop_check=True)
