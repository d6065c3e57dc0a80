#! module t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("flag", sa.Boolean), sa.column("data", postgresql.JSONB), sa.column("at", sa.DateTime), sa.column("n", sa.Numeric(10, 2)))
#! module u = sa.table("u", sa.column("t_id", sa.Integer), sa.column("name", sa.String), schema="s")
#! module p = sa.table("p", sa.column("id", sa.Integer), sa.column("tags", postgresql.ARRAY(sa.String)), sa.column("x"))

# == one case per statement: op.execute({})
#| t.insert().values(name="x", id=5)
#| t.insert().values({"id": 5})
#| t.insert().values([{"id": 1, "name": "a"}, {"id": 2, "name": "b"}])
#| t.insert().values({t.c.id: 5, t.c.name: "x"})
#| t.insert().from_select(["id"], sa.select(u.c.t_id).where(u.c.name == "x"))
#| sa.insert(t).values(id=1)
#| t.insert()
#| t.insert().values(zz=5)
#| t.insert().values(id=1).returning(t.c.id)
#| t.insert().values(name=sa.func.lower("X"))
#| t.insert().values(name=sa.null())
#| t.insert().values(name=sa.text("'raw'"))
#| t.update().values(name="x")
#| t.update().where(t.c.id == 1).values(name="x")
#| t.update().where(t.c.id == 1).where(t.c.flag).values(name="x", flag=False)
#| t.update().where(t.c.id == 1, t.c.name == "y").values({"name": None})
#| t.update().values({t.c.name: t.c.name + "x"})
#| t.update().values(name=sa.func.lower(t.c.name), flag=~t.c.flag)
#| t.update().values(id=t.c.id * 2 + 1)
#| t.update().values(name=u.c.name).where(t.c.id == u.c.t_id)
#| t.update().values(name=sa.select(u.c.name).where(u.c.t_id == t.c.id).scalar_subquery())
#| t.update().values(name=sa.case((t.c.id == 1, "one"), else_="many"))
#| t.update().values(at=sa.func.now())
#| t.update().values(n=t.c.n + 1)
#| t.update()
#| t.update().values(zz=1)
#| sa.update(t).where(t.c.id.in_([1, 2, 3])).values(flag=True)
#| sa.update(t).where(t.c.id == sa.bindparam("x", 5)).values(flag=True)
#| u.update().values(name="x")
#| t.delete()
#| t.delete().where(t.c.id == 1)
#| t.delete().where(t.c.id == u.c.t_id)
#| t.delete().where(t.c.id.in_(sa.select(u.c.t_id)))
#| sa.delete(u).where(u.c.name.is_(None))
#| t.delete().where(sa.exists().where(u.c.t_id == t.c.id))
#| t.delete().where(sa.exists(sa.select(u.c.t_id).where(u.c.t_id == t.c.id)))
#| t.delete().where(~sa.exists().where(u.c.t_id == t.c.id))
#| sa.select(t.c.id)
#| sa.select(t.c.id, t.c.name).where(t.c.id == 1).order_by(t.c.id.desc()).limit(5).offset(2)
#| sa.select(sa.func.count()).select_from(t)
#| sa.select(sa.func.count(t.c.id))
#| sa.select(t.c.name).distinct()
#| sa.select(t.c.name, sa.func.count(t.c.id)).group_by(t.c.name).having(sa.func.count(t.c.id) > 1)
#| sa.select(t.c.id, u.c.name).join(u, t.c.id == u.c.t_id)
#| sa.select(t.c.id).select_from(t.join(u, t.c.id == u.c.t_id))
#| sa.select(t.c.id).select_from(t.outerjoin(u, t.c.id == u.c.t_id))
#| sa.select(t.c.id).union_all(sa.select(u.c.t_id))
#| sa.select(t)
#| sa.select(sa.literal(1), sa.literal("x"))
#| sa.select(t.alias("a").c.id)
#| sa.select(sa.func.setval("s", 5))
#| sa.select([t.c.id])
#| postgresql.insert(t).values(id=1).on_conflict_do_nothing()
#| postgresql.insert(t).values(id=1).on_conflict_do_nothing(index_elements=["id"])
#| postgresql.insert(t).values(id=1, name="x").on_conflict_do_update(index_elements=["id"], set_={"name": "y"})
#| postgresql.insert(t).values(id=1).on_conflict_do_update(constraint="uq", set_={"name": "y"}, where=t.c.id > 5)
#| sa.func.setval("s", 5)
#| sa.schema.CreateSequence(sa.Sequence("sq"))
#| sa.schema.CreateSequence(sa.Sequence("sq", start=5, increment=2, schema="s"))
#| sa.schema.DropSequence(sa.Sequence("sq"))
#| sa.schema.CreateSchema("My S")
#| sa.schema.CreateSchema("s", if_not_exists=True)
#| sa.schema.DropSchema("s", cascade=True)
#| sa.DDL("CREATE EXTENSION IF NOT EXISTS pgcrypto")
#| sa.schema.CreateTable(sa.Table("x", sa.MetaData(), sa.Column("a", sa.Integer())))
#| sa.schema.DropTable(sa.Table("x", sa.MetaData(), sa.Column("a", sa.Integer())))

