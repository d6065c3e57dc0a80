#! module import alembic_postgresql_enum
#! module from alembic_postgresql_enum import ColumnType, TableReference
#! module from alembic_postgresql_enum.sql_commands.indexes import TableIndex

# == values of one column
op.sync_enum_values(
    enum_schema="public",
    enum_name="status",
    new_values=["new", "open", "it is done"],
    affected_columns=[TableReference(table_schema="public", table_name="orders", column_name="status")],
    enum_values_to_rename=[],
)

# == by position
op.sync_enum_values("public", "status", ["a"], [TableReference("orders", "status")])

# == no columns
op.sync_enum_values("public", "status", ("a", "b"), [])

# == renamed values
op.sync_enum_values(
    "public", "status", ["a", "three"], [TableReference("orders", "status"), TableReference("old orders", "Status", None)],
    enum_values_to_rename=[("tree", "three"), ("b", "a")],
)

# == a default
op.sync_enum_values(
    "public", "status", ["a", "three"],
    [TableReference("orders", "status", existing_server_default="'tree'::order_status")],
    enum_values_to_rename=[("tree", "three")],
)

# == defaults of arrays
op.sync_enum_values(
    "s", "status", ["a", "three"],
    [
        TableReference("x", "tags", "s", ColumnType.ARRAY, "'{tree,a}'::status[]"),
        TableReference("x", "more", "s", column_type=ColumnType.ARRAY, existing_server_default="ARRAY['tree'::status]"),
        TableReference("x", "common", "s", column_type=ColumnType.COMMON),
    ],
    enum_values_to_rename=[("tree", "three")],
)

# == indexes
op.sync_enum_values(
    "public", "status", ["a", "c"], [TableReference("orders", "status")], enum_values_to_rename=[("b", "c")],
    indexes_to_recreate=[
        TableIndex(name="public.ix_open", definition="CREATE INDEX ix_open ON public.orders USING btree (id) WHERE (status = 'b'::status)"),
        TableIndex("ix_other", "CREATE INDEX ix_other ON public.orders USING btree (id) WHERE (status = 'b'::public.status)"),
    ],
)

# == neither tuple nor reference
op.sync_enum_values("public", "status", ["a"], [["orders", "status"]])
