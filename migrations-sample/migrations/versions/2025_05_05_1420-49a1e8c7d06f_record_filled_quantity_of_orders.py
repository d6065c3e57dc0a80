"""record filled quantity of orders

In small steps, because orders is the largest table: a column without a default, filled partition by
partition, and only then the default and NOT NULL.

Revision ID: 49a1e8c7d06f
Revises: cf507d1be934
Create Date: 2025-05-05 14:20:33.481752+00:00

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = "49a1e8c7d06f"
down_revision: Union[str, Sequence[str], None] = "cf507d1be934"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

PARTITIONS = ["orders_p_zerodha", "orders_p_paper"]


def upgrade() -> None:
    op.add_column("orders", sa.Column("filled_quantity", sa.Integer(), nullable=True))
    for partition in PARTITIONS:
        op.execute(
            f"UPDATE {partition} SET filled_quantity = CASE WHEN status = 'FILLED' THEN quantity ELSE 0 END"
        )
    op.alter_column(
        "orders",
        "filled_quantity",
        existing_type=sa.Integer(),
        nullable=False,
        server_default=sa.text("0"),
    )
    op.create_check_constraint(
        op.f("ck_orders_filled_quantity_in_range"), "orders", "filled_quantity BETWEEN 0 AND quantity"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_orders_filled_quantity_in_range"), "orders", type_="check")
    op.drop_column("orders", "filled_quantity")
