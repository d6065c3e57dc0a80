# == a table of a mapped class
from sqlalchemy.orm import declarative_base
class User(declarative_base()):
    __tablename__ = "users"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20), nullable=False)
    is_admin = sa.Column(sa.Boolean, server_default=sa.false())
op.bulk_insert(User.__table__, [{"id": 1, "name": "a", "is_admin": True}])
op.execute(User.__table__.update().where(User.__table__.c.name == "a").values(name="b"))

# == statements of a mapped class
from sqlalchemy.orm import declarative_base, relationship
Base = declarative_base()
class Team(Base):
    __tablename__ = "team"
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.Text)
    users = relationship("User")
class User(Base):
    """A user."""
    __tablename__ = "user"
    __table_args__ = (sa.UniqueConstraint("name"), {"schema": "auth"})
    KINDS = ("a", "b")
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20), nullable=False)
    team_id = sa.Column(sa.Integer, sa.ForeignKey("team.id"))
    seen = sa.Column("seen", sa.DateTime)
    def rename(self, name):
        self.name = name
op.execute(sa.update(User).where(User.name == "a").values(name="b"))
op.execute(sa.update(User).values(seen=None).where(User.id.in_([1, 2]), User.team_id.is_(None)))
op.execute(sa.delete(User).where(User.name.in_(User.KINDS)))
op.execute(sa.insert(User).values(name="a", team_id=1))
op.execute(sa.insert(Team).from_select(["title"], sa.select(User.name).where(User.team_id.is_(None)).distinct()))
op.execute(sa.update(User).where(User.team_id == Team.id).values(name=Team.title))
op.execute(sa.select(User.id, User.name).order_by(User.name))
op.execute(sa.update(User).where(sa.exists().where(Team.id == User.team_id)).values(name=sa.func.lower(User.name)))

# == a class that derives from DeclarativeBase
from sqlalchemy.orm import DeclarativeBase
class Base(DeclarativeBase):
    metadata = sa.MetaData(schema="app")
class Kind(Base):
    __tablename__ = "kind"
    code = sa.Column(sa.String(3), primary_key=True)
op.bulk_insert(Kind.__table__, [{"code": "a"}, {"code": "b"}])
op.execute(sa.delete(Kind).where(Kind.code == "a"))

# == an abstract class between
from sqlalchemy.orm import declarative_base
class Model(declarative_base()):
    __abstract__ = True
class Kind(Model):
    __tablename__ = "kind"
    id = sa.Column(sa.Integer, primary_key=True)
    tags = sa.Column(postgresql.ARRAY(sa.Text), nullable=False)
op.execute(sa.insert(Kind).values(tags=["a"]))

# == a table that a mapped class makes
from sqlalchemy.orm import declarative_base
class Kind(declarative_base()):
    __tablename__ = "kind"
    id = sa.Column(sa.Integer, primary_key=True)
    code = sa.Column(sa.String(3), unique=True, index=True)
    parent_id = sa.Column(sa.ForeignKey("kind.id", ondelete="CASCADE"))
Kind.__table__.create(op.get_bind(), checkfirst=False)
Kind.__table__.drop(op.get_bind(), checkfirst=False)