# == one case per condition: op.execute(t.delete().where({}))
#| t.c.name == "x"
#| t.c.name != "x"
#| t.c.name == None
#| t.c.name != None
#| t.c.name.is_(None)
#| t.c.name.isnot(None)
#| t.c.name.is_not(None)
#| t.c.flag == True
#| t.c.flag.is_(True)
#| t.c.flag.is_(sa.true())
#| t.c.flag
#| ~t.c.flag
#| sa.not_(t.c.flag)
#| t.c.id > 1
#| t.c.id >= t.c.n
#| 5 < t.c.id
#| t.c.id.between(1, 2)
#| t.c.id.in_([1])
#| t.c.id.in_([])
#| t.c.id.not_in([1])
#| t.c.id.notin_([1, 2])
#| t.c.name.in_(["a", "it's"])
#| t.c.name.in_(("a",))
#| t.c.name.like("a%")
#| t.c.name.ilike("%x")
#| t.c.name.notlike("a_")
#| t.c.name.like("a/%", escape="/")
#| t.c.name.startswith("a_")
#| t.c.name.startswith("a%", autoescape=True)
#| t.c.name.endswith("z")
#| t.c.name.contains("m")
#| t.c.name.op("~")("^x")
#| t.c.name.regexp_match("^x")
#| t.c.name + "x" == "yx"
#| t.c.id + 1 > 2
#| t.c.id % 2 == 0
#| t.c.id / 2 == 1
#| t.c.id // 2 == 1
#| t.c.n * 1.5 > 2
#| -t.c.id < 0
#| (t.c.id + 1) * 2 == 4
#| sa.and_(t.c.id == 1, t.c.name == "x")
#| sa.or_(t.c.id == 1, t.c.name == "x")
#| sa.and_(t.c.flag, sa.or_(t.c.id == 1, t.c.id == 2))
#| sa.not_(sa.and_(t.c.id == 1, t.c.flag))
#| sa.not_(t.c.id == 1)
#| sa.not_(t.c.name.in_(["a"]))
#| (t.c.id == 1) & (t.c.name == "x") | t.c.flag
#| sa.and_()
#| sa.true()
#| sa.text("id = 5")
#| sa.text("id = :x").bindparams(x=5)
#| sa.literal_column("id") == 5
#| sa.column("zz") == 5
#| sa.func.lower(t.c.name) == "x"
#| sa.func.coalesce(t.c.n, 0) > 1
#| sa.cast(t.c.id, sa.String) == "1"
#| t.c.id.cast(sa.Text) == "1"
#| sa.extract("year", t.c.at) == 2020
#| t.c.data["a"].astext == "x"
#| t.c.data["a"]["b"].astext == "x"
#| t.c.data[("a", "b")].astext == "x"
#| t.c.data["a"] == None
#| t.c.data.has_key("a")
#| t.c.data.contains({"a": 1})
#| t.c.at > sa.func.now() - sa.text("interval '1 day'")
#| t.c.at > "2020-01-01"
#| p.c.tags.contains(["a"])
#| p.c.tags.overlap(["a", "it's"])
#| p.c.tags == ["a", "b"]
#| p.c.tags.any("a")
#| p.c.x == "y"
#| p.c.x == 5
#| sa.tuple_(t.c.id, t.c.name).in_([(1, "a"), (2, "b")])
#| t.c.id == sa.select(sa.func.max(u.c.t_id)).scalar_subquery()
#| t.c.zz == 1
#| t.columns.id == 1
#| t.c["id"] == 1
#| sa.func.length(t.c.name).between(1, 5)
#| t.c.name == sa.literal("x")
#| t.c.name == sa.null()
#| t.c.name.collate("C") == "x"
#| t.c.name.concat("x") == "y"
#| sa.case({1: "a"}, value=t.c.id, else_="z") == "a"
#| sa.between(t.c.id, 1, 2)
#| sa.any_(p.c.tags) == "x"
#| "x" == sa.any_(p.c.tags)
#| t.c.id.is_distinct_from(5)
#| t.c.name.match("x")
#| sa.func.count(t.c.id).filter(t.c.flag) > 1
#| sa.type_coerce(t.c.name, sa.Integer) == 5

