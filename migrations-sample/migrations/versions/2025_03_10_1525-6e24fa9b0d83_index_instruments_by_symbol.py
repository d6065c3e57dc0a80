"""index instruments by symbol

The instruments of all exchanges are reloaded every morning while people search them: the index is built
without blocking writes, which PostgreSQL does only outside of a transaction.

Revision ID: 6e24fa9b0d83
Revises: 97f0b4a6ce2d
Create Date: 2025-03-10 15:25:36.870021+00:00

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = "6e24fa9b0d83"
down_revision: Union[str, Sequence[str], None] = "97f0b4a6ce2d"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_instruments_trading_symbol_lower",
            "instruments",
            [sa.text("lower(trading_symbol)")],
            unique=False,
            postgresql_concurrently=True,
            # A build that was interrupted leaves an invalid index: drop that one first, then run this again.
            if_not_exists=True,
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index(
            "ix_instruments_trading_symbol_lower",
            table_name="instruments",
            postgresql_concurrently=True,
            if_exists=True,
        )
