"""merge analytics

Revision ID: 2be6a40f97d8
Revises: 7d3f52c8e6b0, a0b93e5d81c7
Create Date: 2025-04-14 11:11:53.790414+00:00

"""
from typing import Sequence, Union

# revision identifiers, used by Alembic.
revision: str = "2be6a40f97d8"
down_revision: Union[str, Sequence[str], None] = ("7d3f52c8e6b0", "a0b93e5d81c7")
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
