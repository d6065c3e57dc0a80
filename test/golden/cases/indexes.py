# == one case per index: op.create_index({})
#| "ix", "t", ["a"]
#| "ix", "t", ["a", "b"], unique=True
#| op.f("ix_t_a"), "t", ["a"], unique=False
#| "ix", "t", ["a"], schema="s"
#| "Ix", "My T", ["Order", "b"], schema="S"
#| None, "t", ["a"]
#| None, "t", ["a", "b"]
#| "ix", "t", "abc"
#| "ix", "t", []
#| "ix", "t", [sa.text("lower(a)")]
#| "ix", "t", [sa.text("(a || b)"), "c"]
#| "ix", "t", [sa.func.lower(sa.column("a"))]
#| "ix", "t", [sa.func.coalesce(sa.column("a"), "x")]
#| "ix", "t", [sa.column("a") + sa.column("b")]
#| "ix", "t", [sa.cast(sa.column("a"), sa.Text())]
#| "ix", "t", [sa.func.to_tsvector("english", sa.column("a"))]
#| "ix", "t", [sa.func.to_tsvector(sa.text("'english'"), sa.column("a"))]
#| "ix", "t", [sa.column("a").desc(), sa.column("b").asc(), sa.column("c").desc().nulls_last()]
#| "ix", "t", [sa.desc("a")]
#| "ix", "t", [sa.column("d").desc().nulls_first()]
#| "ix", "t", [sa.literal_column("a DESC")]
#| "ix", "t", [sa.literal_column("lower(a)"), "b"], unique=True
#| "ix", "t", [sa.text("a DESC NULLS LAST")]
#| "ix", "t", ["a"], postgresql_using="gin"
#| "ix", "t", ["a"], postgresql_using="HASH"
#| "ix", "t", ["a"], postgresql_using="x y"
#| "ix", "t", ["a", "b"], postgresql_ops={"a": "gin_trgm_ops"}, postgresql_using="gin"
#| "ix", "t", [sa.text("lower(a)")], postgresql_ops={"lower(a)": "text_pattern_ops"}
#| "ix", "t", [sa.func.lower(sa.column("a")).label("la")], postgresql_ops={"la": "text_pattern_ops"}
#| "ix", "t", ["a"], postgresql_where=sa.text("a > 5")
#| "ix", "t", ["a"], postgresql_where="a IS NOT NULL"
#| "ix", "t", ["a"], postgresql_where=sa.column("a") > 5
#| "ix", "t", ["a"], postgresql_where=sa.and_(sa.column("a") > 5, sa.column("b").is_(None))
#| "ix", "t", ["a"], postgresql_where=sa.column("kind") == "it's"
#| "ix", "t", ["a"], postgresql_with={"fillfactor": 50}
#| "ix", "t", ["a"], postgresql_with={"fastupdate": True, "x": None}
#| "ix", "t", ["a"], postgresql_include=["z", "W"]
#| "ix", "t", ["a"], postgresql_tablespace="Ts"
#| "ix", "t", ["a"], unique=True, postgresql_nulls_not_distinct=True
#| "ix", "t", ["a"], unique=True, postgresql_nulls_not_distinct=False
#| "ix", "t", ["a"], if_not_exists=True
#| "ix", "t", ["a"], postgresql_concurrently=True
#| "ix", "t", ["a"], postgresql_concurrently=True, if_not_exists=True, unique=True, postgresql_using="btree", postgresql_include=["b"], postgresql_where=sa.text("b = ':x'")
#| "ix", "t", ["a"], postgresql_concurrently=False
#| "ix", "t", ["a"], mysql_length=10
#| "ix", "t", ["a"], postgresql_bogus=1
#| "ix", "t", ["a"], bogus=1
#| "ix", "t", ["a"], quote=True
#| "a_name_that_is_longer_than_sixty_three_characters_is_too_long_for_it", "t", ["a"]
#| op.f("a_name_that_is_longer_than_sixty_three_characters_is_too_long_for_it"), "t", ["a"]
#| name="ix", table_name="t", columns=["a"]
#| index_name="ix", table_name="t", columns=["a"], unique=True
#| "ix", "s.t", ["a"]
#| "ix", "t", ["a", sa.text("b -> 'k'")], postgresql_using="gin"

# == one case per drop: op.drop_index({})
#| "ix"
#| "ix", table_name="t"
#| "ix", "t"
#| op.f("ix_t_a"), table_name="t"
#| "Ix", table_name="t", schema="S"
#| "ix", table_name="t", if_exists=True
#| "ix", table_name="t", postgresql_concurrently=True
#| "ix", table_name="t", postgresql_concurrently=True, if_exists=True, schema="s"
#| "ix", table_name="t", postgresql_where=sa.text("a > 5"), postgresql_using="gin"
#| None, "t"
#| index_name="ix"

