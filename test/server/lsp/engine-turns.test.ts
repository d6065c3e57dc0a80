import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { EngineName, RunAnswer } from '../../../server/src/protocol/run-messages.ts';
import { dumpDatabase } from '../../support/catalog.ts';
import { sqlalchemyUrl, withPostgres } from '../../support/postgres-server.ts';
import { withRealAlembic } from '../../support/real-alembic.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { revisionText } from '../core/lint/chain-text.ts';
import { RunningServer } from './running-server.ts';

const postgres = await withPostgres();
const alembic = await withRealAlembic();

const ENV = `from alembic import context
from sqlalchemy import create_engine, pool


def run_migrations_online():
    engine = create_engine(context.config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=None, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()


run_migrations_online()
`;
const REVISIONS = ['aaaa1', 'bbbb2', 'cccc3', 'dddd4'];
/** The last one only Python knows: what it inserts was selected while it ran. */
const UNKNOWN = `for row in op.get_bind().exec_driver_sql('SELECT id FROM t_aaaa1').fetchall(): op.execute(f'INSERT INTO t_dddd4 VALUES ({row[0]})')`;

function files(url: string): Record<string, string> {
  const texts: Record<string, string> = {
    'alembic.ini': `[alembic]\nscript_location = %(here)s/migrations\nsqlalchemy.url = ${sqlalchemyUrl(url, 'psycopg').replaceAll('%', '%%')}\n`,
    'migrations/env.py': ENV,
  };
  for (const [index, revision] of REVISIONS.entries()) {
    const create = `op.execute('CREATE TABLE t_${revision} (id INT PRIMARY KEY)'); op.execute('INSERT INTO t_${revision} VALUES (${index})')`;
    const parent = index === 0 ? 'None' : `'${REVISIONS[index - 1]}'`;
    texts[`migrations/versions/${revision}.py`] = revisionText(revision, parent, {
      upgrade:
        revision === 'dddd4'
          ? `${create.replaceAll(`VALUES (${index})`, 'VALUES (99)')}\n    ${UNKNOWN}`
          : create,
      downgrade: `op.execute('DROP TABLE t_${revision}')`,
    });
  }
  return texts;
}

describe(
  'both engines in turns on one database, through the server',
  suiteNeeds('engine turns', postgres, alembic),
  () => {
    let url: string;
    let server: RunningServer;
    let environment: string;

    before(async () => {
      url = await available(postgres).createDatabase('turns');
      server = await RunningServer.start({ files: files(url), interpreter: available(alembic).python });
      environment = await server.environment();
    });
    after(() => server.stop());

    async function run(
      engine: EngineName | 'auto',
      direction: 'upgrade' | 'downgrade',
      target: string,
    ): Promise<RunAnswer & { engine: EngineName }> {
      await server.configure({ engine });
      const params = { environment, database: 'sqlalchemy.url', direction, target } as const;
      const plan = await server.request('alembic/plan', params);
      assert.equal(plan.blocked, undefined);
      const { heads, digest } = plan;
      const answer = await server.request('alembic/run', {
        ...params,
        heads,
        digest,
        engine: plan.engine,
        runId: target,
      });
      return { ...answer, engine: plan.engine };
    }

    it('each goes on where the other one stands, up and down', async () => {
      const dumps = new Map<string, string>();
      const goes = async (
        engine: EngineName,
        direction: 'upgrade' | 'downgrade',
        target: string,
        at: string,
      ) => {
        const answer = await run(engine, direction, target);
        assert.deepEqual(
          [answer.engine, answer.outcome, answer.heads],
          [engine, 'done', at === '' ? [] : [at]],
          answer.message,
        );
        const dump = await dumpDatabase(url, { rows: 'all' });
        assert.equal(dumps.get(at) ?? dump, dump, `${direction} ${target} by ${engine}`);
        dumps.set(at, dump);
      };
      await goes('alembic', 'upgrade', 'aaaa1', 'aaaa1');
      await goes('builtin', 'upgrade', 'bbbb2', 'bbbb2');
      await goes('alembic', 'upgrade', 'cccc3', 'cccc3');
      await goes('builtin', 'downgrade', 'bbbb2', 'bbbb2');
      await goes('alembic', 'downgrade', 'aaaa1', 'aaaa1');
      await goes('builtin', 'downgrade', 'base', '');
      await goes('builtin', 'upgrade', 'aaaa1', 'aaaa1');
      await goes('alembic', 'downgrade', 'base', '');
      await goes('builtin', 'upgrade', 'cccc3', 'cccc3');
    });

    it('hands a plan whole to alembic where only Python knows a step', async () => {
      const answer = await run('auto', 'upgrade', 'head');
      assert.deepEqual(
        [answer.engine, answer.outcome, answer.applied],
        ['alembic', 'done', ['dddd4']],
        answer.message,
      );
      const records = await server.request('alembic/runs', { environment, database: 'sqlalchemy.url' });
      assert.deepEqual(
        records.slice(0, 3).map(({ engine, to }) => [engine, to]),
        [
          ['alembic', ['dddd4']],
          ['builtin', ['cccc3']],
          ['alembic', []],
        ],
      );
    });
  },
);
