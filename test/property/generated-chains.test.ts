import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { dumpDatabase } from '../support/catalog.ts';
import { runCli } from '../support/cli.ts';
import { sqlalchemyUrl, withPostgres } from '../support/postgres-server.ts';
import { type AlembicCommands, withRealAlembic } from '../support/real-alembic.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { type DocumentedRevision, type GraphCase, graphCases, soundGraph } from './revision-graphs.ts';

/** PROPERTY_SEED and PROPERTY_CHAINS replay or widen a run. */
const SEED = Number(process.env.PROPERTY_SEED ?? 20240817);
const CHAINS = Number(process.env.PROPERTY_CHAINS ?? 3);
const MOVES = 3;

const postgres = await withPostgres();
const alembic = await withRealAlembic();

const ENV = `import os
from alembic import context
from sqlalchemy import create_engine, pool


def run_migrations_online():
    engine = create_engine(os.environ["DATABASE_URL"], poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=None, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()


run_migrations_online()
`;

function python(values: readonly string[]): string {
  return values.length === 0 ? 'None' : `(${values.map((value) => `${JSON.stringify(value)},`).join(' ')})`;
}

/** A table of its own for each revision, with an index, a row, and now and then an enum and a view. */
function revisionText(one: DocumentedRevision, number: number): string {
  const table = `t_${number}`;
  const enumType = `sa.Enum('a', 'b', name='e_${number}')`;
  const up = [
    `op.create_table('${table}', sa.Column('id', sa.Integer, primary_key=True), sa.Column('name', sa.String(20), server_default='x'))`,
    `op.create_index('ix_${table}', '${table}', ['name'])`,
    `op.execute("INSERT INTO ${table} (name) VALUES ('${number}')")`,
  ];
  const down = [`op.drop_table('${table}')`];
  if (number % 3 === 0) {
    up.push(`${enumType}.create(op.get_bind())`, `op.add_column('${table}', sa.Column('kind', ${enumType}))`);
    down.push(`op.execute("DROP TYPE e_${number}")`);
  }
  if (number % 4 === 0) {
    up.push(
      'with op.get_context().autocommit_block():',
      `    op.execute("CREATE VIEW v_${number} AS SELECT ${number} AS n")`,
    );
    down.push(`op.execute("DROP VIEW v_${number}")`);
  }
  const body = (lines: readonly string[]) => lines.map((line) => `    ${line}\n`).join('');
  return `"""${number}"""
from alembic import op
import sqlalchemy as sa

revision = ${JSON.stringify(one.revision)}
down_revision = ${python(one.downRevisions)}
depends_on = ${python(one.dependsOn)}
branch_labels = ${python(one.branchLabels)}


def upgrade():
${body(up)}

def downgrade():
${body(down)}`;
}

function writeChain({ revisions }: GraphCase): string {
  const folder = mkdtempSync(join(tmpdir(), 'generated-chain-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const versions = join(folder, 'migrations', 'versions');
  mkdirSync(versions, { recursive: true });
  writeFileSync(join(folder, 'alembic.ini'), '[alembic]\nscript_location = %(here)s/migrations\n');
  writeFileSync(join(folder, 'migrations', 'env.py'), ENV);
  for (const [index, one] of revisions.entries()) {
    writeFileSync(join(versions, `${one.revision}.py`), revisionText(one, index));
  }
  return folder;
}

interface Move {
  readonly direction: 'upgrade' | 'downgrade';
  readonly target: string;
}

/** Up to the heads, a walk through the graph as its questions say, and down to the base. */
function movesOf({ questions }: GraphCase): readonly Move[] {
  // From several rows Alembic takes "-1" from whichever comes first out of a Python set.
  const isTold = (target: string): boolean => !/^[+-]|:/.test(target);
  const walk = questions.flatMap(({ kind, target }): Move[] =>
    (kind === 'upgrade' || kind === 'downgrade') && isTold(target) ? [{ direction: kind, target }] : [],
  );
  return [
    ...walk.slice(0, MOVES),
    { direction: 'upgrade', target: 'heads' },
    ...walk.slice(MOVES, 2 * MOVES),
    { direction: 'downgrade', target: 'base' },
  ];
}

type Mover = (move: Move, url: string) => Promise<boolean>;

function real(commands: AlembicCommands, folder: string): Mover {
  return async ({ direction, target }, url) => {
    const env = { DATABASE_URL: sqlalchemyUrl(url, 'psycopg') };
    const { exitCode } = await commands.run([direction, target], { cwd: folder, env });
    return exitCode === 0;
  };
}

function ours(folder: string): Mover {
  return async ({ direction, target }, url) => {
    const args = [direction, target, '--url', url, '--engine', 'builtin'];
    return (await runCli(args, { cwd: folder })).exitCode === 0;
  };
}

describe('generated chains on a server', suiteNeeds('generated chains', postgres, alembic), () => {
  const commands = available(alembic).startCommands();
  after(() => commands.close());
  const cases = fc.sample(graphCases(soundGraph, 4 * MOVES), { numRuns: CHAINS, seed: SEED });

  for (const [number, one] of cases.entries()) {
    it(`chain ${number + 1}: real Alembic, ours, and both in turns leave the same database after every move`, async (context) => {
      const folder = writeChain(one);
      const [byAlembic, byUs, inTurns] = await Promise.all(
        ['real', 'ours', 'turns'].map((name) => available(postgres).createDatabase(name)),
      );
      const [theirs, our] = [real(commands, folder), ours(folder)];
      const moves = movesOf(one);
      for (const [index, move] of moves.entries()) {
        const expected = await theirs(move, byAlembic ?? '');
        const turn = index % 2 === 0 ? our : theirs;
        assert.deepEqual(
          [await our(move, byUs ?? ''), await turn(move, inTurns ?? '')],
          [expected, expected],
          `${move.direction} ${move.target}`,
        );
        const dump = (url = '') => dumpDatabase(url, { rows: 'all' });
        const truth = await dump(byAlembic);
        assert.equal(await dump(byUs), truth, `ours after ${move.direction} ${move.target}`);
        assert.equal(await dump(inTurns), truth, `in turns after ${move.direction} ${move.target}`);
      }
      context.diagnostic(`${one.revisions.length} revisions, ${moves.length} moves`);
    });
  }
});
