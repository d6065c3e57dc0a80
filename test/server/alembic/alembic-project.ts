import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlembicRun, ExpectedStep } from '../../../server/src/alembic/alembic-run.ts';
import { parseDatabaseUrl } from '../../../server/src/core/config/database-url.ts';
import { DEFAULT_VERSION_TABLE } from '../../../server/src/core/plan/version-table.ts';

const ENV = `
import asyncio
import os
from logging.config import fileConfig
from alembic import context
from sqlalchemy import create_engine, pool, MetaData, Table, Column, Integer
from sqlalchemy.ext.asyncio import create_async_engine

fileConfig(context.config.config_file_name)
url = os.environ.get("DATABASE_URL") or context.config.get_main_option("sqlalchemy.url")
target = MetaData()
Table("modelled", target, Column("id", Integer, primary_key=True))

def run(connection):
    context.configure(connection=connection, target_metadata=target, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()

async def run_async():
    engine = create_async_engine(url, poolclass=pool.NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(run)
    await engine.dispose()

if "+asyncpg" in url:
    asyncio.run(run_async())
else:
    with create_engine(url, poolclass=pool.NullPool).connect() as connection:
        run(connection)
`;

/** Sections of an ini file that make alembic's log go to standard error. */
export const LOGGING_INI = `[loggers]
keys = root,alembic
[handlers]
keys = console
[formatters]
keys = plain
[logger_root]
level = WARNING
handlers = console
[logger_alembic]
level = INFO
handlers =
qualname = alembic
[handler_console]
class = StreamHandler
args = (sys.stderr,)
formatter = plain
[formatter_plain]
format = %(levelname)s [%(name)s] %(message)s
`;

/** Sections that leave alembic's log silent: fileConfig() disables every logger that they do not name. */
export const SILENT_LOGGING_INI = `[loggers]
keys = root
[handlers]
keys =
[formatters]
keys =
[logger_root]
level = WARNING
handlers =
`;

const INI = `[alembic]
script_location = %(here)s
sqlalchemy.url = URL

${LOGGING_INI}`;

/** A script.py.mako with what a revision needs and nothing more. */
export const SCRIPT_TEMPLATE = `"""\${message}"""
from alembic import op
import sqlalchemy as sa
revision = \${repr(up_revision)}
down_revision = \${repr(down_revision)}
def upgrade():
    \${upgrades if upgrades else "pass"}
def downgrade():
    \${downgrades if downgrades else "pass"}
`;

/** A migration environment on disk, with a linear chain of revisions. */
export interface AlembicProject {
  readonly configPath: string;
  readonly steps: readonly ExpectedStep[];
  remove(): Promise<void>;
}

/** Writes an environment whose revision `rN` runs the N-th of `bodies`, each one line of Python. */
export async function writeProject(
  sqlalchemyUrl: string,
  bodies: readonly string[],
): Promise<AlembicProject> {
  const folder = await mkdtemp(join(tmpdir(), 'alembic-project-'));
  const versions = join(folder, 'versions');
  await mkdir(versions);
  await writeFile(join(folder, 'env.py'), ENV);
  await writeFile(join(folder, 'script.py.mako'), SCRIPT_TEMPLATE);
  await writeFile(join(folder, 'alembic.ini'), INI.replace('URL', sqlalchemyUrl.replaceAll('%', '%%')));
  const steps: ExpectedStep[] = [];
  for (const [index, body] of bodies.entries()) {
    const revision = `r${index + 1}`;
    const from = index === 0 ? [] : [`r${index}`];
    const path = join(versions, `${revision}.py`);
    const down = from[0] === undefined ? 'None' : `'${from[0]}'`;
    await writeFile(
      path,
      `"""make ${revision}"""\nfrom alembic import op\nrevision = '${revision}'\ndown_revision = ${down}\n\ndef upgrade():\n    ${body}\n\ndef downgrade():\n    pass\n`,
    );
    steps.push({
      direction: 'upgrade',
      revision,
      from,
      to: [revision],
      versionChanges: [
        from[0] === undefined
          ? { kind: 'insert', revision }
          : { kind: 'update', from: from[0], to: revision },
      ],
      message: `make ${revision}`,
      path,
    });
  }
  const remove = () => rm(folder, { recursive: true, force: true });
  return { configPath: join(folder, 'alembic.ini'), steps, remove };
}

/** `upgrade head` of a project with an interpreter, on the database of `url`. */
export function upgradeOf(project: AlembicProject, python: string, url: string): AlembicRun {
  return {
    environment: {
      command: {
        program: { command: python, args: ['-m', 'alembic'] },
        python: { command: python, args: [] },
        kind: 'alembic',
        origin: 'the test',
      },
      configPath: project.configPath,
      section: 'alembic',
      xArguments: [],
    },
    invocation: { name: 'upgrade', options: [], positionals: ['head'] },
    direction: 'upgrade',
    target: parseDatabaseUrl(url),
    open: {},
    variables: {},
    inherited: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    isConfiguredUrl: true,
    steps: project.steps,
    expectedRevisions: [],
    versionTable: DEFAULT_VERSION_TABLE,
    statementsBefore: [],
    lockTimeout: undefined,
    statementTimeout: undefined,
    runnerLockWaitMs: 0,
    storagePath: undefined,
  };
}
