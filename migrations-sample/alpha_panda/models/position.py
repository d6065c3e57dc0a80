from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, DateTime, ForeignKeyConstraint, Numeric, String, func, text
from sqlalchemy.orm import Mapped, mapped_column

from alpha_panda.database import Base


class Position(Base):
    """What a strategy holds of an instrument; a negative quantity is a short position."""

    __tablename__ = "positions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["broker_code", "strategy_id"], ["strategies.broker_code", "strategies.strategy_id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["broker_code", "instrument_token"], ["instruments.broker_code", "instruments.instrument_token"]
        ),
    )

    broker_code: Mapped[str] = mapped_column(String(16), primary_key=True)
    strategy_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    instrument_token: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    quantity: Mapped[int] = mapped_column(server_default=text("0"))
    average_price: Mapped[Decimal] = mapped_column(Numeric(18, 4), server_default=text("0"))
    realized_pnl: Mapped[Decimal] = mapped_column(Numeric(18, 2), server_default=text("0"))
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
