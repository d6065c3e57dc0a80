const SETTINGS = `config = context.config

if config.config_file_name is not None:
    fileConfig(config.config_file_name)

# The MetaData that autogenerate compares with the database, for example:
# from myapp.models import Base
# target_metadata = Base.metadata
target_metadata = None


def run_migrations_offline() -> None:
    """Write the SQL of the migrations instead of running it (alembic upgrade --sql)."""
    context.configure(
        url=config.get_main_option("sqlalchemy.url"),
        target_metadata=target_metadata,
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},
    )

    with context.begin_transaction():
        context.run_migrations()
`;

const START = `if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
`;

/** env.py that connects with a synchronous driver. */
export const genericEnvText = `from logging.config import fileConfig

from alembic import context
from sqlalchemy import engine_from_config, pool

${SETTINGS}

def run_migrations_online() -> None:
    """Run the migrations on the database of sqlalchemy.url."""
    connectable = engine_from_config(
        config.get_section(config.config_ini_section, {}),
        prefix="sqlalchemy.",
        poolclass=pool.NullPool,
    )

    with connectable.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata)

        with context.begin_transaction():
            context.run_migrations()


${START}`;

/** env.py that connects with an asynchronous driver such as asyncpg. */
export const asyncEnvText = `import asyncio
from logging.config import fileConfig

from alembic import context
from sqlalchemy import pool
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import async_engine_from_config

${SETTINGS}

def do_run_migrations(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=target_metadata)

    with context.begin_transaction():
        context.run_migrations()


async def run_async_migrations() -> None:
    """Connect to the database of sqlalchemy.url and run the migrations on that connection."""
    connectable = async_engine_from_config(
        config.get_section(config.config_ini_section, {}),
        prefix="sqlalchemy.",
        poolclass=pool.NullPool,
    )

    async with connectable.connect() as connection:
        await connection.run_sync(do_run_migrations)

    await connectable.dispose()


def run_migrations_online() -> None:
    asyncio.run(run_async_migrations())


${START}`;
