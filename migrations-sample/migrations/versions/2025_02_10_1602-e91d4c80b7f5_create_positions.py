"""create positions

Revision ID: e91d4c80b7f5
Revises: b6039fd27c48
Create Date: 2025-02-10 16:02:19.116804+00:00

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "e91d4c80b7f5"
down_revision = "b6039fd27c48"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "positions",
        sa.Column("broker_code", sa.String(length=16), primary_key=True),
        sa.Column("strategy_id", sa.String(length=64), primary_key=True),
        sa.Column("instrument_token", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("quantity", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("average_price", sa.Numeric(18, 4), server_default=sa.text("0"), nullable=False),
        sa.Column("realized_pnl", sa.Numeric(18, 2), server_default=sa.text("0"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    op.create_foreign_key(
        op.f("fk_positions_broker_code_strategy_id_strategies"),
        "positions",
        "strategies",
        ["broker_code", "strategy_id"],
        ["broker_code", "strategy_id"],
        ondelete="CASCADE",
    )


def downgrade() -> None:
    op.drop_constraint(op.f("fk_positions_broker_code_strategy_id_strategies"), "positions", type_="foreignkey")
    op.drop_table("positions")
