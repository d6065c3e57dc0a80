"""keep the peak value of snapshots

Revision ID: a0b93e5d81c7
Revises: c5d8e3179a40
Create Date: 2025-03-24 17:44:09.338160+00:00

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = "a0b93e5d81c7"
down_revision: Union[str, Sequence[str], None] = "c5d8e3179a40"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    with op.batch_alter_table("portfolio_snapshots") as batch_op:
        batch_op.add_column(
            sa.Column("peak_value", sa.Numeric(18, 2), server_default=sa.text("0"), nullable=False)
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_portfolio_snapshots_peak_value_not_negative"), sa.column("peak_value") >= 0
        )
        # Times were written in UTC without saying so.
        batch_op.alter_column(
            "taken_at",
            existing_type=sa.DateTime(),
            type_=sa.DateTime(timezone=True),
            existing_nullable=False,
            existing_server_default=sa.func.now(),
            postgresql_using="taken_at AT TIME ZONE 'UTC'",
        )
    op.execute("UPDATE portfolio_snapshots SET peak_value = total_value WHERE total_value > 0")


def downgrade() -> None:
    with op.batch_alter_table("portfolio_snapshots") as batch_op:
        batch_op.alter_column(
            "taken_at",
            existing_type=sa.DateTime(timezone=True),
            type_=sa.DateTime(),
            existing_nullable=False,
            existing_server_default=sa.func.now(),
            postgresql_using="taken_at AT TIME ZONE 'UTC'",
        )
        batch_op.drop_constraint(batch_op.f("ck_portfolio_snapshots_peak_value_not_negative"), type_="check")
        batch_op.drop_column("peak_value")