# == concurrently in an autocommit block
with op.get_context().autocommit_block():
    op.create_index("ix_t_a", "t", ["a"], postgresql_concurrently=True)

# == between other statements
op.add_column("t", sa.Column("a", sa.Integer()))
with op.get_context().autocommit_block():
    op.create_index("ix_t_a", "t", ["a"], postgresql_concurrently=True)
op.drop_column("t", "b")

# == plain
op.create_index('ix', 't', ['a', 'Order'])
op.create_index('ix', 't', ['a'], unique=True, schema='s', if_not_exists=True)
op.create_index(op.f('ix'), 't', ['a'], postgresql_concurrently=True)

# == options
op.create_index('ix', 't', ['a', 'b'], postgresql_using='GIN', postgresql_ops={'a': 'gin_trgm_ops'}, postgresql_with={'fillfactor': 50, 'b': True, 'c': None},
    postgresql_tablespace='TS', postgresql_where=sa.text("a > 5"), postgresql_include=['z', 'W'], postgresql_nulls_not_distinct=True)
op.create_index('ix', 't', ['a'], postgresql_where='a IS NULL', postgresql_nulls_not_distinct=False)

# == expressions
op.create_index('ix', 't', [sa.text('lower(a)'), sa.text('b DESC'), 'c'])
op.create_index('ix', 't', [sa.func.lower(sa.column('a')), sa.func.coalesce(sa.column('a'), 'x')])
op.create_index('ix', 't', [sa.column('a') + sa.column('b'), sa.cast(sa.column('a'), sa.Text)])
op.create_index('ix', 't', [sa.column('a').desc(), sa.asc('b'), sa.column('c').desc().nulls_last(), sa.desc(sa.column('d')).nulls_first(), sa.literal_column('(x -> 1)')])
op.create_index('ix', 't', [sa.literal_column('lower(a)'), sa.text('b')], postgresql_ops={'b': 'text_pattern_ops', 'lower(a)': 'x_ops'})

# == where expression
op.create_index('ix', 't', ['a'], postgresql_where=sa.column('a') > 5)
op.create_index('ix', 't', ['a'], postgresql_where=sa.and_(sa.column('a') > 5, sa.column('b') == 'x', sa.column('c').is_(None)))

# == text with operator class
op.create_index('ix', 't', [sa.text('a gin_trgm_ops')], postgresql_using='gin')

# == no name
op.create_index(None, 't', ['a'])
op.create_index(None, 't', ['a', 'b'], schema='s')
op.drop_index(None, 't')

# == no columns
op.create_index('ix', 't', [])

# == columns as str
op.create_index('ix', 't', 'abc')

# == using refused
op.create_index('ix', 't', ['a'], postgresql_using='x y')

# == too long
op.create_index('i' * 64, 't', ['a'])

# == too long but final
op.create_index(op.f('ix_' + 'é' * 70), 't', ['a'])
op.create_index(op.f('ix_' + 'a' * 61), 't', ['a'])

# == automatic name too long
op.create_table('t' * 40, sa.Column('c' * 40, sa.Integer, index=True))

# == drop
op.drop_index('ix', table_name='t')
op.drop_index(op.f('IX'), 't', schema='s', if_exists=True)
op.drop_index('ix', 't', postgresql_concurrently=True, postgresql_where=sa.text('a'), unique=True, postgresql_using='gin')
op.drop_index('ix')

# == unknown postgresql argument
op.create_index('ix', 't', ['a'], postgresql_nope=1)

# == unknown argument
op.create_index('ix', 't', ['a'], nope=1)

# == autocommit block
op.drop_column('t', 'a')
with op.get_context().autocommit_block():
    op.create_index('ix', 't', ['b'], postgresql_concurrently=True)
op.drop_column('t', 'c')

# == number among the columns
op.create_index('ix', 't', [1])

# == the same column twice
op.create_index('ix', 't', ['a', 'a'])

# == text search configuration
op.create_index('ix', 't', [sa.text("to_tsvector('english', a)")], postgresql_using='gin')
op.create_index('ix', 't', [sa.func.to_tsvector(sa.text("'english'"), sa.column('a'))], postgresql_using='gin')
op.create_index('ix', 't', [sa.func.to_tsvector(sa.column('a'))])

# == text search configuration as a value
op.create_index('ix', 't', [sa.func.to_tsvector('english', sa.column('a'))])
