# == one case per operation: op.{}
#| drop_table("t")
#| drop_table("t", schema="s")
#| drop_table("My T", if_exists=True, schema="My S")
#| drop_table("t", comment="c", info={}, prefixes=["x"])
#| drop_table("t", bogus=1)
#| drop_table("user")
#| rename_table("a", "B")
#| rename_table("a", "b", schema="s")
#| rename_table("order", "orders", schema="a.b")
#| create_table_comment("t", "it's")
#| create_table_comment("t", "new", existing_comment="old", schema="s")
#| create_table_comment("t", None)
#| create_table_comment("t", "")
#| drop_table_comment("t")
#| drop_table_comment("t", existing_comment="old", schema="S")
#| bogus("t")
#| create_table_comment("t", "100% \\ :x")

# == several in a row
op.rename_table("a", "b")
op.drop_table("c")
op.create_table_comment("b", "was a")

# == loop over tables to drop
for table in ["b", "a"]:
    op.drop_table(table)

# == reversed constant
TABLES = ("a", "b", "c")
# ---
for table in reversed(TABLES):
    op.drop_table(table)

# == nothing
pass

# == return early
op.drop_table("a")
return
op.drop_table("b")