# == values from a loop
for old, new in {"a": "b", "c": "d"}.items():
    op.execute(t.update().where(t.c.name == old).values(name=new))

# == table by sa.Table
x = sa.Table("x", sa.MetaData(), sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(5)))
op.execute(x.insert().values(name="a"))
op.execute(x.update().values(name="b").where(x.c.id == 1))

# == table with a schema in its metadata
x = sa.Table("x", sa.MetaData(schema="S"), sa.Column("id", sa.Integer()))
op.execute(x.delete().where(x.c.id == 1))

# == cte
big = sa.select(t.c.id).where(t.c.id > 100).cte("big")
op.execute(t.delete().where(t.c.id.in_(sa.select(big.c.id))))

# == through the bind
conn = op.get_bind()
conn.execute(t.update().where(t.c.id == 1).values(name="x"))

#! module import datetime
#! module import decimal
# == insert
t = sa.table('t', sa.column('id', sa.Integer), sa.column('name', sa.String), sa.column('flag', sa.Boolean))
op.execute(t.insert().values(name='x', id=5))
op.execute(t.insert().values([{'id': 1, 'name': 'a'}, {'id': 2, 'name': 'b'}]))
op.execute(sa.insert(t).values({'id': 1, 'flag': True}))
op.execute(t.insert().from_select(['id'], sa.select(t.c.id).where(t.c.flag == True)))

# == update and delete
t = sa.table('t', sa.column('id', sa.Integer), sa.column('name', sa.String), sa.column('flag', sa.Boolean))
u = sa.table('u', sa.column('t_id', sa.Integer), sa.column('name', sa.String), schema='My.S')
op.execute(t.update().where(t.c.id.in_([1, 2, 3])).values(name=sa.func.lower(t.c.name), flag=~t.c.flag))
op.execute(t.update().values(id=t.c.id * 2 + 1, name=t.c.name + 'x'))
op.execute(t.update().where(t.c.id == u.c.t_id).values(name=u.c.name))
op.execute(t.delete().where(t.c.id == u.c.t_id))
op.execute(sa.update(t).where(t.c.name == op.inline_literal('a')).values({'name': op.inline_literal('b')}))
op.execute(sa.delete(t))
op.execute(t.update().where(t.c.id == sa.select(u.c.t_id).where(u.c.name == t.c.name).scalar_subquery()).values(name='x'))
op.execute(t.update().values(name=sa.select(u.c.name).where(u.c.t_id == t.c.id).scalar_subquery()))

