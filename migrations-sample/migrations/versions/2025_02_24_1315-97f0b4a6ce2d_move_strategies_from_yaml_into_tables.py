"""move strategies from YAML into tables

The rows are those of strategies/*.yaml on the day of the move. They stand here and are not read from
the files: a migration has to do the same on every database, also after the files have changed.

Revision ID: 97f0b4a6ce2d
Revises: 3a75c2e8d106
Create Date: 2025-02-24 13:15:48.209945+00:00

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY


# revision identifiers, used by Alembic.
revision = "97f0b4a6ce2d"
down_revision = "3a75c2e8d106"
branch_labels = None
depends_on = None

strategies = sa.table(
    "strategies",
    sa.column("broker_code", sa.String),
    sa.column("strategy_id", sa.String),
    sa.column("name", sa.String),
    sa.column("description", sa.Text),
)

configurations = sa.table(
    "strategy_configurations",
    sa.column("broker_code", sa.String),
    sa.column("strategy_id", sa.String),
    sa.column("version", sa.Integer),
    sa.column("strategy_type", sa.String),
    sa.column("symbols", ARRAY(sa.String)),
    sa.column("capital", sa.Integer),
    sa.column("max_open_positions", sa.Integer),
    sa.column("is_active", sa.Boolean),
)

# (broker, strategy) -> parameters, as JSON
PARAMETERS = {
    ("zerodha", "momentum_nifty"): '{"lookback_minutes": 15, "stop_loss_percent": 1.5}',
    ("zerodha", "mean_reversion_banks"): '{"window": 20, "entry_deviation": 2.0}',
    ("paper", "momentum_nifty"): '{"lookback_minutes": 5, "stop_loss_percent": 0.75}',
}


def upgrade() -> None:
    op.bulk_insert(
        strategies,
        [
            # strategies/momentum_nifty.yaml
            {
                "broker_code": "zerodha",
                "strategy_id": "momentum_nifty",
                "name": "Momentum on NIFTY 50",
                "description": "Buys strength after the opening range and is flat at the close.",
            },
            # strategies/mean_reversion_banks.yaml
            {
                "broker_code": "zerodha",
                "strategy_id": "mean_reversion_banks",
                "name": "Mean reversion on bank stocks",
                "description": (
                    "Fades moves of more than two standard deviations in HDFCBANK, ICICIBANK and SBIN."
                ),
            },
            # strategies/paper_momentum.yaml
            {
                "broker_code": "paper",
                "strategy_id": "momentum_nifty",
                "name": "Momentum on NIFTY 50 (paper)",
                "description": None,
            },
        ],
    )
    op.bulk_insert(
        configurations,
        [
            {
                "broker_code": "zerodha",
                "strategy_id": "momentum_nifty",
                "version": 1,
                "strategy_type": "MomentumStrategy",
                "symbols": ["NIFTY 50", "BANKNIFTY"],
                "capital": 250_000,
                "max_open_positions": 3,
                "is_active": True,
            },
            {
                "broker_code": "zerodha",
                "strategy_id": "mean_reversion_banks",
                "version": 1,
                "strategy_type": "MeanReversionStrategy",
                "symbols": ["HDFCBANK", "ICICIBANK", "SBIN"],
                "capital": 150_000,
                "max_open_positions": 5,
                "is_active": True,
            },
            {
                "broker_code": "paper",
                "strategy_id": "momentum_nifty",
                "version": 1,
                "strategy_type": "MomentumStrategy",
                "symbols": ["NIFTY 50"],
                "capital": 1_000_000,
                "max_open_positions": 10,
                "is_active": True,
            },
        ],
    )
    for (broker_code, strategy_id), parameters in PARAMETERS.items():
        op.execute(
            sa.text(
                """
                UPDATE strategy_configurations
                SET parameters = CAST(:parameters AS jsonb)
                WHERE broker_code = :broker_code AND strategy_id = :strategy_id AND version = 1
                """
            ).bindparams(parameters=parameters, broker_code=broker_code, strategy_id=strategy_id)
        )


def downgrade() -> None:
    # Configurations go away with their strategy (ON DELETE CASCADE).
    for broker_code, strategy_id in PARAMETERS:
        op.execute(
            strategies.delete().where(
                strategies.c.broker_code == broker_code, strategies.c.strategy_id == strategy_id
            )
        )
