"""validate positions to instruments

Revision ID: 04c6d95e7fb1
Revises: f18b70c3e2a5
Create Date: 2025-03-18 07:30:00.512946+00:00

"""
from typing import Sequence, Union

from alembic import op


# revision identifiers, used by Alembic.
revision: str = "04c6d95e7fb1"
down_revision: Union[str, Sequence[str], None] = "f18b70c3e2a5"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute("ALTER TABLE positions VALIDATE CONSTRAINT fk_positions_broker_code_instrument_token_instruments")


def downgrade() -> None:
    # PostgreSQL cannot take a validation back: the constraint is made again as the revision before made it.
    op.drop_constraint("fk_positions_broker_code_instrument_token_instruments", "positions", type_="foreignkey")
    op.create_foreign_key(
        op.f("fk_positions_broker_code_instrument_token_instruments"),
        "positions",
        "instruments",
        ["broker_code", "instrument_token"],
        ["broker_code", "instrument_token"],
        postgresql_not_valid=True,
    )
