import contextlib
import functools

import sqlalchemy as sa
from alembic import op

from .settings import SCHEMA


def add_timestamps(table, *names, schema=None):
    for name in names or ("created_at", "updated_at"):
        op.add_column(
            table,
            sa.Column(name, sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
            schema=schema,
        )


def quietly(function):
    @functools.wraps(function)
    def run(*args, **kwargs):
        op.execute("SET LOCAL client_min_messages = warning")
        return function(*args, **kwargs)

    return run


@quietly
def drop_view(name):
    op.execute(f"DROP VIEW IF EXISTS {SCHEMA}.{name}")


class View:
    def __init__(self, name, sql):
        self.name = name
        self.sql = sql

    def create(self):
        op.execute(f"CREATE VIEW {self.name} AS {self.sql}")


class SecureView(View):
    def __init__(self, name, sql):
        super().__init__(name, sql)
        self.options = " WITH (security_barrier)"

    def create(self):
        op.execute(f"CREATE VIEW {self.name}{self.options} AS {self.sql}")

    def replace(self):
        drop_view(self.name)
        super().create()
