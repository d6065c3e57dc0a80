"""add broker Upstox

A new broker needs its row and its partition of orders. PostgreSQL makes the partition's indexes.

Revision ID: 816ce4f9d3b0
Revises: 5b8d2f04a7c3
Create Date: 2025-06-02 09:05:12.744120+00:00

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = "816ce4f9d3b0"
down_revision: Union[str, Sequence[str], None] = "5b8d2f04a7c3"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

BROKER = "upstox"


def upgrade() -> None:
    op.execute(
        sa.text(
            "INSERT INTO brokers (code, name, kind) VALUES (:code, :name, CAST(:kind AS broker_kind))"
        ).bindparams(code=BROKER, name="Upstox", kind="LIVE")
    )
    op.execute(f"CREATE TABLE orders_p_{BROKER} PARTITION OF orders FOR VALUES IN ('{BROKER}')")


def downgrade() -> None:
    # Refused by the foreign keys where the broker still has instruments or strategies, which is what we want.
    op.drop_table(f"orders_p_{BROKER}")
    op.execute(sa.text("DELETE FROM brokers WHERE code = :code").bindparams(code=BROKER))
