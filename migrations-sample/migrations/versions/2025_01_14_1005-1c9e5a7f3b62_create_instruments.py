"""create instruments

Each broker numbers its instruments by itself, so the broker is part of the key. Every table that holds
a broker's data is isolated like this from here on.

Revision ID: 1c9e5a7f3b62
Revises: 8f2b6c1d4e07
Create Date: 2025-01-14 10:05:10.902113+00:00

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = "1c9e5a7f3b62"
down_revision = "8f2b6c1d4e07"
branch_labels = None
depends_on = None

# create_type=False: upgrade() makes the type itself, so that create_table does not try it a second time.
instrument_type = postgresql.ENUM(
    "EQUITY", "FUTURE", "OPTION", "INDEX", name="instrument_type", create_type=False
)


def upgrade() -> None:
    instrument_type.create(op.get_bind(), checkfirst=True)
    op.create_table(
        "instruments",
        sa.Column("broker_code", sa.String(length=16), nullable=False),
        sa.Column("instrument_token", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("trading_symbol", sa.String(length=64), nullable=False),
        sa.Column("exchange", sa.String(length=16), nullable=False),
        sa.Column("instrument_type", instrument_type, nullable=False),
        sa.Column("lot_size", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("tick_size", sa.Numeric(10, 4), server_default=sa.text("0.05"), nullable=False),
        sa.Column("expiry", sa.Date(), nullable=True),
        # Written by hand: the naming convention of the models makes it ck_instruments_lot_size_positive.
        sa.CheckConstraint("lot_size > 0", name="lot_size_positive"),
        sa.ForeignKeyConstraint(
            ["broker_code"],
            ["brokers.code"],
            name=op.f("fk_instruments_broker_code_brokers"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("broker_code", "instrument_token", name=op.f("pk_instruments")),
        sa.UniqueConstraint("broker_code", "exchange", "trading_symbol"),
    )


def downgrade() -> None:
    op.drop_table("instruments")
    instrument_type.drop(op.get_bind(), checkfirst=True)
