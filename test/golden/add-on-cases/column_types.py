#! module import pgvector.sqlalchemy
#! module import sqlalchemy_utils
#! module import sqlmodel
#! module from citext import CIText
#! module import fastapi_users_db_sqlalchemy
#! module from pgvector.sqlalchemy import HALFVEC, SPARSEVEC, VECTOR, BIT, Vector
#! module import geoalchemy2
#! module from geoalchemy2 import Geography, Geometry, Raster

# == one case per type: op.add_column("t", sa.Column("a", {}))
#| sqlalchemy_utils.UUIDType()
#| sqlalchemy_utils.UUIDType(native=False)
#| sqlalchemy_utils.types.uuid.UUIDType(binary=False)
#| sqlalchemy_utils.EmailType()
#| sqlalchemy_utils.types.EmailType(length=100)
#| sqlalchemy_utils.URLType()
#| sqlalchemy_utils.ScalarListType()
#| sqlalchemy_utils.ScalarListType(int)
#| sqlalchemy_utils.ChoiceType([("a", "A")])
#| sqlalchemy_utils.ChoiceType([("a", "A")], impl=sa.Integer())
#| sqlalchemy_utils.JSONType()
#| sqlalchemy_utils.types.TSVectorType("a", "b")
#| sqlalchemy_utils.types.ltree.LtreeType()
#| sqlalchemy_utils.IPAddressType()
#| sqlalchemy_utils.CountryType()
#| sqlalchemy_utils.types.CurrencyType()
#| sqlalchemy_utils.LocaleType()
#| sqlalchemy_utils.TimezoneType()
#| sqlalchemy_utils.ColorType()
#| sqlalchemy_utils.PasswordType(schemes=["pbkdf2_sha512"])
#| sqlalchemy_utils.PhoneNumberType()
#| sqlalchemy_utils.WeekDaysType()
#| sqlalchemy_utils.ArrowType()
#| sqlalchemy_utils.IntRangeType()
#| sqlalchemy_utils.NumericRangeType()
#| sqlalchemy_utils.DateRangeType()
#| sqlalchemy_utils.DateTimeRangeType()
#| sqlalchemy_utils.EncryptedType(sa.Unicode, "key")
#| sqlalchemy_utils.StringEncryptedType(sa.Unicode, "key")
#| sqlalchemy_utils.StringEncryptedType(sa.Unicode, "key", length=40)
#| sqlmodel.sql.sqltypes.AutoString()
#| sqlmodel.sql.sqltypes.AutoString(length=20)
#| sqlmodel.AutoString()
#| CIText()
#| fastapi_users_db_sqlalchemy.generics.GUID()
#| fastapi_users_db_sqlalchemy.generics.TIMESTAMPAware(timezone=True)
#| Vector(3)
#| pgvector.sqlalchemy.Vector()
#| pgvector.sqlalchemy.vector.VECTOR(dim=1536)
#| VECTOR(3)
#| HALFVEC(3)
#| SPARSEVEC(3)
#| BIT(3)
#| Geometry()
#| Geometry("POINT")
#| Geometry(geometry_type="POINT", srid=4326)
#| Geometry(geometry_type="POINTZ", srid=4326, dimension=3, spatial_index=False)
#| Geometry("LINESTRING", 3857, 2, False)
#| geoalchemy2.types.Geometry(geometry_type="POLYGON", srid=4326, from_text="ST_GeomFromEWKT", name="geometry", nullable=False)
#| Geography(geometry_type="POINT", srid=4326)
#| Geography(geometry_type="POINT", srid=4326, spatial_index=False)
#| Raster()
#| Raster(spatial_index=False)

# == geometry in create_table
op.create_table(
    "t",
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Geometry("POINT", srid=4326), nullable=False),
    sa.Column("to", geoalchemy2.types.Geometry(geometry_type="POINT", srid=4326, spatial_index=False)),
    sa.Column("n", Geometry("POINTZM", dimension=4, use_N_D_index=True)),
    schema="s",
)

# == geometry in create_table with its index
op.create_table("t", sa.Column("at", Geometry("POINT", srid=4326)))
op.create_index("idx_t_at", "t", ["at"], unique=False, postgresql_using="gist")
op.drop_index("idx_t_at", table_name="t", postgresql_using="gist")

# == geometry added in a schema
op.add_column("t", sa.Column("at", Geometry("POINT", srid=4326)), schema="s")

# == geometry dropped and altered
op.drop_column("t", "at")
op.alter_column("t", "b", type_=Geometry("POINT", srid=4326), existing_type=sa.Text(), postgresql_using="b::geometry")
op.drop_table("t")

# == vectors in a table
op.create_table("t", sa.Column("v", Vector(3), nullable=False), sa.Column("c", CIText(), unique=True))
op.create_index("ix", "t", ["v"], postgresql_using="hnsw", postgresql_with={"m": 16}, postgresql_ops={"v": "vector_l2_ops"})
