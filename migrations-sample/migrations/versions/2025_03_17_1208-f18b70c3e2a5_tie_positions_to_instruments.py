"""tie positions to instruments

NOT VALID: from now on every new position names an instrument that exists. The rows that are there are
checked by the next revision, which does not keep orders waiting while it reads the table.

Revision ID: f18b70c3e2a5
Revises: 6e24fa9b0d83
Create Date: 2025-03-17 12:08:11.045337+00:00

"""
from typing import Sequence, Union

from alembic import op


# revision identifiers, used by Alembic.
revision: str = "f18b70c3e2a5"
down_revision: Union[str, Sequence[str], None] = "6e24fa9b0d83"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

CONSTRAINT = "fk_positions_broker_code_instrument_token_instruments"


def upgrade() -> None:
    op.create_foreign_key(
        op.f(CONSTRAINT),
        "positions",
        "instruments",
        ["broker_code", "instrument_token"],
        ["broker_code", "instrument_token"],
        postgresql_not_valid=True,
    )


def downgrade() -> None:
    op.drop_constraint(op.f(CONSTRAINT), "positions", type_="foreignkey")
