# == one case per default: op.add_column("t", sa.Column("a", sa.Text(), server_default={}))
#| "now()"
#| "0"
#| "true"
#| "it's"
#| "'x'"
#| ""
#| "{}"
#| ":x"
#| "100%"
#| "a\\b"
#| "tab\there"
#| "line\nbreak"
#| "ü"
#| sa.text("now()")
#| sa.text("'x'")
#| sa.text("0")
#| sa.text("'{}'::jsonb")
#| sa.text("':x'")
#| sa.text("'12:30'")
#| sa.text("'a\\:b'")
#| sa.text("'100%'")
#| sa.text("nextval('s')")
#| sa.literal_column("now()")
#| sa.func.now()
#| sa.func.NOW()
#| sa.func.uuid_generate_v4()
#| sa.func.gen_random_uuid()
#| sa.func.public.fn(1)
#| sa.func.current_timestamp()
#| sa.func.current_date()
#| sa.func.current_time()
#| sa.func.localtime()
#| sa.func.localtimestamp()
#| sa.func.current_user()
#| sa.func.session_user()
#| sa.func.user()
#| sa.func.timezone("utc", sa.func.now())
#| sa.func.concat("a", 1, None, True)
#| sa.func.coalesce(sa.null(), "x")
#| sa.func.now() + sa.text("interval '1 day'")
#| sa.true()
#| sa.false()
#| sa.null()
#| sa.sql.expression.true()
#| sa.sql.false()
#| sa.literal("x")
#| sa.literal(5)
#| sa.literal(1.5)
#| sa.literal(True)
#| sa.literal(None)
#| sa.cast("5", sa.Integer())
#| sa.cast(sa.text("'{}'"), postgresql.JSONB())
#| sa.cast("{}", postgresql.ARRAY(sa.Text()))
#| sa.cast(sa.literal("x"), sa.String(5))
#| sa.type_coerce("x", sa.String())
#| postgresql.array([])
#| postgresql.array([], type_=sa.Text())
#| postgresql.array([1, 2])
#| postgresql.array(["a", "b"])
#| sa.Sequence("sq").next_value()
#| sa.Sequence("sq", schema="S").next_value()
#| sa.Sequence("sq")
#| sa.FetchedValue()
#| sa.DefaultClause("x")
#| sa.DefaultClause(sa.text("now()"))
#| sa.schema.FetchedValue()
#| 5
#| True
#| 1.5
#| []
#| {}
#| None
#| sa.text("now() + interval '1 day'")
#| sa.text("TIMEZONE('utc', CURRENT_TIMESTAMP)")
#| sa.text("CURRENT_TIMESTAMP")
#| str(5)
#| sa.extract("year", sa.func.now())
#| sa.case((sa.true(), "a"), else_="b")

# == str enum member
import enum


class Status(str, enum.Enum):
    OPEN = "open"


# ---
op.add_column("t", sa.Column("a", sa.Text(), server_default=Status.OPEN))

# == value of an enum member
import enum


class Status(enum.Enum):
    OPEN = "open"


# ---
op.add_column("t", sa.Column("a", sa.Text(), server_default=Status.OPEN.value))

# == plain enum member
import enum


class Status(enum.Enum):
    OPEN = "open"


# ---
op.add_column("t", sa.Column("a", sa.Text(), server_default=Status.OPEN))

# == strings
for i, default in enumerate(['now()', '0', 'true', "'x'", '', '{}', 'a:x', "back\\slash", '%']):
    op.add_column('t', sa.Column(f'c{i}', sa.Text, server_default=default))

# == expressions
for i, default in enumerate([sa.text('now()'), sa.literal_column('5'), sa.func.now(), sa.func.NOW(), sa.func.uuid_generate_v4(), sa.func.public.fn(1),
        sa.func.current_timestamp(), sa.func.current_date(), sa.func.localtime(), sa.func.current_user(), sa.func.timezone('utc', sa.func.now()),
        sa.true(), sa.false(), sa.null(), sa.literal('x'), sa.literal(5), sa.literal(True), sa.literal(None), sa.cast(sa.text("'{}'"), postgresql.JSONB),
        sa.cast('{}', postgresql.ARRAY(sa.Text)), postgresql.array([]), postgresql.array([], type_=sa.Text), postgresql.array([1, 2]),
        sa.Sequence('sq').next_value(), sa.Sequence('sq', schema='S').next_value(), sa.func.now() + sa.text("interval '1 day'"), sa.FetchedValue(),
        sa.text("timezone('utc'::text, now())"), sa.func.gen_random_uuid(), sa.sql.expression.text('1')]):
    op.add_column('t', sa.Column(f'c{i}', sa.Text, server_default=default))

# == int
op.add_column('t', sa.Column('a', sa.Integer, server_default=0))

# == bool
op.add_column('t', sa.Column('a', sa.Boolean, server_default=False))

# == list
op.add_column('t', sa.Column('a', sa.Text, server_default=[]))

# == dict
op.add_column('t', sa.Column('a', sa.Text, server_default={}))

# == sequence
op.add_column('t', sa.Column('a', sa.Integer, server_default=sa.Sequence('s')))

# == text with colons
op.add_column('t', sa.Column('a', sa.Text, server_default=sa.text("'x'::character varying")))
op.add_column('t', sa.Column('a', sa.Text, server_default=sa.text("'{\"a\":1}'")))
op.add_column('t', sa.Column('a', sa.Text, server_default=sa.text("'a \\:b'")))

# == json value
op.add_column('t', sa.Column('a', postgresql.JSONB, server_default=sa.cast('{}', postgresql.JSONB)))
