"""give users a role

Revision ID: 5b8d2f04a7c3
Revises: e07c9b63f5a2
Create Date: 2025-05-19 16:50:45.612398+00:00

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = "5b8d2f04a7c3"
down_revision: Union[str, Sequence[str], None] = "e07c9b63f5a2"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

user_role = sa.Enum("VIEWER", "TRADER", "ADMIN", name="user_role")

users = sa.table(
    "users",
    sa.column("is_admin", sa.Boolean()),
    sa.column("role", user_role),
)


def upgrade() -> None:
    # add_column does not make the type, as create_table would.
    user_role.create(op.get_bind(), checkfirst=True)
    op.add_column("users", sa.Column("role", user_role, server_default="VIEWER", nullable=False))
    op.execute(users.update().where(users.c.is_admin).values(role="ADMIN"))
    op.drop_column("users", "is_admin")
    op.alter_column("users", "display_name", new_column_name="full_name", existing_type=sa.String(length=120))


def downgrade() -> None:
    op.alter_column("users", "full_name", new_column_name="display_name", existing_type=sa.String(length=120))
    op.add_column("users", sa.Column("is_admin", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(users.update().where(users.c.role == "ADMIN").values(is_admin=True))
    op.drop_column("users", "role")
    user_role.drop(op.get_bind(), checkfirst=True)
