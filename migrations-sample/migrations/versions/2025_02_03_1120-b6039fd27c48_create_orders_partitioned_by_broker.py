"""create orders, partitioned by broker

One partition per broker keeps a broker's orders together and lets us archive a broker that we leave by
detaching its partition.

Revision ID: b6039fd27c48
Revises: 52e8b1f6a9d3
Create Date: 2025-02-03 11:20:05.781230+00:00

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "b6039fd27c48"
down_revision = "52e8b1f6a9d3"
branch_labels = None
depends_on = None

BROKERS = ("zerodha", "paper")

order_side = sa.Enum("BUY", "SELL", name="order_side")
order_type = sa.Enum("MARKET", "LIMIT", "STOP", name="order_type")
order_status = sa.Enum("PENDING", "OPEN", "FILLED", "CANCELLED", "REJECTED", name="order_status")


def upgrade() -> None:
    op.create_table(
        "orders",
        sa.Column("broker_code", sa.String(length=16), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("strategy_id", sa.String(length=64), nullable=False),
        sa.Column("instrument_token", sa.BigInteger(), nullable=False),
        sa.Column("broker_order_id", sa.String(length=64), nullable=True),
        sa.Column("side", order_side, nullable=False),
        sa.Column("order_type", order_type, server_default="MARKET", nullable=False),
        sa.Column("status", order_status, server_default="PENDING", nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("limit_price", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("placed_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_orders_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["broker_code"], ["brokers.code"], name=op.f("fk_orders_broker_code_brokers"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["broker_code", "strategy_id"],
            ["strategies.broker_code", "strategies.strategy_id"],
            name=op.f("fk_orders_broker_code_strategy_id_strategies"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["broker_code", "instrument_token"],
            ["instruments.broker_code", "instruments.instrument_token"],
            name=op.f("fk_orders_broker_code_instrument_token_instruments"),
        ),
        # A primary key or unique constraint of a partitioned table has to contain the partition key.
        sa.PrimaryKeyConstraint("broker_code", "id", name=op.f("pk_orders")),
        sa.UniqueConstraint("broker_code", "broker_order_id", name=op.f("uq_orders_broker_code_broker_order_id")),
        postgresql_partition_by="LIST (broker_code)",
    )
    op.create_index(op.f("ix_orders_broker_code_status"), "orders", ["broker_code", "status"])

    for broker in BROKERS:
        op.execute(f"CREATE TABLE orders_p_{broker} PARTITION OF orders FOR VALUES IN ('{broker}')")


def downgrade() -> None:
    # Partitions go away with their table, types do not.
    op.drop_table("orders")
    for enum in (order_status, order_type, order_side):
        enum.drop(op.get_bind(), checkfirst=True)
