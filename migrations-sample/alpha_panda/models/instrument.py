from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Enum, ForeignKey, Index, Numeric, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from alpha_panda.database import Base


class InstrumentType(StrEnum):
    EQUITY = "EQUITY"
    FUTURE = "FUTURE"
    OPTION = "OPTION"
    INDEX = "INDEX"


class Instrument(Base):
    """What can be traded at a broker; each broker numbers its instruments by itself."""

    __tablename__ = "instruments"
    __table_args__ = (
        UniqueConstraint("broker_code", "exchange", "trading_symbol"),
        CheckConstraint("lot_size > 0", name="lot_size_positive"),
        Index("ix_instruments_trading_symbol_lower", text("lower(trading_symbol)")),
    )

    broker_code: Mapped[str] = mapped_column(ForeignKey("brokers.code", ondelete="RESTRICT"), primary_key=True)
    instrument_token: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    trading_symbol: Mapped[str] = mapped_column(String(64))
    exchange: Mapped[str] = mapped_column(String(16))
    instrument_type: Mapped[InstrumentType] = mapped_column(Enum(InstrumentType, name="instrument_type"))
    lot_size: Mapped[int] = mapped_column(server_default=text("1"))
    tick_size: Mapped[Decimal] = mapped_column(Numeric(10, 4), server_default=text("0.05"))
    expiry: Mapped[date | None]
