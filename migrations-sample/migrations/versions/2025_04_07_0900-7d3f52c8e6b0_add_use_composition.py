"""add use_composition to strategy configurations

Schema first, then data. downgrade() goes the same way in reverse.

Revision ID: 7d3f52c8e6b0
Revises: 04c6d95e7fb1
Create Date: 2025-04-07 09:00:27.906588+00:00

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = "7d3f52c8e6b0"
down_revision: Union[str, Sequence[str], None] = "04c6d95e7fb1"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

INDEX = "ix_strategy_configurations_broker_code_use_composition"

configurations = sa.table(
    "strategy_configurations",
    sa.column("strategy_type", sa.String),
    sa.column("is_active", sa.Boolean),
    sa.column("use_composition", sa.Boolean),
)


def upgrade() -> None:
    # 1. Schema
    op.add_column(
        "strategy_configurations",
        sa.Column(
            "use_composition",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="Built from parts (signal, sizing, exit) and not from one class",
        ),
    )
    op.create_index(op.f(INDEX), "strategy_configurations", ["broker_code", "use_composition"])

    # 2. Data: the momentum strategies were the first that could be composed, ...
    op.execute(
        configurations.update()
        .where(
            sa.and_(
                configurations.c.strategy_type == "MomentumStrategy", configurations.c.is_active.is_(sa.true())
            )
        )
        .values(use_composition=True)
    )
    # ... and a composed strategy names its parts.
    op.execute(
        sa.text(
            "UPDATE strategy_configurations SET parameters = parameters || CAST(:parts AS jsonb) WHERE use_composition"
        ).bindparams(parts='{"composition": {"signal": "momentum", "sizing": "fixed_fraction", "exit": "stop_loss"}}')
    )


def downgrade() -> None:
    # 2. Data
    op.execute("UPDATE strategy_configurations SET parameters = parameters - 'composition' WHERE use_composition")
    op.execute(configurations.update().values(use_composition=False))

    # 1. Schema
    op.drop_index(op.f(INDEX), table_name="strategy_configurations")
    op.drop_column("strategy_configurations", "use_composition")
