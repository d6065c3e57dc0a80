"""create strategy configurations

Revision ID: 52e8b1f6a9d3
Revises: d47a0e93c5b1
Create Date: 2025-01-27 08:47:30.550918+00:00

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = "52e8b1f6a9d3"
down_revision = "d47a0e93c5b1"
branch_labels = None
depends_on = None

TABLE = "strategy_configurations"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("broker_code", sa.String(length=16), nullable=False),
        sa.Column("strategy_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("strategy_type", sa.String(length=40), nullable=False),
        sa.Column("symbols", postgresql.ARRAY(sa.String(length=64)), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("parameters", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
        sa.Column("capital", sa.Numeric(18, 2), server_default=sa.text("0"), nullable=False),
        sa.Column("max_open_positions", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint("capital >= 0", name=op.f("ck_strategy_configurations_capital_not_negative")),
        # The whole key of a strategy: a configuration can never belong to another broker's strategy.
        sa.ForeignKeyConstraint(
            ["broker_code", "strategy_id"],
            ["strategies.broker_code", "strategies.strategy_id"],
            name=op.f("fk_strategy_configurations_broker_code_strategy_id_strategies"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("broker_code", "strategy_id", "version", name=op.f("pk_strategy_configurations")),
    )
    # At most one active version of a strategy.
    op.create_index(
        "uq_strategy_configurations_active",
        TABLE,
        ["broker_code", "strategy_id"],
        unique=True,
        postgresql_where=sa.text("is_active"),
    )


def downgrade() -> None:
    op.drop_index("uq_strategy_configurations_active", table_name=TABLE, postgresql_where=sa.text("is_active"))
    op.drop_table(TABLE)
