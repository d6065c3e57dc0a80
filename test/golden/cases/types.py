# == one case per type: op.create_table("t", sa.Column("a", {}))
#| sa.Integer()
#| sa.INT()
#| sa.INTEGER()
#| sa.SmallInteger()
#| sa.SMALLINT()
#| sa.BigInteger()
#| sa.BIGINT()
#| sa.String()
#| sa.String(50)
#| sa.String(length=50)
#| sa.String(0)
#| sa.String(50, collation="en_US")
#| sa.String(50, "C")
#| sa.String(collation="de_de")
#| sa.Unicode(20)
#| sa.VARCHAR(20)
#| sa.VARCHAR()
#| sa.Text()
#| sa.Text(100)
#| sa.TEXT()
#| sa.UnicodeText()
#| sa.Text(collation="C")
#| sa.CHAR(3)
#| sa.CHAR()
#| sa.NCHAR(3)
#| sa.NVARCHAR(3)
#| sa.CLOB()
#| sa.BLOB()
#| sa.BINARY(4)
#| sa.VARBINARY(4)
#| sa.DATETIME()
#| sa.DOUBLE()
#| sa.Double()
#| sa.Double(53)
#| sa.DOUBLE_PRECISION()
#| sa.REAL()
#| sa.Boolean()
#| sa.BOOLEAN()
#| sa.Numeric()
#| sa.Numeric(10)
#| sa.Numeric(10, 2)
#| sa.Numeric(precision=10, scale=2)
#| sa.Numeric(scale=2)
#| sa.Numeric(10, 2, asdecimal=False)
#| sa.NUMERIC(4, 1)
#| sa.DECIMAL(4, 1)
#| sa.Float()
#| sa.Float(53)
#| sa.Float(precision=24, asdecimal=True)
#| sa.FLOAT(10)
#| sa.DateTime()
#| sa.DateTime(timezone=True)
#| sa.DateTime(True)
#| sa.TIMESTAMP()
#| sa.TIMESTAMP(timezone=True)
#| postgresql.TIMESTAMP()
#| postgresql.TIMESTAMP(timezone=True, precision=3)
#| postgresql.TIMESTAMP(precision=0)
#| sa.Date()
#| sa.DATE()
#| sa.Time()
#| sa.Time(timezone=True)
#| sa.TIME()
#| postgresql.TIME(True, 6)
#| sa.Interval()
#| sa.Interval(second_precision=3)
#| sa.Interval(native=False)
#| postgresql.INTERVAL(precision=3, fields="DAY TO SECOND")
#| postgresql.INTERVAL(fields="YEAR")
#| postgresql.INTERVAL()
#| sa.LargeBinary()
#| sa.LargeBinary(10)
#| postgresql.BYTEA()
#| sa.PickleType()
#| sa.Uuid()
#| sa.UUID()
#| sa.Uuid(as_uuid=False)
#| sa.Uuid(native_uuid=False)
#| postgresql.UUID()
#| postgresql.UUID(as_uuid=True)
#| sa.JSON()
#| sa.JSON(none_as_null=True)
#| postgresql.JSON(astext_type=sa.Text())
#| postgresql.JSONB()
#| postgresql.JSONB(astext_type=sa.Text(), none_as_null=True)
#| postgresql.JSONPATH()
#| sa.ARRAY(sa.Integer())
#| postgresql.ARRAY(sa.String(10))
#| postgresql.ARRAY(sa.Text(), dimensions=2)
#| postgresql.ARRAY(sa.String(collation="C"))
#| postgresql.ARRAY(postgresql.ARRAY(sa.Integer()))
#| postgresql.ARRAY(sa.Integer, as_tuple=True)
#| postgresql.ARRAY(item_type=sa.Integer())
#| postgresql.HSTORE()
#| postgresql.INET()
#| postgresql.CIDR()
#| postgresql.MACADDR()
#| postgresql.MACADDR8()
#| postgresql.TSVECTOR()
#| postgresql.TSQUERY()
#| postgresql.MONEY()
#| postgresql.OID()
#| postgresql.REGCLASS()
#| postgresql.REGCONFIG()
#| postgresql.CITEXT()
#| postgresql.BIT()
#| postgresql.BIT(5)
#| postgresql.BIT(5, varying=True)
#| postgresql.BIT(varying=True)
#| postgresql.INT4RANGE()
#| postgresql.INT8RANGE()
#| postgresql.NUMRANGE()
#| postgresql.DATERANGE()
#| postgresql.TSRANGE()
#| postgresql.TSTZRANGE()
#| postgresql.INT4MULTIRANGE()
#| postgresql.TSTZMULTIRANGE()
#| postgresql.DOUBLE_PRECISION()
#| postgresql.DOUBLE_PRECISION(53)
#| postgresql.REAL()
#| postgresql.INTEGER()
#| postgresql.BIGINT()
#| postgresql.SMALLINT()
#| postgresql.VARCHAR(5)
#| postgresql.CHAR(5)
#| postgresql.TEXT()
#| postgresql.BOOLEAN()
#| postgresql.NUMERIC(3, 1)
#| postgresql.FLOAT()
#| postgresql.DATE()
#| sa.Integer().with_variant(sa.BigInteger(), "postgresql")
#| sa.Integer().with_variant(sa.BigInteger(), "sqlite")
#| sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
#| sa.Text().with_variant(sa.String(5), "mysql", "postgresql")
#| sa.types.Integer()
#| sa.types.NullType()
#| sa.Integer(5)
#| sa.Bogus()
#| postgresql.BOGUS()
#| postgresql.ENUM("a", name="e", create_type=False)
#| sa.sql.sqltypes.Text()
#| sa.dialects.postgresql.JSONB()

