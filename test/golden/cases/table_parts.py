#! module metadata = sa.MetaData()

# == index on columns of a table
t = sa.Table("t", metadata, sa.Column("x", sa.Integer), sa.Column("y", sa.Integer))
sa.Index("ix", t.c.x)
t.create(op.get_bind(), checkfirst=False)

# == constraints on columns of a table
t = sa.Table("t", metadata, sa.Column("x", sa.Integer), sa.Column("y", sa.Integer))
sa.UniqueConstraint(t.c.y, name="uq_y")
sa.CheckConstraint(t.c.x > 5, name="ck_x")
sa.PrimaryKeyConstraint(t.c.x, name="pk")
t.create(op.get_bind(), checkfirst=False)

# == index on a column that joins its table later
c = sa.Column("z", sa.Integer)
sa.Index("ix", c, unique=True)
sa.UniqueConstraint(c, name="uq")
sa.Table("t", metadata, c).create(op.get_bind(), checkfirst=False)

# == index on a column of create_table
c = sa.Column("z", sa.Integer)
sa.Index("ix", c, unique=True)
sa.UniqueConstraint(c, name="uq")
op.create_table("t", c, sa.Column("k", sa.Integer))

# == index on a column, given to create_table too
c = sa.Column("z", sa.Integer)
op.create_table("t", c, sa.Index("ix", c))

# == index on a column of add_column
c = sa.Column("z", sa.Integer)
sa.Index("ix", c)
op.add_column("t", c)

# == a column in two tables
c = sa.Column("z", sa.Integer)
sa.Index("ix", c)
op.create_table("t", c)
op.create_table("u", c)

# == a column that belongs to a table
c = sa.Column("z", sa.Integer)
sa.Table("t", metadata, c)
sa.Table("u", metadata, c)

# == index of a table that create_table made
t = op.create_table("t", sa.Column("x", sa.Integer), schema="s")
sa.Index("ix", t.c.x).create(op.get_bind())

# == index of no table
sa.Index("ix", "x").create(op.get_bind())

# == index with expressions
t = sa.Table("t", metadata, sa.Column("x", sa.String), sa.Column("y", sa.Integer))
sa.Index("ix", sa.func.lower(t.c.x), t.c.y.desc(), sa.text("z"))
t.create(op.get_bind(), checkfirst=False)

# == index with a column by name waits for nothing
c = sa.Column("z", sa.Integer)
sa.Index("ix", c, "k")
op.create_table("t", c, sa.Column("k", sa.Integer))

# == append_constraint
t = sa.Table("t", metadata, sa.Column("x", sa.Integer))
t.append_constraint(sa.UniqueConstraint("x", name="uq"))
t.create(op.get_bind(), checkfirst=False)

# == foreign key on columns of a table
u = sa.Table("u", metadata, sa.Column("id", sa.Integer, primary_key=True))
t = sa.Table("t", metadata, sa.Column("x", sa.Integer))
sa.ForeignKeyConstraint([t.c.x], [u.c.id], name="fk")
t.create(op.get_bind(), checkfirst=False)

# == an expression of a column before its table
c = sa.Column("z", sa.String)
lowered = sa.func.lower(c)
sa.Table("t", metadata, c)
op.execute(sa.select(lowered))
