from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Numeric,
    SmallInteger,
    String,
    Text,
    false,
    func,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from alpha_panda.database import Base


class Strategy(Base):
    __tablename__ = "strategies"
    __table_args__ = {"comment": "A trading strategy as it runs at one broker"}

    broker_code: Mapped[str] = mapped_column(ForeignKey("brokers.code", ondelete="RESTRICT"), primary_key=True)
    strategy_id: Mapped[str] = mapped_column(
        String(64), primary_key=True, comment="Chosen by people, the same at every broker: momentum_nifty"
    )
    name: Mapped[str] = mapped_column(String(120))
    description: Mapped[str | None] = mapped_column(Text)
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    is_active: Mapped[bool] = mapped_column(server_default=true())
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class StrategyConfiguration(Base):
    """A version of a strategy's configuration; at most one version of a strategy is active."""

    __tablename__ = "strategy_configurations"
    __table_args__ = (
        ForeignKeyConstraint(
            ["broker_code", "strategy_id"],
            ["strategies.broker_code", "strategies.strategy_id"],
            ondelete="CASCADE",
        ),
        CheckConstraint("capital >= 0", name="capital_not_negative"),
        Index(
            "uq_strategy_configurations_active",
            "broker_code",
            "strategy_id",
            unique=True,
            postgresql_where=text("is_active"),
        ),
        Index(None, "broker_code", "use_composition"),
    )

    broker_code: Mapped[str] = mapped_column(String(16), primary_key=True)
    strategy_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    strategy_type: Mapped[str] = mapped_column(String(40))
    symbols: Mapped[list[str]] = mapped_column(ARRAY(String(64)), server_default=text("'{}'"))
    parameters: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'::jsonb"))
    capital: Mapped[Decimal] = mapped_column(Numeric(18, 2), server_default=text("0"))
    max_open_positions: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))
    is_active: Mapped[bool] = mapped_column(server_default=false())
    use_composition: Mapped[bool] = mapped_column(
        server_default=false(), comment="Built from parts (signal, sizing, exit) and not from one class"
    )
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
