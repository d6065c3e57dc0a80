import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

const ENV = `from alembic import context
from sqlalchemy import create_engine


def run_migrations_online():
    with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
        context.configure(connection=connection, target_metadata=None, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()


run_migrations_online()
`;

/** What the two functions of a revision do, each line one statement of Python. */
export interface RevisionBody {
  readonly upgrade: readonly string[];
  readonly downgrade?: readonly string[];
}

/** Writes an environment with a linear chain `r1`, `r2`, … into a folder that goes away with the test file. */
export function writeRunProject(bodies: readonly RevisionBody[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'run-project-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const versions = join(folder, 'migrations', 'versions');
  mkdirSync(versions, { recursive: true });
  writeFileSync(join(folder, 'alembic.ini'), '[alembic]\nscript_location = %(here)s/migrations\n');
  writeFileSync(join(folder, 'migrations', 'env.py'), ENV);
  for (const [index, body] of bodies.entries()) {
    writeFileSync(join(versions, `r${index + 1}.py`), revisionText(index + 1, body));
  }
  return folder;
}

/** The body of `upgrade()` begins on line 8. */
function revisionText(number: number, { upgrade, downgrade = ['pass'] }: RevisionBody): string {
  const lines = (body: readonly string[]) => body.map((line) => `    ${line}\n`).join('');
  const down = number === 1 ? 'None' : `'r${number - 1}'`;
  return (
    `"""make r${number}"""\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = 'r${number}'\n` +
    `down_revision = ${down}\ndef upgrade():\n${lines(upgrade)}\n\ndef downgrade():\n${lines(downgrade)}`
  );
}
