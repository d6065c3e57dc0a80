"""index orders by strategy on every partition

A partitioned table cannot be indexed concurrently. Its index is declared for the table only, built
concurrently on each partition, and complete once the last partition's index is attached.

Revision ID: e07c9b63f5a2
Revises: 49a1e8c7d06f
Create Date: 2025-05-12 08:15:17.058639+00:00

"""
from typing import Sequence, Union

from alembic import op


# revision identifiers, used by Alembic.
revision: str = "e07c9b63f5a2"
down_revision: Union[str, Sequence[str], None] = "49a1e8c7d06f"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

INDEX = "ix_orders_broker_code_strategy_id_placed_at"
COLUMNS = ["broker_code", "strategy_id", "placed_at"]
BROKERS = ["zerodha", "paper"]


def partition_index(broker: str) -> str:
    return f"ix_orders_p_{broker}_strategy_id_placed_at"


def upgrade() -> None:
    op.execute(f"CREATE INDEX {INDEX} ON ONLY orders ({', '.join(COLUMNS)})")
    with op.get_context().autocommit_block():
        for broker in BROKERS:
            op.create_index(partition_index(broker), f"orders_p_{broker}", COLUMNS, postgresql_concurrently=True)
    for broker in BROKERS:
        op.execute(f"ALTER INDEX {INDEX} ATTACH PARTITION {partition_index(broker)}")


def downgrade() -> None:
    # The indexes of the partitions go away with the one they are attached to.
    op.drop_index(INDEX, table_name="orders")