# == types imported by name
from sqlalchemy import Column, Integer, String
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID
# ---
op.create_table("t", Column("a", Integer), Column("b", String(5)), Column("c", ARRAY(UUID())), Column("d", JSONB))

# == types by alias
import sqlalchemy.dialects.postgresql as pg
from sqlalchemy import types as T
# ---
op.create_table("t", sa.Column("a", pg.JSONB()), sa.Column("b", T.Text()))

# == numbers and texts
op.create_table('t', sa.Column('a', sa.Integer()), sa.Column('b', sa.SmallInteger), sa.Column('c', sa.BigInteger), sa.Column('d', sa.INT),
    sa.Column('e', sa.String), sa.Column('f', sa.String(0)), sa.Column('g', sa.String(50, 'en_US')), sa.Column('h', sa.Unicode(5)), sa.Column('i', sa.VARCHAR(length=7)),
    sa.Column('j', sa.Text), sa.Column('k', sa.Text(100)), sa.Column('l', sa.UnicodeText), sa.Column('m', sa.TEXT(collation='C')), sa.Column('n', sa.CHAR(3)),
    sa.Column('o', sa.NCHAR(3)), sa.Column('p', sa.NVARCHAR(3)), sa.Column('q', sa.CLOB), sa.Column('r', sa.BLOB), sa.Column('s', sa.BINARY(3)), sa.Column('u', sa.VARBINARY(3)),
    sa.Column('v', sa.Boolean), sa.Column('w', sa.BOOLEAN(create_constraint=True, name='x')), sa.Column('x', sa.Numeric), sa.Column('y', sa.Numeric(10)), sa.Column('z', sa.NUMERIC(10, 2)),
    sa.Column('aa', sa.DECIMAL(4, 1)), sa.Column('bb', sa.Numeric(scale=2)), sa.Column('cc', sa.Float), sa.Column('dd', sa.Float(53, asdecimal=True)), sa.Column('ee', sa.FLOAT(5)),
    sa.Column('ff', sa.REAL), sa.Column('gg', sa.Double), sa.Column('hh', sa.DOUBLE_PRECISION(53)), sa.Column('ii', postgresql.DOUBLE_PRECISION), sa.Column('jj', sa.DOUBLE))

