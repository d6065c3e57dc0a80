from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import DateTime, Enum, String, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from alpha_panda.database import Base


class UserRole(StrEnum):
    VIEWER = "VIEWER"
    TRADER = "TRADER"
    ADMIN = "ADMIN"


class User(Base):
    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("email"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    email: Mapped[str] = mapped_column(String(254))
    full_name: Mapped[str | None] = mapped_column(String(120))
    role: Mapped[UserRole] = mapped_column(Enum(UserRole, name="user_role"), server_default="VIEWER")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