# == conditions
t = sa.table('t', sa.column('id', sa.Integer), sa.column('name', sa.String), sa.column('flag', sa.Boolean), sa.column('n'))
for where in [t.c.id == None, t.c.id != None, t.c.flag == True, t.c.flag.is_(True), t.c.flag.is_(None), t.c.id.isnot(None), t.c.flag, ~t.c.flag, sa.not_(t.c.id == 1),
        sa.and_(t.c.id == 1, sa.or_(t.c.name == 'a', t.c.name == 'b')), sa.not_(sa.and_(t.c.id == 1, t.c.name == 'a')), t.c.id.in_([]), t.c.id.notin_([1]), t.c.id.not_in([]),
        t.c.id.between(1, 2), t.c.name.like('a%'), t.c.name.ilike('%x'), t.c.name.startswith('a_'), t.c.name.endswith('z'), t.c.name.contains('q'), t.c.name.notlike('x', escape='/'),
        t.c.name.op('~')('^x'), t.c.name.regexp_match('a'), t.c.id % 2 == 0, t.c.id / 2 > 1, t.c.id // 2 > 1, -t.c.id < 5, t.c.id - (t.c.id - 1) == 1, (t.c.id + 1) * 2 == 4,
        t.c.n == 5, t.c.n == 'x', 5 < t.c.id, t.c.name == t.c.n, t.c.name.is_distinct_from('x'), sa.literal(1) == t.c.id, sa.func.lower(t.c.name) == 'x', (t.c.id == 1) | (t.c.id == 2), (t.c.id == 1) & ~(t.c.name == 'x'),
        sa.exists().where(t.c.id == 1), sa.text('a = 1'), sa.func.length(t.c.name).between(1, 5), sa.cast(t.c.id, sa.String) == 'x', t.c.name.collate('C') == 'x', sa.true(), t.c.name.cast(sa.Integer) == 1]:
    op.execute(t.delete().where(where))

# == several criteria
t = sa.table('t', sa.column('id', sa.Integer), sa.column('name', sa.String))
op.execute(t.delete().where(t.c.id == 1).where(t.c.name == 'x'))
op.execute(t.delete().where(t.c.id == 1, sa.or_(t.c.name == 'x', t.c.name == 'y')))

# == case and cast
t = sa.table('t', sa.column('id', sa.Integer), sa.column('name', sa.String))
op.execute(t.update().values(name=sa.case((t.c.id == 1, 'one'), (t.c.id > 5, t.c.name), else_='o')))
op.execute(t.update().values(name=sa.case({1: 'a', 2: 'b'}, value=t.c.id)))
op.execute(t.update().values(name=sa.cast(t.c.id, sa.String), id=sa.extract('year', t.c.id)))
op.execute(t.update().values(name=sa.func.concat(t.c.name, '-', t.c.id)))
op.execute(t.update().values(name=sa.func.coalesce(t.c.name, sa.null(), 'x'), id=sa.null()))
op.execute(t.update().values(name=None))
op.execute(t.update().values(name=sa.text("name || 'x'")))

# == select
t = sa.table('t', sa.column('id', sa.Integer), sa.column('name', sa.String))
u = sa.table('u', sa.column('t_id', sa.Integer), sa.column('name', sa.String))
op.execute(sa.select(t.c.id).where(t.c.id == 1).order_by(t.c.id.desc()).limit(5).offset(2))
op.execute(sa.select(sa.func.count(), sa.func.count(t.c.id), sa.literal(1), t.c.id.label('x')).select_from(t).group_by(t.c.id).having(sa.func.count() > 1))
op.execute(sa.select(t).distinct())
op.execute(sa.select(t.c.id, u.c.name).join(u, u.c.t_id == t.c.id))
op.execute(sa.select(t.c.id).select_from(t.join(u, u.c.t_id == t.c.id)) if hasattr(t, 'join') else sa.text('1'))
op.execute(sa.select(t.c.id).where(sa.exists().where(u.c.t_id == t.c.id)))
op.execute(sa.select(t.c.id).where(t.c.id.in_(sa.select(u.c.t_id))))
op.execute(sa.select(t.c.id).union_all(sa.select(u.c.t_id)))
a = t.alias('a')
op.execute(sa.select(a.c.id).where(a.c.name == 'x'))
sub = sa.select(u.c.t_id, sa.func.max(u.c.name).label('m')).group_by(u.c.t_id).subquery()
op.execute(t.update().where(t.c.id == sub.c.t_id).values(name=sub.c.m))
cte = sa.select(u.c.t_id).where(u.c.name == 'x').cte('big')
op.execute(t.delete().where(t.c.id.in_(sa.select(cte.c.t_id))))
op.execute(sa.select(sa.text('1')))
op.execute(sa.select(sa.column('a'), sa.literal_column('b')).select_from(sa.text('x')))

# == on conflict
from sqlalchemy.dialects.postgresql import insert
t = sa.table('t', sa.column('id', sa.Integer), sa.column('name', sa.String))
i = insert(t).values(id=1, name='x')
op.execute(i.on_conflict_do_nothing())
op.execute(i.on_conflict_do_nothing(index_elements=['id']))
op.execute(i.on_conflict_do_update(index_elements=['id'], set_={'name': i.excluded.name}))
op.execute(i.on_conflict_do_update(constraint='uq', set_=dict(name='y'), where=t.c.id > 5))
op.execute(i.on_conflict_do_update(index_elements=[t.c.id], index_where=t.c.id > 1, set_={'name': sa.func.lower(i.excluded.name), 'id': 5}))

