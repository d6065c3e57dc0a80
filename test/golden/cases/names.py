# == one case per name: op.drop_table({})
#| "user"
#| "order"
#| "group"
#| "end"
#| "offset"
#| "desc"
#| "window"
#| "do"
#| "returning"
#| "left"
#| "is"
#| "verbose"
#| "binary"
#| "type"
#| "name"
#| "value"
#| "key"
#| "date"
#| "time"
#| "timestamp"
#| "text"
#| "index"
#| "position"
#| "values"
#| "row"
#| "interval"
#| "int"
#| "char"
#| "exists"
#| "lateral"
#| "system_user"
#| "collation"
#| "concurrently"
#| "tablesample"
#| "between"
#| "new"
#| "old"
#| "of"
#| "off"
#| "over"
#| "USER"
#| "Mixed"
#| "a b"
#| "a-b"
#| "1a"
#| "$a"
#| "_a"
#| "a$b"
#| "a1"
#| "naïve"
#| 'say "hi"'
#| '"quoted"'
#| ""
#| "a.b"
#| "a%b"
#| "a_table_name_that_is_longer_than_sixty_three_characters_is_never_checked"
#| sa.sql.quoted_name("plain", True)
#| sa.sql.quoted_name("Upper", False)
#| op.f("plain")
#| "a" + "b"
#| f"t_{1 + 1}"
#| "t_%s" % "x"
#| "t_{}".format("x")

# == one case per constraint name: op.create_unique_constraint({}, "t", ["a"])
#| "a_name_that_is_longer_than_sixty_three_characters_is_too_long_for_it"
#| op.f("a_name_that_is_longer_than_sixty_three_characters_is_too_long_for_it")
#| "exactly_sixty_three_characters_long_name_of_a_constraint_in_her"
#| "Upper"
#| "a b"

# == long automatic index name
op.create_table("a_rather_long_table_name_for_an_index", sa.Column("with_a_rather_long_column_name_too", sa.Integer(), index=True))

# == quoted column by keyword
op.create_table("t", sa.Column("plain", sa.Integer(), quote=True), sa.Column("Upper", sa.Integer(), quote=False))
