# == one case per unique constraint: op.create_unique_constraint({})
#| "uq", "t", ["a"]
#| "uq", "t", ["a", "B"], schema="s"
#| op.f("uq_t_a"), "t", ["a"]
#| None, "t", ["a"]
#| "uq", "t", ["a"], deferrable=True, initially="DEFERRED"
#| "uq", "t", ["a"], deferrable=False
#| "uq", "t", ["a"], initially="immediate"
#| "uq", "t", ["a"], initially="BOGUS"
#| "uq", "t", ["a"], postgresql_nulls_not_distinct=True
#| "uq", "t", ["a", "b"], postgresql_include=["a"]
#| "uq", "t", ["a"], postgresql_include=["z"]
#| "uq", "t", columns=["a", "b"]
#| "uq", "t", []
#| "uq", "t", "abc"
#| "uq", "t", ["a"], comment="why"

# == one case per check constraint: op.create_check_constraint({})
#| "ck", "t", "a > 0"
#| "ck", "t", sa.text("a > 0"), schema="s"
#| "ck", "t", sa.column("a") > 0
#| "ck", "t", sa.and_(sa.column("a") > 0, sa.column("b") < 5)
#| "ck", "t", sa.or_(sa.column("a").is_(None), sa.func.length(sa.column("a")) > 3)
#| "ck", "t", sa.column("a").in_(["x", "y"])
#| "ck", "t", sa.column("a").between(1, 5)
#| "ck", "t", sa.not_(sa.column("a") == sa.column("b"))
#| "ck", "t", "a > 0", postgresql_not_valid=True
#| "ck", "t", "a > 0", postgresql_not_valid=True, schema="My S"
#| "ck", "t", "a > 0", deferrable=False, initially="IMMEDIATE"
#| "ck", "t", "a <> ':x'"
#| "ck", "t", "a LIKE '10%'"
#| None, "t", "a > 0"
#| op.f("ck_t_pos"), "t", "a > 0"
#| "ck", "t", "a ~ '^[[:alpha:]]+$'"

# == one case per foreign key: op.create_foreign_key({})
#| "fk", "t", "u", ["a"], ["id"]
#| None, "t", "u", ["a"], ["id"]
#| op.f("fk_t_a_u"), "t", "u", ["a"], ["id"], ondelete="CASCADE"
#| "fk", "t", "u", ["a", "b"], ["x", "Y"], onupdate="no action", ondelete="set null"
#| "fk", "t", "u", ["a"], ["id"], source_schema="s1", referent_schema="s2"
#| "fk", "t", "u", ["a"], ["id"], source_schema="s1"
#| "fk", "t", "u", ["a"], ["id"], deferrable=True, initially="deferred", match="FULL"
#| "fk", "t", "u", ["a"], ["id"], deferrable=False
#| "fk", "t", "u", ["a"], ["id"], postgresql_not_valid=True
#| "fk", "t", "u", ["a"], ["id"], ondelete="SET DEFAULT", onupdate="RESTRICT", match="FULL", deferrable=True, initially="DEFERRED", postgresql_not_valid=True
#| "fk", "t", "u", ["a"], ["id"], use_alter=True
#| "fk", "t", "u", ["a"], ["id"], ondelete="BOGUS"
#| "fk", "t", "u", ["a"], ["id"], ondelete=""
#| "fk", "t", "u", ["a"], ["x", "y"]
#| "fk", "t", "t", ["parent"], ["id"]
#| "fk", "t", "s.b", ["a"], ["id"]
#| constraint_name="fk", source_table="t", referent_table="u", local_cols=["a"], remote_cols=["id"]
#| name="fk", source="t", referent="u", local_cols=["a"], remote_cols=["id"]
#| "fk", "t", "u", ["a"], ["id"], ondelete="SET NULL (a)"

# == one case per primary key: op.create_primary_key({})
#| "pk", "t", ["a", "b"]
#| None, "t", ["a"]
#| "Pk", "My T", ["A"], schema="s"
#| constraint_name="pk", table_name="t", columns=["a"]

# == one case per exclude constraint: op.create_exclude_constraint({})
#| "ex", "t", ("period", "&&"), ("group", "="), where="room > 5", using="gist"
#| "ex", "t", ("period", "&&")
#| "ex", "t", ("period", "&&"), schema="s", deferrable=True, initially="DEFERRED"
#| "ex", "t", (sa.column("period"), "&&"), where=sa.text("a > 5")
#| "ex", "t", (sa.text("lower(a)"), "=")

