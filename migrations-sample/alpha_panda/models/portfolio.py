from datetime import datetime
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Computed,
    DateTime,
    ForeignKey,
    Identity,
    Numeric,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from alpha_panda.database import Base


class PortfolioSnapshot(Base):
    """What everything at one broker was worth at one time."""

    __tablename__ = "portfolio_snapshots"
    __table_args__ = (
        UniqueConstraint("broker_code", "taken_at"),
        CheckConstraint("peak_value >= 0", name="peak_value_not_negative"),
    )

    broker_code: Mapped[str] = mapped_column(ForeignKey("brokers.code", ondelete="RESTRICT"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    taken_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    cash: Mapped[Decimal] = mapped_column(Numeric(18, 2), server_default=text("0"))
    market_value: Mapped[Decimal] = mapped_column(Numeric(18, 2), server_default=text("0"))
    total_value: Mapped[Decimal] = mapped_column(Numeric(18, 2), Computed("cash + market_value", persisted=True))
    peak_value: Mapped[Decimal] = mapped_column(Numeric(18, 2), server_default=text("0"))
