#! module import goldenapp.types as app_types
# == one case per type: op.create_table("t", sa.Column("a", {}))
#| app_types.TrimmedString()
#| app_types.TrimmedString
#| app_types.TrimmedString(30)
#| app_types.TrimmedString(length=30)
#| app_types.ShortString()
#| app_types.Money()
#| app_types.Money("USD")
#| app_types.Money(precision=9)
#| app_types.Money
#| app_types.OldStyleMoney(10, scale=2)
#| app_types.UTCDateTime()
#| app_types.UTCDateTime
#| app_types.GUID()
#| app_types.GUID(), primary_key=True
#| app_types.JSONDict()
#| app_types.JSONDict(dict, postgresql.JSON())
#| app_types.JSONDict(of=list, column_type=sa.JSON())
#| app_types.JSONOf()
#| app_types.UrlSafe()
#| app_types.Default()
#| app_types.Code(5)
#| app_types.Code
#| app_types.FixedCode()
#| app_types.FixedCode(3)
#| app_types.Point()
#| app_types.Point
#| app_types.Bits()
#| app_types.Bits(16)
#| app_types.MixedString()
#| app_types.Written()
#| app_types.WrittenElsewhere()
#| postgresql.ARRAY(app_types.GUID())
#| app_types.TrimmedString(), server_default="x"
#| app_types.UTCDateTime(), server_default=sa.func.now(), nullable=False
# == changes a column to such a type
op.alter_column("t", "a", type_=app_types.Money("USD"), existing_type=app_types.GUID())
# == a type of the revision file itself
class Local(sa.types.TypeDecorator):
    impl = sa.String

    def __init__(self, size):
        super(Local, self).__init__(size)
# ---
op.add_column("t", sa.Column("b", Local(8)))
# == too many arguments
op.add_column("t", sa.Column("b", app_types.UrlSafe(1)))
