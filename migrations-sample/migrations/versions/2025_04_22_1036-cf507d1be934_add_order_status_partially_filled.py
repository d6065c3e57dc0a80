"""add order status PARTIALLY_FILLED

A new label can be used only after the transaction that added it, so it is added outside of one.

Revision ID: cf507d1be934
Revises: 2be6a40f97d8
Create Date: 2025-04-22 10:36:41.225079+00:00

"""
from typing import Sequence, Union

from alembic import op


# revision identifiers, used by Alembic.
revision: str = "cf507d1be934"
down_revision: Union[str, Sequence[str], None] = "2be6a40f97d8"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

LABELS_BEFORE = ("PENDING", "OPEN", "FILLED", "CANCELLED", "REJECTED")


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'PARTIALLY_FILLED' AFTER 'OPEN'")


def downgrade() -> None:
    # PostgreSQL cannot remove a label: the type is made again without it. An order that is filled in part is still open.
    labels = ", ".join(f"'{label}'" for label in LABELS_BEFORE)
    op.execute("UPDATE orders SET status = 'OPEN' WHERE status = 'PARTIALLY_FILLED'")
    op.execute("ALTER TYPE order_status RENAME TO order_status_old")
    op.execute(f"CREATE TYPE order_status AS ENUM ({labels})")
    op.execute("ALTER TABLE orders ALTER COLUMN status DROP DEFAULT")
    op.execute("ALTER TABLE orders ALTER COLUMN status TYPE order_status USING status::text::order_status")
    op.execute("ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'PENDING'")
    op.execute("DROP TYPE order_status_old")
