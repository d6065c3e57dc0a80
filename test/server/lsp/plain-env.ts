/** An env.py as Alembic's template has it, of which nothing is unknown. */
export const PLAIN_ENV = `from alembic import context
from sqlalchemy import create_engine


def run_migrations_online():
    with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
        context.configure(connection=connection, target_metadata=None)
        with context.begin_transaction():
            context.run_migrations()


run_migrations_online()
`;
