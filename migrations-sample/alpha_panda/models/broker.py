from datetime import datetime
from enum import StrEnum

from sqlalchemy import DateTime, Enum, String, func, true
from sqlalchemy.orm import Mapped, mapped_column

from alpha_panda.database import Base


class BrokerKind(StrEnum):
    LIVE = "LIVE"
    PAPER = "PAPER"


class Broker(Base):
    __tablename__ = "brokers"

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[BrokerKind] = mapped_column(Enum(BrokerKind, name="broker_kind"))
    is_active: Mapped[bool] = mapped_column(server_default=true())
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
