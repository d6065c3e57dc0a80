// Writes a migration environment of any size to measure on:
// `node scripts/bench/generate-environment.mjs FOLDER [REVISIONS] [SEED]`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BRANCH_EVERY = 40;
const BRANCH_LENGTH = 6;

/** A generator of numbers below 2³² that gives the same ones for the same seed (Mulberry32). */
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return (value ^ (value >>> 14)) >>> 0;
  };
}

function revisionId(number, next) {
  const hex = (value, digits) => value.toString(16).padStart(digits, '0').slice(-digits);
  return hex(next() >>> 4, 7) + hex(number, 5);
}

function python(ids) {
  if (ids.length === 0) return 'None';
  return ids.length === 1 ? `'${ids[0]}'` : `(${ids.map((id) => `'${id}'`).join(', ')})`;
}

function revisionText({ id, parents, dependsOn, label, number, date }) {
  const message = parents.length > 1 ? `merge ${parents.join(' and ')}` : `add column number ${number}`;
  const isMerge = parents.length > 1;
  return `"""${message}

Revision ID: ${id}
Revises: ${parents.join(', ')}
Create Date: ${date}

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '${id}'
down_revision: Union[str, Sequence[str], None] = ${python(parents)}
branch_labels: Union[str, Sequence[str], None] = ${label === undefined ? 'None' : `('${label}',)`}
depends_on: Union[str, Sequence[str], None] = ${python(dependsOn)}


def upgrade() -> None:
    """Upgrade schema."""
    ${isMerge ? 'pass' : `op.add_column('accounts', sa.Column('column_${number}', sa.String(length=50), nullable=True))`}


def downgrade() -> None:
    """Downgrade schema."""
    ${isMerge ? 'pass' : `op.drop_column('accounts', 'column_${number}')`}
`;
}

/**
 * The revisions of a chain as teams grow it: a main line, and every so often a branch of a few revisions that is merged
 * back; every tenth branch has a label and depends on a revision of the main line. It ends in one head.
 */
export function* generateRevisions(count, seed = 1) {
  const next = numbers(seed);
  const start = Date.UTC(2020, 0, 1);
  const make = (number, parents, more = {}) => ({
    id: revisionId(number, next),
    number,
    parents,
    dependsOn: [],
    label: undefined,
    date: new Date(start + number * 3_600_000).toISOString().replace('T', ' ').replace('Z', '000'),
    ...more,
  });
  let main = [];
  let side;
  let sideLeft = 0;
  let branches = 0;
  for (let number = 0; number < count; number += 1) {
    let revision;
    if (side !== undefined && (sideLeft === 0 || number === count - 1)) {
      revision = make(number, [...main, side]);
      main = [revision.id];
      side = undefined;
    } else if (side === undefined && number % BRANCH_EVERY === BRANCH_EVERY - 1 && number < count - 2) {
      branches += 1;
      const labelled = branches % 10 === 0;
      revision = make(number, main, labelled ? { label: `branch_${branches}` } : {});
      side = revision.id;
      sideLeft = BRANCH_LENGTH;
      yield revision;
      number += 1;
      revision = make(number, revision.parents);
      main = [revision.id];
    } else if (side !== undefined && next() % 2 === 0) {
      sideLeft -= 1;
      revision = make(number, [side], branches % 10 === 0 && sideLeft === 0 ? { dependsOn: main } : {});
      side = revision.id;
    } else {
      revision = make(number, main);
      main = [revision.id];
    }
    yield revision;
  }
}

/** Writes alembic.ini, env.py and the revisions below `folder`; answers the paths of the revision files. */
export function generateEnvironment(folder, count, seed = 1) {
  const versions = join(folder, 'migrations', 'versions');
  mkdirSync(versions, { recursive: true });
  const ini =
    '[alembic]\nscript_location = %(here)s/migrations\nsqlalchemy.url = postgresql://localhost/bench\n';
  writeFileSync(join(folder, 'alembic.ini'), ini);
  writeFileSync(join(folder, 'migrations', 'env.py'), ENV_SCRIPT);
  const paths = [];
  for (const revision of generateRevisions(count, seed)) {
    const path = join(versions, `${revision.id}_revision_${revision.number}.py`);
    writeFileSync(path, revisionText(revision));
    paths.push(path);
  }
  return paths;
}

const ENV_SCRIPT = `from alembic import context
from sqlalchemy import engine_from_config

config = context.config


def run_migrations_offline() -> None:
    context.configure(url=config.get_main_option("sqlalchemy.url"), literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


def run_migrations_online() -> None:
    engine = engine_from_config(config.get_section(config.config_ini_section, {}))
    with engine.connect() as connection:
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, count = '10000', seed = '1'] = process.argv.slice(2);
  if (folder === undefined || !/^\d+$/.test(count) || !/^\d+$/.test(seed)) {
    console.error('usage: node scripts/bench/generate-environment.mjs FOLDER [REVISIONS] [SEED]');
    process.exit(2);
  }
  const paths = generateEnvironment(folder, Number(count), Number(seed));
  console.log(`${paths.length} revisions below ${folder}`);
}
