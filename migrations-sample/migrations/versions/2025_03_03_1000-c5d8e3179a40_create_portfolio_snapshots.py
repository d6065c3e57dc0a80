"""create portfolio snapshots

The reporting team works on a branch of its own. Its view reads positions, which the main line made after
this branch had begun: depends_on makes sure that they are there.

Revision ID: c5d8e3179a40
Revises: b6039fd27c48
Create Date: 2025-03-03 10:00:02.417716+00:00

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "c5d8e3179a40"
down_revision = "b6039fd27c48"
branch_labels = ("analytics",)
depends_on = "e91d4c80b7f5"


def upgrade() -> None:
    op.create_table(
        "portfolio_snapshots",
        sa.Column("broker_code", sa.String(length=16), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(), server_default=sa.func.now(), nullable=False),
        sa.Column("cash", sa.Numeric(18, 2), server_default=sa.text("0"), nullable=False),
        sa.Column("market_value", sa.Numeric(18, 2), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "total_value",
            sa.Numeric(18, 2),
            sa.Computed("cash + market_value", persisted=True),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["broker_code"],
            ["brokers.code"],
            name=op.f("fk_portfolio_snapshots_broker_code_brokers"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("broker_code", "id", name=op.f("pk_portfolio_snapshots")),
    )
    op.create_unique_constraint(
        op.f("uq_portfolio_snapshots_broker_code_taken_at"), "portfolio_snapshots", ["broker_code", "taken_at"]
    )
    op.execute(
        """
        CREATE VIEW portfolio_exposure AS
        SELECT broker_code,
               strategy_id,
               count(*) FILTER (WHERE quantity <> 0) AS open_positions,
               sum(abs(quantity) * average_price) AS exposure
        FROM positions
        GROUP BY broker_code, strategy_id
        """
    )


def downgrade() -> None:
    op.execute("DROP VIEW portfolio_exposure")
    op.drop_table("portfolio_snapshots")
