import uuid
from typing import Any, Optional

import sqlalchemy as sa
from sqlalchemy import types
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator, TypeEngine, UserDefinedType


class TrimmedString(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return value.strip() if value is not None else None


class ShortString(TrimmedString):
    impl = sa.String(20)


class Money(TypeDecorator):
    impl = sa.Numeric
    cache_ok = True

    def __init__(self, currency="EUR", precision=18):
        super().__init__(precision, 4)
        self.currency = currency


class OldStyleMoney(TypeDecorator):
    impl = sa.Numeric

    def __init__(self, *args, **kwargs):
        sa.types.TypeDecorator.__init__(self, *args, **kwargs)


class UTCDateTime(TypeDecorator):
    impl = types.DateTime
    cache_ok = True

    class Comparator(types.DateTime.Comparator):
        def astimezone(self, zone):
            return zone

    comparator_factory = Comparator

    def load_dialect_impl(self, dialect):
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sqlite.DATETIME())
        return dialect.type_descriptor(postgresql.TIMESTAMP(timezone=True))


class GUID(TypeDecorator):
    impl: Any = TypeEngine
    cache_ok: Optional[bool] = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(sa.CHAR(36))

    def process_bind_param(self, value, dialect):
        return str(value)


class JSONDict(TypeDecorator):
    impl = postgresql.JSONB

    def __init__(self, of=None, column_type=None):
        super().__init__()
        if column_type is not None:
            self.impl = column_type


class JSONOf(TypeDecorator):
    impl = JSONDict
    cache_ok = True


class UrlSafe(TypeDecorator):
    impl = postgresql.UUID

    def __init__(self):
        super().__init__(as_uuid=False)


class Default(TypeDecorator):
    impl = sa.String(7)

    def load_dialect_impl(self, dialect):
        return super().load_dialect_impl(dialect)


class Code(sa.String):
    pass


class FixedCode(sa.String):
    def __init__(self, length=12):
        super().__init__(length=length)


class Point(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "POINT"


class Bits(UserDefinedType):
    def __init__(self, size=8):
        super().__init__()
        self.size = size

    def get_col_spec(self, **kw):
        return f"BIT({self.size})"


class Mixed:
    def describe(self):
        return "mixed"


class MixedString(Mixed, TypeDecorator):
    impl = sa.Unicode(9)


class Written(TypeDecorator):
    impl = sa.String


@compiles(Written, "postgresql")
def write(element, compiler, **kw):
    return "TEXT /* written */"


class WrittenElsewhere(TypeDecorator):
    impl = sa.String


@compiles(WrittenElsewhere, "mysql")
def write_elsewhere(element, compiler, **kw):
    return "LONGTEXT"