# == table with primary key
m = sa.MetaData()
t = sa.Table('t', m, sa.Column('id', sa.Integer, primary_key=True), sa.Column('name', sa.String), schema='s')
op.execute(t.insert().values(name='x'))
op.execute(t.insert().values(id=1, name='x'))
op.execute(t.update().where(t.c.id == 1).values(name='y'))

# == jsonb
t = sa.table('t', sa.column('c', postgresql.JSONB), sa.column('j', sa.JSON))
op.execute(t.delete().where(t.c.c['a'].astext == 'x'))
op.execute(t.delete().where(t.c.j['a'].astext == 'x'))

# == unknown column
t = sa.table('t', sa.column('id', sa.Integer))
op.execute(t.insert().values(zz=1))

# == select list form
t = sa.table('t', sa.column('id', sa.Integer))
op.execute(sa.select([t.c.id]))

# == bulk insert
t = sa.table('t', sa.column('id', sa.Integer), sa.column('name', sa.String), sa.column('flag', sa.Boolean), sa.column('d', sa.Date), sa.column('n', sa.Numeric))
op.bulk_insert(t, [{'name': "o'k", 'id': 1}, {'id': 2, 'name': 'b'}])
op.bulk_insert(t, [{'id': 1, 'flag': True, 'd': datetime.date(2020, 1, 2), 'n': decimal.Decimal('1.5')}, {'id': 2, 'flag': False, 'd': None, 'n': 3}])
op.bulk_insert(t, [])
op.bulk_insert(t, [{'id': op.inline_literal(5)}], multiinsert=False)

# == bulk insert of a tuple
op.bulk_insert(sa.table('t', sa.column('id', sa.Integer)), ({'id': 1},))

# == bulk insert of lists
op.bulk_insert(sa.table('t', sa.column('id', sa.Integer)), [[1]])

# == literals in the column list
t = sa.table('t', sa.column('a'), sa.column('b'))
op.execute(t.delete().where(sa.select(sa.func.count(), t.c.a.label('z'), sa.literal(1)).exists()))
op.execute(t.delete().where(~sa.exists(sa.select(1).where(t.c.a == 1))))
op.execute(sa.select(sa.select(sa.literal(1)).scalar_subquery(), sa.select(True).scalar_subquery()))
op.execute(sa.insert(t).from_select(['a'], sa.select(sa.literal(1))))

# == columns as keys
t = sa.table('t', sa.column('id', sa.Integer), sa.column('name', sa.String))
op.execute(t.insert().values({t.c.id: 5, t.c.name: 'x'}))
op.execute(t.update().where(sa.and_()).values({t.c.name: 'y'}))

# == arrays and json
t = sa.table('t', sa.column('tags', postgresql.ARRAY(sa.String)), sa.column('data', postgresql.JSONB), sa.column('name', sa.String))
for where in [t.c.tags.any('x'), sa.any_(t.c.tags) == 'x', 'y' != sa.all_(t.c.tags), t.c.data.has_key('k'),
        t.c.data['a']['b'].astext == 'x', t.c.data[('a', 1)].astext == 'x', t.c.name.startswith('a%', autoescape=True), t.c.name.match('x'), ~t.c.name.contains('q'),
        sa.tuple_(t.c.name, t.c.name).in_([('a', 'b')])]:
    op.execute(t.delete().where(where))