# == dates
op.create_table('t', sa.Column('a', sa.DateTime), sa.Column('b', sa.DateTime(True)), sa.Column('c', sa.TIMESTAMP(timezone=True)), sa.Column('d', postgresql.TIMESTAMP(timezone=True, precision=3)),
    sa.Column('e', postgresql.TIMESTAMP(precision=0)), sa.Column('f', sa.Date), sa.Column('g', sa.Time), sa.Column('h', sa.TIME(timezone=True)), sa.Column('i', postgresql.TIME(True, 6)),
    sa.Column('j', sa.Interval), sa.Column('k', sa.Interval(second_precision=3)), sa.Column('l', sa.Interval(native=False)), sa.Column('m', postgresql.INTERVAL(precision=3, fields='DAY TO SECOND')), sa.Column('n', sa.DATETIME), sa.Column('o', sa.DATE))

# == others
op.create_table('t', sa.Column('a', sa.LargeBinary), sa.Column('b', postgresql.BYTEA), sa.Column('c', sa.PickleType), sa.Column('d', sa.Uuid), sa.Column('e', sa.UUID()), sa.Column('f', postgresql.UUID(as_uuid=True)),
    sa.Column('g', sa.Uuid(native_uuid=False)), sa.Column('h', sa.JSON), sa.Column('i', postgresql.JSON(astext_type=sa.Text())), sa.Column('j', postgresql.JSONB(none_as_null=True, astext_type=sa.Text())), sa.Column('k', postgresql.JSONPATH),
    sa.Column('l', postgresql.ARRAY(sa.String(5))), sa.Column('m', sa.ARRAY(sa.Integer(), dimensions=2)), sa.Column('n', postgresql.ARRAY(sa.Text(collation='C'))), sa.Column('o', postgresql.HSTORE(text_type=sa.Text())),
    sa.Column('p', postgresql.INET), sa.Column('q', postgresql.CIDR()), sa.Column('r', postgresql.MACADDR), sa.Column('s', postgresql.MACADDR8), sa.Column('u', postgresql.TSVECTOR()), sa.Column('v', postgresql.MONEY),
    sa.Column('w', postgresql.OID), sa.Column('x', postgresql.REGCLASS), sa.Column('y', postgresql.TSQUERY), sa.Column('z', postgresql.REGCONFIG), sa.Column('aa', postgresql.CITEXT()), sa.Column('bb', postgresql.BIT(5)), sa.Column('cc', postgresql.BIT),
    sa.Column('dd', postgresql.BIT(5, varying=True)), sa.Column('ee', postgresql.BIT(varying=True)), sa.Column('ff', postgresql.INT4RANGE), sa.Column('gg', postgresql.TSTZRANGE()), sa.Column('hh', postgresql.DATEMULTIRANGE))

# == nested array
op.add_column('t', sa.Column('a', postgresql.ARRAY(postgresql.ARRAY(sa.Integer))))

# == variants
op.add_column('t', sa.Column('a', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')))
op.add_column('t', sa.Column('b', sa.String(5).with_variant(sa.Text(), 'mysql', 'sqlite')))

# == integer with argument
op.add_column('t', sa.Column('a', sa.Integer(5)))

# == string with wrong keyword
op.add_column('t', sa.Column('a', sa.String(size=5)))

# == too many arguments
op.add_column('t', sa.Column('a', sa.Boolean(1, 2, 3)))

# == type decorator
class Name(sa.TypeDecorator):
    impl = sa.String(36)
    cache_ok = True
op.add_column('t', sa.Column('a', Name()))
op.add_column('t', sa.Column('b', Name))

# == null type
op.add_column('t', sa.Column('a', sa.types.NullType()))

# == classes derived from types
class Short(sa.String):
    pass
class Name(sa.TypeDecorator):
    impl = sa.String
    cache_ok = True
class Code(Name):
    pass
class Point(sa.types.UserDefinedType):
    cache_ok = True
    def __init__(self, size=3):
        self.size = size
    def get_col_spec(self, **kw):
        return f'POINT({self.size})'
op.create_table('t', sa.Column('a', Short(50)), sa.Column('b', Short), sa.Column('c', Name(length=7)), sa.Column('d', Code(8)), sa.Column('e', Point()), sa.Column('f', Point(5)))