# == one case per drop: op.drop_constraint({})
#| "c", "t"
#| "c", "t", type_="unique"
#| "c", "t", "foreignkey"
#| "c", "t", type_="primary"
#| "c", "t", type_="check"
#| op.f("c"), "t", type_="foreignkey", schema="s"
#| "C", "My T", schema="a.b"
#| "c", "t", if_exists=True
#| "c", "t", type_="bogus"
#| None, "t", type_="foreignkey"
#| None, "t", type_="unique"
#| None, "t"
#| constraint_name="c", table_name="t", type_="unique"
#| "c", "t", type_=None

# == primary key
op.create_primary_key('pk', 't', ['a', 'B'], schema='s')
op.create_primary_key(None, 't', ['a'])

# == unique
op.create_unique_constraint('uq', 't', ['a', 'b'], schema='s', deferrable=True, initially='DEFERRED')
op.create_unique_constraint(None, 't', ['a'])
op.create_unique_constraint('uq', 't', ['a', 'b'], postgresql_nulls_not_distinct=True, postgresql_include=['b'])

# == unique include outside
op.create_unique_constraint('uq', 't', ['a'], postgresql_include=['b'])

# == check
op.create_check_constraint('ck', 't', 'a > 0', schema='s')
op.create_check_constraint('ck', 't', sa.text('a > 0'), postgresql_not_valid=True, deferrable=False, initially='IMMEDIATE')
op.create_check_constraint('ck', 't', sa.column('a').in_(['x', "y'"]))
op.create_check_constraint(None, 't', sa.func.length(sa.column('name')) > 5)
op.create_check_constraint('ck', 't', sa.or_(sa.column('a') != None, sa.and_(sa.column('b') == 1, sa.column('c') < 2)))

# == foreign key
op.create_foreign_key('fk', 'a', 'b', ['x', 'y'], ['p', 'q'], ondelete='CASCADE', onupdate='no action', deferrable=True, initially='deferred', match='FULL', source_schema='s1', referent_schema='s2', postgresql_not_valid=True)
op.create_foreign_key(None, 'a', 'b', ['x'], ['p'])
op.create_foreign_key('fk', 'a', 's.b', ['x'], ['p'], use_alter=True)
op.create_foreign_key('fk', 'a', 'a', ['x'], ['id'], deferrable=False)

# == foreign key phrases
op.create_foreign_key('fk', 'a', 'b', ['x'], ['p'], ondelete='SET NULL (x)')
op.create_foreign_key('fk', 'a', 'b', ['x'], ['p'], ondelete='BOGUS')

# == foreign key phrase refused
op.create_foreign_key('fk', 'a', 'b', ['x'], ['p'], onupdate='x; y')

# == foreign key empty phrase
op.create_foreign_key('fk', 'a', 'b', ['x'], ['p'], ondelete='')

# == foreign key count mismatch
op.create_foreign_key('fk', 'a', 'b', ['x'], ['p', 'q'])

# == foreign key old keywords
op.create_foreign_key('fk', source='a', referent='b', local_cols=['x'], remote_cols=['p'])

# == exclude
op.create_exclude_constraint('ex', 't', ('period', '&&'), ('group', '='), where="a > 1", using='gist', schema='s', deferrable=True, initially='DEFERRED')

# == drop
op.drop_constraint('c', 't')
op.drop_constraint('C', 't', 'unique', schema='s')
op.drop_constraint('c', 't', type_='foreignkey', if_exists=True)
op.drop_constraint(op.f('c'), 't', type_='primary')
op.drop_constraint('c', 't', type_='check')

# == drop bad type
op.drop_constraint('c', 't', type_='foreign')

# == drop unnamed
op.drop_constraint(None, 't', type_='unique')

# == drop unnamed foreign key
op.drop_constraint(None, 't', type_='foreignkey')

# == schema with a dot
op.create_unique_constraint('uq', 't', ['a'], schema='a.b')
op.drop_constraint('uq', 't', schema='a.b')

# == too long
op.create_unique_constraint('u' * 64, 't', ['a'])

# == quoting
op.create_unique_constraint('uq"x', 'T t', ['a-b', '1a', '$x', 'é', 'select', 'type'])

# == positional schema
op.create_unique_constraint('uq', 't', ['a'], 's')