# == operators that bring parentheses however deep they stand
t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("data", postgresql.JSONB), sa.column("n", sa.Numeric))
op.execute(t.delete().where(sa.func.lower(t.c.data["a"].astext) == "x"))
op.execute(t.delete().where(sa.func.lower(t.c.data["a"].astext).in_(["x"])))
op.execute(t.delete().where(sa.cast(t.c.data["a"].astext, sa.Integer).is_(None)))
op.execute(t.delete().where(sa.case((t.c.data["a"].astext == "b", t.c.data["c"].astext), else_="x") == "x"))
op.execute(t.update().values(name=sa.cast(t.c.data["a"].astext, sa.Text)))
op.execute(t.update().values(name=sa.func.lower(t.c.data["a"].astext)))
op.execute(t.delete().where(sa.exists(sa.select(1).where(t.c.data["a"].astext == "x")) == True))
op.execute(t.delete().where(t.c.id.in_(sa.select(t.c.data["q"].astext.cast(sa.Integer)))))
op.execute(t.delete().where(t.c.id == sa.select(t.c.data["q"].astext.cast(sa.Integer)).scalar_subquery()))
op.execute(t.delete().where(sa.and_(t.c.data["a"].astext.is_(None), ~t.c.data.has_key("x"))))
op.execute(t.delete().where(sa.not_(sa.func.f(t.c.data.has_key("x")))))
op.execute(t.update().values(n=t.c.n // 3, id=t.c.id // 2))
op.execute(t.update().values(id=t.c.n // t.c.id))
op.execute(t.update().values(id=t.c.id // t.c.n))
op.execute(t.update().values(id=sa.func.f(t.c.id) // 2))
op.execute(t.update().values(id=2 // t.c.id))
op.execute(t.update().values(id=t.c.id // 2.5))
op.execute(t.update().where(sa.func.coalesce(t.c.data["a"].astext, "x").label("z") == "x").values(id=1))
op.execute(t.update().where((t.c.data["a"].astext + "x") == "x").values(id=1))
op.execute(t.update().where(sa.func.any_value(t.c.data["a"].astext).over(order_by=t.c.data["b"].astext) == "x").values(id=1))
op.execute(t.update().where(sa.func.count(t.c.data["a"].astext).filter(t.c.data["b"].astext == "1") == "x").values(id=1))
op.execute(t.update().where(sa.extract("year", t.c.data["a"].astext) == 5).values(id=1))
op.execute(t.update().where(sa.type_coerce(t.c.data["a"].astext, sa.Text) == "x").values(id=1))
op.execute(t.update().where(sa.distinct(t.c.data["a"].astext) == "x").values(id=1))
op.execute(t.update().where(t.c.data["a"].astext.collate("C") == "x").values(id=1))
op.execute(t.update().where(t.c.data["a"].astext.like("C")).values(id=1))
op.execute(t.update().where(t.c.data["a"].astext.op("~")("x")).values(id=1))
op.execute(t.update().where(t.c.data["a"].astext.between("a", "b")).values(id=1))
op.execute(t.update().where(sa.text("x = 1") & t.c.data.has_key("a")).values(id=1))
op.execute(t.update().where(sa.func.lower(t.c.name.op("->>")("x")) == "q").values(id=1))
op.execute(t.update().where(sa.func.lower(t.c.name + "x") == "q").values(id=1))

# == division
t = sa.table("t", sa.column("id", sa.Integer), sa.column("n", sa.Numeric(10, 2)), sa.column("f", sa.Float))
op.execute(t.update().values(n=t.c.n / 2))
op.execute(t.update().values(n=t.c.id / 2))
op.execute(t.update().values(n=t.c.id / 2.5))
op.execute(t.update().values(n=t.c.id / t.c.n))
op.execute(t.update().values(n=t.c.n / t.c.n))
op.execute(t.update().values(n=t.c.n / t.c.id))
op.execute(t.update().values(n=t.c.f / t.c.f))
op.execute(t.update().values(n=t.c.n / t.c.f))
op.execute(t.update().values(n=t.c.id / (t.c.id / 2)))
op.execute(t.update().values(n=t.c.id / decimal.Decimal("2.5")))
op.execute(t.update().values(n=t.c.n / decimal.Decimal("2.5")))
op.execute(t.update().values(n=t.c.n / sa.func.f(t.c.id)))
op.execute(t.update().values(n=t.c.n / sa.literal_column("5")))
op.execute(t.update().values(n=t.c.n / sa.text("5")))
op.execute(t.update().values(n=1 / t.c.n))
op.execute(t.update().values(n=sa.func.sum(t.c.n) / sa.func.count()))
op.execute(t.update().values(n=sa.cast(t.c.id, sa.Numeric(5, 1)) / sa.cast(t.c.id, sa.Float)))
op.execute(t.update().values(n=t.c.n / t.c.f / 3))

# == conditions inside conditions
t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("at", sa.DateTime(timezone=True)), sa.column("data", postgresql.JSONB), sa.column("tags", postgresql.ARRAY(sa.Text)), sa.column("ok", sa.Boolean), sa.column("n", sa.Numeric(10, 2)))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("t_id", sa.Integer))
e = sa.exists(sa.select(1).where(u.c.t_id == t.c.id))
op.execute(t.delete().where(sa.and_(e, t.c.id == 1)))
op.execute(t.delete().where(e, t.c.id == 1))
op.execute(t.delete().where(sa.or_(e, t.c.id == 1)))
op.execute(t.delete().where(e == False))
op.execute(t.delete().where(~e, t.c.id == 1))
op.execute(t.delete().where(sa.and_(~e, e)))
op.execute(t.update().values(ok=e))
op.execute(t.update().values(ok=sa.case((e, True), else_=False)))
op.execute(sa.select(e))
op.execute(sa.select(e.label("x"), sa.func.f(e)))
op.execute(t.delete().where(e.is_(True)))
op.execute(t.delete().where(e != t.c.ok))
op.execute(t.delete().where(sa.func.f(e) == 1))
op.execute(t.delete().where(t.c.ok == e))
op.execute(t.delete().where(sa.cast(e, sa.Integer) == 1))
op.execute(t.delete().where(t.c.id.in_([1]) & t.c.ok))
op.execute(t.delete().where((t.c.id == 1) | (t.c.ok & (t.c.name == "x"))))
op.execute(t.delete().where((t.c.id == 1) & ((t.c.ok) | (t.c.name == "x"))))
op.execute(t.delete().where(~((t.c.id == 1) & (t.c.ok))))
op.execute(t.delete().where(~(t.c.id == 1), sa.not_(t.c.name.is_(None))))
op.execute(t.update().values(id=(t.c.id + 1) * 2 - 3, n=-(t.c.n + 1)))
op.execute(t.update().values(id=t.c.id - (t.c.id - 1), n=t.c.n / (t.c.n / 2)))
op.execute(t.update().values(name=(t.c.name + "a") + ("b" + t.c.name)))
op.execute(t.delete().where(sa.func.lower(t.c.name) == sa.func.lower("X")))
op.execute(t.delete().where(t.c.id == sa.select(sa.func.max(u.c.id)).scalar_subquery() + 1))
op.execute(t.delete().where(t.c.id.in_([1]) == True))
op.execute(t.delete().where((t.c.id == 1) == (t.c.n == 2)))
op.execute(t.delete().where(t.c.name == None, t.c.ok == False))
op.execute(t.delete().where(t.c.id > sa.all_(sa.select(u.c.id).scalar_subquery())))
op.execute(t.update().values(at=sa.func.now() + sa.func.make_interval(0, 0, 0, 5)))
op.execute(t.update().values(at=sa.text("now()")))
op.execute(t.update().where(sa.text("a = :b").bindparams(b=1)).values(ok=True))
op.execute(t.delete().where(t.c.name.in_(["it's", "%"])))
op.execute(t.delete().where(t.c.id.between(1, 5), ~t.c.id.between(2, 3)))
op.execute(t.delete().where(t.c.name.concat("x") == "yx"))
op.execute(t.delete().where(t.c.data["a"].is_(None)))
op.execute(t.delete().where(t.c.data[0].astext == "x"))
op.execute(t.delete().where(t.c.data.op("->")("a").op("->>")("b") == "x"))
op.execute(t.delete().where(t.c.data.op("#>>")("{a,b}") == "x"))
op.execute(t.delete().where(t.c.data.op("?")("a")))
op.execute(t.update().values(tags=postgresql.array(["a"]) + t.c.tags))
op.execute(t.update().values(tags=sa.cast(postgresql.array([]), postgresql.ARRAY(sa.Text))))
op.execute(t.delete().where(t.c.tags[1] == "x"))
op.execute(t.delete().where(sa.func.array_length(t.c.tags, 1) > 0))
op.execute(t.delete().where(sa.func.cardinality(t.c.tags) // 2 == 0))

# == a common table expression in front of a select
t = sa.table("t", sa.column("id", sa.Integer))
op.execute(sa.select(sa.select(t.c.id).cte("s").c.id))
