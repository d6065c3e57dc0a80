"""seed brokers

Revision ID: 3a75c2e8d106
Revises: e91d4c80b7f5
Create Date: 2025-02-17 09:40:21.663507+00:00

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "3a75c2e8d106"
down_revision = "e91d4c80b7f5"
branch_labels = None
depends_on = None

# The columns as they are at this revision. A model would follow the newest schema and break this migration one day.
brokers = sa.table(
    "brokers",
    sa.column("code", sa.String),
    sa.column("name", sa.String),
    sa.column("kind", sa.Enum("LIVE", "PAPER", name="broker_kind")),
)


def upgrade() -> None:
    op.bulk_insert(
        brokers,
        [
            {"code": "zerodha", "name": "Zerodha", "kind": "LIVE"},
            {"code": "paper", "name": "Paper trading", "kind": "PAPER"},
        ],
    )


def downgrade() -> None:
    op.execute(brokers.delete().where(brokers.c.code.in_(["zerodha", "paper"])))
