import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const id = (number) => number.toString(16).padStart(12, '0');

/** What a team's migrations mostly do: a table, columns, an index, a constraint, in turns. */
function bodies(number) {
  const table = `accounts_${Math.floor(number / 5)}`;
  switch (number % 5) {
    case 0:
      return [
        `op.create_table('${table}', sa.Column('id', sa.Integer(), nullable=False), sa.Column('name', sa.String(50)), sa.PrimaryKeyConstraint('id'))`,
        `op.drop_table('${table}')`,
      ];
    case 1:
      return [
        `op.add_column('${table}', sa.Column('email', sa.String(255), server_default=''))`,
        `op.drop_column('${table}', 'email')`,
      ];
    case 2:
      return [
        `op.create_index('ix_${table}_email', '${table}', ['email'])`,
        `op.drop_index('ix_${table}_email', table_name='${table}')`,
      ];
    case 3:
      return [
        `op.alter_column('${table}', 'name', existing_type=sa.String(50), nullable=False)`,
        `op.alter_column('${table}', 'name', existing_type=sa.String(50), nullable=True)`,
      ];
    default:
      return [
        `op.create_unique_constraint('uq_${table}_name', '${table}', ['name'])`,
        `op.drop_constraint('uq_${table}_name', '${table}')`,
      ];
  }
}

function revisionText(number) {
  const [upgrade, downgrade] = bodies(number);
  return `"""change number ${number}

Revision ID: ${id(number)}
Revises: ${number === 0 ? '' : id(number - 1)}
Create Date: 2024-01-01 00:00:00.000000

"""
from alembic import op
import sqlalchemy as sa

revision = '${id(number)}'
down_revision = ${number === 0 ? 'None' : `'${id(number - 1)}'`}
branch_labels = None
depends_on = None


def upgrade():
    ${upgrade}


def downgrade():
    ${downgrade}
`;
}

const ENV_SCRIPT = `import os

from alembic import context
from sqlalchemy import create_engine


def run_migrations_offline():
    context.configure(dialect_name="postgresql", literal_binds=True, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()


def run_migrations_online():
    with create_engine(os.environ["DATABASE_URL"]).connect() as connection:
        context.configure(connection=connection, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
`;

/**
 * Writes alembic.ini, env.py and a linear chain that a database can really run below `folder`: one transaction per
 * migration, and DATABASE_URL says where.
 */
export function generateTables(folder, count) {
  const versions = join(folder, 'migrations', 'versions');
  mkdirSync(versions, { recursive: true });
  writeFileSync(join(folder, 'alembic.ini'), '[alembic]\nscript_location = %(here)s/migrations\n');
  writeFileSync(join(folder, 'migrations', 'env.py'), ENV_SCRIPT);
  for (let number = 0; number < count; number += 1) {
    writeFileSync(join(versions, `${id(number)}_change.py`), revisionText(number));
  }
}
