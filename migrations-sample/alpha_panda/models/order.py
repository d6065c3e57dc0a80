from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    Enum,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Numeric,
    String,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from alpha_panda.database import Base


class OrderSide(StrEnum):
    BUY = "BUY"
    SELL = "SELL"


class OrderType(StrEnum):
    MARKET = "MARKET"
    LIMIT = "LIMIT"
    STOP = "STOP"


class OrderStatus(StrEnum):
    PENDING = "PENDING"
    OPEN = "OPEN"
    PARTIALLY_FILLED = "PARTIALLY_FILLED"
    FILLED = "FILLED"
    CANCELLED = "CANCELLED"
    REJECTED = "REJECTED"


class Order(Base):
    """Partitioned by broker. The partitions `orders_p_<broker>` are made by migrations and have no model."""

    __tablename__ = "orders"
    __table_args__ = (
        ForeignKeyConstraint(
            ["broker_code", "strategy_id"], ["strategies.broker_code", "strategies.strategy_id"], ondelete="RESTRICT"
        ),
        ForeignKeyConstraint(
            ["broker_code", "instrument_token"], ["instruments.broker_code", "instruments.instrument_token"]
        ),
        # Brokers number their orders by themselves: unique only together with the broker.
        UniqueConstraint("broker_code", "broker_order_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("filled_quantity BETWEEN 0 AND quantity", name="filled_quantity_in_range"),
        Index(None, "broker_code", "status"),
        Index(None, "broker_code", "strategy_id", "placed_at"),
        {"postgresql_partition_by": "LIST (broker_code)"},
    )

    broker_code: Mapped[str] = mapped_column(ForeignKey("brokers.code", ondelete="RESTRICT"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    strategy_id: Mapped[str] = mapped_column(String(64))
    instrument_token: Mapped[int] = mapped_column(BigInteger)
    broker_order_id: Mapped[str | None] = mapped_column(String(64))
    side: Mapped[OrderSide] = mapped_column(Enum(OrderSide, name="order_side"))
    order_type: Mapped[OrderType] = mapped_column(Enum(OrderType, name="order_type"), server_default="MARKET")
    status: Mapped[OrderStatus] = mapped_column(Enum(OrderStatus, name="order_status"), server_default="PENDING")
    quantity: Mapped[int]
    filled_quantity: Mapped[int] = mapped_column(server_default=text("0"))
    limit_price: Mapped[Decimal | None] = mapped_column(Numeric(18, 4))
    placed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
