#! module from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable, DropConstraint, DropIndex, DropTable
#! module t = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Enum("x", name="e"), index=True, comment="c"), sa.UniqueConstraint("b", name="uq"), schema="s")

# == create and drop a table
op.execute(CreateTable(t))
op.execute(CreateTable(t, if_not_exists=True))
op.execute(DropTable(t))
op.execute(DropTable(t, if_exists=True))

# == on the connection
op.get_bind().execute(CreateTable(t))

# == indexes
ix = sa.Index("ix", t.c.b.desc(), unique=True, postgresql_where=t.c.a > 5)
op.execute(CreateIndex(ix))
op.execute(CreateIndex(ix, if_not_exists=True))
op.execute(DropIndex(ix))
op.execute(DropIndex(ix, if_exists=True))

# == constraints
c = sa.CheckConstraint(t.c.a > 5, name="ck")
op.execute(AddConstraint(c))
op.execute(DropConstraint(c))
op.execute(DropConstraint(c, cascade=True, if_exists=True))

# == constraint of append_constraint
u = sa.UniqueConstraint("a", name="uq_a")
t.append_constraint(u)
op.execute(AddConstraint(u))

#! naming {"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s"}

# == a table of its own metadata takes no convention
u = sa.Table("u", sa.MetaData(), sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Integer, unique=True, index=False))
op.execute(CreateTable(u))
u.create(op.get_bind(), checkfirst=False)
op.create_table("v", sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Integer, unique=True))
