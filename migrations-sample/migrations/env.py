"""How Alembic reaches the database of Alpha Panda.

The URL comes from the application's settings, the tables from its models. Both configure() calls say the same; only
where the statements go is different.
"""

import asyncio
from logging.config import fileConfig

from alembic import context
from sqlalchemy import Connection, pool
from sqlalchemy.ext.asyncio import create_async_engine

from alpha_panda.database import Base
from alpha_panda.models import discover_models
from alpha_panda.settings import get_settings

config = context.config

if config.config_file_name is not None:
    fileConfig(config.config_file_name, disable_existing_loggers=False)

discover_models()
target_metadata = Base.metadata


def include_name(name, type_, parent_names) -> bool:
    """Partitions are made by migrations and have no model: autogenerate must not propose to drop them."""
    return not (type_ == "table" and "_p_" in name)


def run_migrations_offline() -> None:
    """Writes the SQL of the migrations to standard output; no database is needed."""
    context.configure(
        url=get_settings().database_url,
        target_metadata=target_metadata,
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},
        include_name=include_name,
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_migrations_on(connection: Connection) -> None:
    # One transaction per migration: an index that is built concurrently ends the running transaction, and with a single
    # transaction for all migrations it would commit half of a run.
    context.configure(
        connection=connection,
        target_metadata=target_metadata,
        include_name=include_name,
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_migrations_online() -> None:
    """Runs the migrations on a connection of their own."""
    engine = create_async_engine(get_settings().database_url, poolclass=pool.NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(run_migrations_on)
    await engine.dispose()


if context.is_offline_mode():
    run_migrations_offline()
else:
    asyncio.run(run_migrations_online())
