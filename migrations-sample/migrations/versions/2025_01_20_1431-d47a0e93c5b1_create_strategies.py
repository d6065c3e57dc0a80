"""create strategies

Revision ID: d47a0e93c5b1
Revises: 1c9e5a7f3b62
Create Date: 2025-01-20 14:31:57.004471+00:00

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "d47a0e93c5b1"
down_revision = "1c9e5a7f3b62"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "strategies",
        sa.Column("broker_code", sa.String(length=16), nullable=False),
        sa.Column(
            "strategy_id",
            sa.String(length=64),
            nullable=False,
            comment="Chosen by people, the same at every broker: momentum_nifty",
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["broker_code"],
            ["brokers.code"],
            name=op.f("fk_strategies_broker_code_brokers"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name=op.f("fk_strategies_owner_id_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("broker_code", "strategy_id", name=op.f("pk_strategies")),
        comment="A trading strategy as it runs at one broker",
    )
    op.create_index(op.f("ix_strategies_owner_id"), "strategies", ["owner_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_strategies_owner_id"), table_name="strategies")
    op.drop_table("strategies")
