#! naming {"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", "pk": "pk_%(table_name)s"}

# == everything unnamed in create_table
op.create_table(
    "t",
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("a", sa.Integer(), sa.ForeignKey("u.id"), unique=True),
    sa.Column("b", sa.Integer(), index=True),
    sa.UniqueConstraint("a", "b"),
    sa.CheckConstraint("a > 0", name="pos"),
    sa.ForeignKeyConstraint(["b"], ["s.w.id"]),
)

# == everything named by op.f
op.create_table(
    "t",
    sa.Column("id", sa.Integer()),
    sa.CheckConstraint("id > 0", name=op.f("ck_t_pos")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_t")),
    sa.UniqueConstraint("id", name=op.f("uq_t_id")),
)

# == given names are kept
op.create_table(
    "t",
    sa.Column("id", sa.Integer()),
    sa.PrimaryKeyConstraint("id", name="my_pk"),
    sa.UniqueConstraint("id", name="my_uq"),
    sa.ForeignKeyConstraint(["id"], ["u.id"], name="my_fk"),
    sa.CheckConstraint("id > 0", name="my_ck"),
)

# == schema
op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True, index=True), schema="s")

# == unnamed check
op.create_table("t", sa.Column("a", sa.Integer()), sa.CheckConstraint("a > 0"))

# == check in a column
op.create_table("t", sa.Column("a", sa.Integer(), sa.CheckConstraint("a > 0", name="pos")))

# == boolean and enum checks
op.create_table("t", sa.Column("a", sa.Enum("x", name="kind", native_enum=False, create_constraint=True)))

# == one case per operation: op.{}
#| create_check_constraint("pos", "t", "a > 0")
#| create_check_constraint(op.f("pos"), "t", "a > 0")
#| create_check_constraint("pos", "t", "a > 0", schema="s")
#| create_check_constraint(None, "t", "a > 0")
#| drop_constraint("pos", "t", type_="check")
#| drop_constraint("pos", "t")
#| drop_constraint(op.f("pos"), "t", type_="check")
#| drop_constraint("uq", "t", type_="unique")
#| drop_constraint(None, "t", type_="foreignkey")
#| drop_constraint(None, "t", type_="unique")
#| drop_constraint(None, "t", type_="primary")
#| create_unique_constraint(None, "t", ["a", "b"])
#| create_unique_constraint("given", "t", ["a"])
#| create_foreign_key(None, "t", "u", ["a"], ["id"])
#| create_foreign_key(None, "t", "u", ["a", "b"], ["x", "y"], source_schema="s", referent_schema="s2")
#| create_primary_key(None, "t", ["a"])
#| create_index(None, "t", ["a"])
#| create_index(None, "t", ["a", "b"], schema="s")
#| create_index(None, "t", [sa.text("lower(a)")])
#| drop_index(None, "t")
#| add_column("t", sa.Column("a", sa.Integer(), sa.ForeignKey("u.id"), unique=True))
#| add_column("t", sa.Column("a", sa.Integer(), index=True))
#| add_column("t", sa.Column("a", sa.Integer(), sa.CheckConstraint("a > 0", name="pos")))
#| create_exclude_constraint(None, "t", ("a", "="))
#| create_exclude_constraint("ex", "t", ("a", "="))

# == in a batch
with op.batch_alter_table("t") as batch_op:
    batch_op.create_unique_constraint(None, ["a"])
    batch_op.create_check_constraint("pos", "a > 0")
    batch_op.create_foreign_key(None, "u", ["a"], ["id"])
    batch_op.drop_constraint("pos", type_="check")

#! naming {"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0N_name)s", "ck": "ck_%(table_name)s_%(column_0_name)s", "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s_%(referred_column_0_name)s", "pk": "pk_%(column_0_key)s"}

# == joined columns
op.create_table(
    "t",
    sa.Column("a", sa.Integer(), primary_key=True),
    sa.Column("b", sa.Integer(), primary_key=True),
    sa.UniqueConstraint("a", "b"),
    sa.ForeignKeyConstraint(["a", "b"], ["u.x", "u.y"]),
    sa.Index(None, "a", "b"),
)

# == joined columns without a foreign key
op.create_table(
    "t",
    sa.Column("a", sa.Integer(), primary_key=True),
    sa.Column("b", sa.Integer(), primary_key=True),
    sa.UniqueConstraint("a", "b"),
    sa.Index(None, "a", "b"),
)

# == foreign key to a table that was made before
op.create_table("u", sa.Column("x", sa.Integer(), primary_key=True))
op.create_table("t", sa.Column("a", sa.Integer(), sa.ForeignKey("u.x")))

# == check without constraint_name token
op.create_table("t", sa.Column("a", sa.Integer()), sa.CheckConstraint(sa.column("a") > 0))

# == check on text without columns
op.create_check_constraint(None, "t", "a > 0")

# == check with a given name
op.create_check_constraint("given", "t", "a > 0")

# == long name is cut
op.create_unique_constraint(None, "a_rather_long_table_name_for_a_constraint", ["with_a_rather_long_column", "and_another"])

# == several columns of an index
op.create_index(None, "t", ["a", "b", "c"])

#! naming {"pk": "%(table_name)s_pkey", "uq": "%(table_name)s_%(column_0_name)s_key", "fk": "%(table_name)s_%(column_0_name)s_fkey"}

# == the names that PostgreSQL itself gives
op.create_table(
    "t",
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("a", sa.Integer(), sa.ForeignKey("u.id"), unique=True),
    sa.CheckConstraint("a > 0"),
    sa.CheckConstraint("a > 1", name="ck"),
)
op.drop_constraint(None, "t", type_="unique")

# == an index where the convention has none
op.create_table(
    "t",
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("a", sa.Integer(), sa.ForeignKey("u.id"), unique=True, index=True),
    sa.CheckConstraint("a > 0"),
    sa.CheckConstraint("a > 1", name="ck"),
)
