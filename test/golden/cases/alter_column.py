# == one case per change: op.alter_column("t", "a", {})
#| nullable=False
#| nullable=True
#| nullable=True, existing_type=sa.Integer()
#| nullable=None
#| existing_type=sa.Integer()
#| type_=sa.String(5)
#| type_=sa.Text, existing_type=sa.String(length=50)
#| type_=sa.Integer(), postgresql_using="a::integer"
#| type_=sa.Integer(), postgresql_using="a::integer", existing_nullable=True, schema="s"
#| postgresql_using="a::integer"
#| type_=sa.Enum("x", "y", name="e"), postgresql_using="a::e"
#| type_=sa.Enum("x", "y", name="e"), existing_type=sa.VARCHAR(5)
#| type_=sa.Enum("x", name="e2", native_enum=False, create_constraint=True), existing_type=sa.Enum("x", name="e1", native_enum=False, create_constraint=True)
#| type_=sa.Text(), existing_type=sa.Enum("x", native_enum=False, create_constraint=True)
#| type_=postgresql.JSONB(astext_type=sa.Text()), existing_type=postgresql.JSON(astext_type=sa.Text()), existing_nullable=False
#| type_=sa.DateTime(timezone=True), existing_type=postgresql.TIMESTAMP(), existing_nullable=False, existing_server_default=sa.text("now()")
#| server_default="x"
#| server_default=sa.text("now()")
#| server_default=sa.func.now()
#| server_default=None
#| server_default=False
#| server_default=True
#| server_default=5
#| server_default=sa.true()
#| server_default=sa.text("'{}'::jsonb"), existing_type=postgresql.JSONB()
#| server_default=sa.Identity(always=True, start=5), existing_server_default=None
#| server_default=sa.Identity()
#| server_default=sa.Identity(always=True, start=5), existing_server_default=sa.Identity(always=False, start=1)
#| server_default=sa.Identity(increment=2), existing_server_default=sa.Identity(increment=1, cache=3)
#| server_default=None, existing_server_default=sa.Identity()
#| server_default=None, existing_server_default=sa.Computed("b")
#| server_default=sa.Computed("b")
#| server_default=sa.FetchedValue()
#| comment="it's"
#| comment=None
#| comment=""
#| comment=False
#| comment="new", existing_comment="old", schema="s"
#| new_column_name="b"
#| new_column_name="Order", schema="My S"
#| new_column_name="b", nullable=False, type_=sa.BigInteger(), server_default="5", comment="c", existing_type=sa.Integer()
#| nullable=False, server_default=None
#| type_=sa.Integer(), nullable=False, server_default=sa.text("0"), postgresql_using="a::int"
#| autoincrement=True, existing_type=sa.Integer()
#| name="b"
#| bogus=1
#| type_=sa.Numeric(10, 2), existing_type=sa.Numeric(8, 2)
#| type_=sa.String(collation="C")
#| type_=postgresql.ARRAY(sa.Text()), postgresql_using="ARRAY[a]"
#| existing_nullable=False, existing_type=sa.Integer(), existing_server_default=sa.text("5")

# == quoted table and column
op.alter_column("My T", "The Column", nullable=False, schema="a.b")

# == positional arguments
op.alter_column("t", "a", False)

# == loop over tuples
for table, column in [("t", "a"), ("u", "b")]:
    op.alter_column(table, column, existing_type=sa.Integer(), type_=sa.BigInteger())

# == each aspect
op.alter_column('t', 'a', type_=sa.String(5), postgresql_using='a::text', nullable=False, server_default='x', comment="c'1", new_column_name='B', schema='s')

# == nullable
op.alter_column('t', 'a', nullable=True)
op.alter_column('t', 'a', existing_type=sa.Integer(), nullable=False)

# == defaults
op.alter_column('t', 'a', server_default=None)
op.alter_column('t', 'a', server_default=sa.text('now()'))
op.alter_column('t', 'a', server_default=sa.func.now(), existing_server_default='x')
op.alter_column('t', 'a', server_default=sa.true())
op.alter_column('t', 'a', server_default=False)

# == default true
op.alter_column('t', 'a', server_default=True)

# == default int
op.alter_column('t', 'a', server_default=1)

# == comments
op.alter_column('t', 'a', comment=None, existing_comment='x')
op.alter_column('t', 'a', comment='')
op.alter_column('t', 'a', comment=False)

# == using without type
op.alter_column('t', 'a', postgresql_using='a::int')

# == identity
op.alter_column('t', 'a', server_default=sa.Identity(always=True, start=5), existing_server_default=None)
op.alter_column('t', 'a', server_default=sa.Identity(always=True, start=5), existing_server_default=sa.Identity(always=False, start=1))
op.alter_column('t', 'a', server_default=None, existing_server_default=sa.Identity())
op.alter_column('t', 'a', server_default=sa.Identity())

# == computed
op.alter_column('t', 'a', server_default=sa.Computed('1'))

# == drop computed
op.alter_column('t', 'a', server_default=None, existing_server_default=sa.Computed('1'))

# == nothing
op.alter_column('t', 'a')

# == name keyword
op.alter_column('t', 'a', name='b')

# == enum without database type
op.alter_column('t', 'a', existing_type=sa.Enum('x', name='old', native_enum=False, create_constraint=True), type_=sa.Enum('y', 'zz', name='new', native_enum=False, create_constraint=True))

# == enum type
op.alter_column('t', 'a', existing_type=sa.String(), type_=sa.Enum('y', name='e'), existing_nullable=False)

# == type class
op.alter_column('t', 'a', type_=sa.Text)

# == schema with a dot
op.alter_column('My Table', 'a', nullable=False, comment='x', schema='a.b')

# == unknown keyword
op.alter_column('t', 'a', nope=True, nullable=True)

# == fetched value
op.alter_column('t', 'a', server_default=sa.FetchedValue())
