# == add and drop
with op.batch_alter_table("t") as batch_op:
    batch_op.add_column(sa.Column("a", sa.Integer(), nullable=False))
    batch_op.drop_column("b")

# == schema
with op.batch_alter_table("t", schema="s") as batch_op:
    batch_op.alter_column("a", nullable=False, existing_type=sa.Integer())
    batch_op.create_index("ix", ["a"], unique=True)

# == everything
with op.batch_alter_table("t") as batch_op:
    batch_op.add_column(sa.Column("a", sa.Integer(), sa.ForeignKey("u.id"), index=True, comment="c"))
    batch_op.alter_column("b", new_column_name="c", type_=sa.Text(), server_default=None)
    batch_op.create_unique_constraint("uq", ["a"])
    batch_op.create_check_constraint("ck", "a > 0")
    batch_op.create_foreign_key("fk", "u", ["a"], ["id"], ondelete="CASCADE")
    batch_op.create_primary_key("pk", ["a"])
    batch_op.create_index(batch_op.f("ix_t_a"), ["a"], unique=False)
    batch_op.drop_constraint("old", type_="unique")
    batch_op.drop_index("ix_old")
    batch_op.create_table_comment("hello")
    batch_op.drop_table_comment()

# == referent schema
with op.batch_alter_table("t", schema="s") as batch_op:
    batch_op.create_foreign_key("fk", "u", ["a"], ["id"], referent_schema="s2")

# == not written as a with block
batch_op = op.batch_alter_table("t")
with batch_op as b:
    b.drop_column("a")

# == op inside runs at once
with op.batch_alter_table("t") as batch_op:
    batch_op.drop_column("a")
    op.execute("SELECT 1")

# == recreate never
with op.batch_alter_table("t", recreate="never") as batch_op:
    batch_op.drop_column("a")

# == recreate always
with op.batch_alter_table("t", recreate="always") as batch_op:
    batch_op.drop_column("a")

# == insert_after
with op.batch_alter_table("t") as batch_op:
    batch_op.add_column(sa.Column("a", sa.Integer()), insert_after="b")

# == enum
with op.batch_alter_table("t") as batch_op:
    batch_op.add_column(sa.Column("a", sa.Enum("x", name="e"), nullable=True))

# == postgresql options of an index
with op.batch_alter_table("t") as batch_op:
    batch_op.create_index("ix", ["a"], postgresql_where=sa.text("a > 0"), postgresql_using="gin")

# == execute on the batch
with op.batch_alter_table("t") as batch_op:
    batch_op.add_column(sa.Column("a", sa.Integer()))
    batch_op.execute("UPDATE t SET a = 1")

# == exclude constraint
with op.batch_alter_table("t") as batch_op:
    batch_op.create_exclude_constraint("ex", ("a", "="), using="gist")

# == alter column with using
with op.batch_alter_table("t") as batch_op:
    batch_op.alter_column("a", type_=sa.Integer(), postgresql_using="a::integer", existing_type=sa.Text())

# == two blocks
with op.batch_alter_table("t") as batch_op:
    batch_op.drop_column("a")
with op.batch_alter_table("u", schema=None) as batch_op:
    batch_op.drop_column("b")

# == table comment argument
with op.batch_alter_table("t", table_kwargs={"comment": "x"}) as batch_op:
    batch_op.drop_column("a")

# == loop inside
with op.batch_alter_table("t") as batch_op:
    for name in ("a", "b"):
        batch_op.drop_column(name)

# == error inside
with op.batch_alter_table("t") as batch_op:
    batch_op.drop_column("a")
    batch_op.drop_constraint(None, type_="unique")

# == queued
with op.batch_alter_table('t', schema='s') as batch_op:
    batch_op.add_column(sa.Column('a', sa.Integer))
    batch_op.execute('SELECT 1')
    op.execute('SELECT 2')
    batch_op.alter_column('b', nullable=False)
    batch_op.drop_column('c')
    batch_op.create_index('ix', ['a'], unique=True)
    batch_op.drop_index(batch_op.f('iy'))
    batch_op.create_unique_constraint('uq', ['a'])
    batch_op.create_foreign_key('fk', 'u', ['a'], ['id'], ondelete='CASCADE')
    batch_op.create_check_constraint('ck', 'a > 0')
    batch_op.create_primary_key('pk', ['a'])
    batch_op.drop_constraint('x', type_='unique')
    batch_op.create_table_comment('c')

# == insert after
with op.batch_alter_table('t') as batch_op:
    batch_op.add_column(sa.Column('a', sa.Integer), insert_after='b')

# == recreate never, several
with op.batch_alter_table('t', recreate='never') as batch_op:
    batch_op.drop_column('a')

# == if exists
with op.batch_alter_table('t') as batch_op:
    batch_op.drop_constraint('x', if_exists=True)

# == table name
with op.batch_alter_table('t') as batch_op:
    batch_op.drop_column('t', 'a')
