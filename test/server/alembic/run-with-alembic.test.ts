import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import type { AlembicRun } from '../../../server/src/alembic/alembic-run.ts';
import { askAlembic } from '../../../server/src/alembic/ask-alembic.ts';
import { runWithAlembic } from '../../../server/src/alembic/run-with-alembic.ts';
import type { RunnerProgress, RunResult } from '../../../server/src/database/migration-run.ts';
import { queryDatabase, sqlalchemyUrl, withPostgres } from '../../support/postgres-server.ts';
import { withRealAlembic } from '../../support/real-alembic.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { SILENT_LOGGING_INI, upgradeOf, writeProject } from './alembic-project.ts';

const server = await withPostgres();
const alembic = await withRealAlembic();

interface Case {
  readonly driver?: 'asyncpg' | 'psycopg';
  readonly bodies: readonly string[];
  readonly change?: (run: AlembicRun) => AlembicRun;
  readonly cancelAt?: (progress: RunnerProgress) => boolean;
}

interface Outcome {
  readonly url: string;
  readonly result: RunResult;
  readonly progress: readonly RunnerProgress[];
}

const NOTHING_PRINTED = 'alembic failed and printed nothing';
const create = (table: string) => `op.execute("CREATE TABLE ${table} (id int)")`;

/** Runs `upgrade head` of a project on a fresh database. */
async function upgrade({
  driver = 'psycopg',
  bodies,
  change = (run) => run,
  cancelAt,
}: Case): Promise<Outcome> {
  const url = await available(server).createDatabase('alembic');
  const project = await writeProject(sqlalchemyUrl(url, driver), bodies);
  const abort = new AbortController();
  const progress: RunnerProgress[] = [];
  try {
    const run = change(upgradeOf(project, available(alembic).python, url));
    const onProgress = (told: RunnerProgress): void => {
      progress.push(told);
      if (cancelAt?.(told) === true) setTimeout(() => abort.abort(), 300);
    };
    return { url, result: await runWithAlembic(run, onProgress, abort.signal), progress };
  } finally {
    await project.remove();
  }
}

async function tables(url: string): Promise<string[]> {
  const rows = await queryDatabase<{ tablename: string }>(
    url,
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  return rows.map(({ tablename }) => tablename);
}

describe('runWithAlembic', suiteNeeds('runWithAlembic', server, alembic), () => {
  for (const driver of ['psycopg', 'asyncpg'] as const) {
    it(`runs a chain through ${driver} and tells each step`, async () => {
      const { url, result, progress } = await upgrade({ driver, bodies: [create('one'), create('two')] });
      assert.equal(result.outcome, 'done', result.message);
      assert.deepEqual(
        [result.applied.map(({ revision }) => revision), result.revisions],
        [['r1', 'r2'], ['r2']],
      );
      assert.deepEqual(
        progress.map(({ step, revision }) => `${step} ${revision}`),
        ['1 r1', '2 r2'],
      );
      assert.deepEqual(await tables(url), ['alembic_version', 'one', 'two']);
    });

    it(`tells revision, file, line and SQLSTATE of a failure through ${driver}`, async () => {
      const { result } = await upgrade({
        driver,
        bodies: [create('one'), 'op.execute("SELECT * FROM nowhere")'],
      });
      assert.deepEqual([result.outcome, result.revisions], ['failed', ['r1']]);
      assert.deepEqual(
        result.applied.map(({ revision }) => revision),
        ['r1'],
      );
      const { failure } = result;
      assert.deepEqual(
        [failure?.revision, failure?.line, failure?.sqlState, failure?.statement, failure?.message],
        ['r2', 6, '42P01', 'SELECT * FROM nowhere', 'relation "nowhere" does not exist'],
      );
      assert.match(failure?.path ?? '', /r2\.py$/);
    });
  }

  describe('where neither env.py nor alembic.ini lets alembic log', () => {
    const silent = (run: AlembicRun): AlembicRun => {
      const { configPath } = run.environment;
      const [ini = ''] = readFileSync(configPath, 'utf8').split('[loggers]');
      writeFileSync(configPath, `${ini}${SILENT_LOGGING_INI}`);
      return run;
    };
    const told = (progress: readonly RunnerProgress[]) =>
      progress.map(({ step, revision }) => `${step} ${revision}`);

    it('tells each step all the same, and a failure by its revision', async () => {
      const { result, progress } = await upgrade({
        bodies: [create('one'), create('two'), 'raise SystemExit(3)'],
        change: silent,
      });
      assert.deepEqual(told(progress), ['1 r1', '2 r2', '3 r3']);
      assert.deepEqual([result.outcome, result.revisions], ['failed', ['r2']], result.message);
      assert.deepEqual([result.failure?.revision, result.failure?.message], ['r3', NOTHING_PRINTED]);
    });

    it('tells each step once of a command line without the guard whose log speaks', async () => {
      const { result, progress } = await upgrade({
        bodies: [create('one'), 'op.execute("SELECT pg_sleep(1.5)")', create('three')],
        change: (run) => ({
          ...run,
          environment: { ...run.environment, command: { ...run.environment.command, python: undefined } },
        }),
      });
      assert.equal(result.outcome, 'done', result.message);
      assert.deepEqual(told(progress), ['1 r1', '2 r2', '3 r3']);
    });

    it('tells what the version table shows of a command line without the guard', async () => {
      const { result, progress } = await upgrade({
        bodies: [create('one'), 'op.execute("SELECT pg_sleep(1.5)")'],
        change: (run) => {
          const { environment } = silent(run);
          return {
            ...run,
            environment: { ...environment, command: { ...environment.command, python: undefined } },
          };
        },
      });
      assert.equal(result.outcome, 'done', result.message);
      assert.deepEqual(told(progress).at(-1), '2 r2');
    });
  });

  it('stops before it sends anything where env.py connects elsewhere', async () => {
    const other = await available(server).createDatabase('other');
    const { url, result } = await upgrade({
      bodies: [create('one')],
      change: (run) => ({ ...run, variables: { DATABASE_URL: sqlalchemyUrl(other, 'psycopg') } }),
    });
    assert.equal(result.outcome, 'failed');
    assert.match(result.message, /env\.py connects to another database \("other_/);
    assert.deepEqual([await tables(url), await tables(other)], [[], []]);
  });

  it('hands the variable of the chosen database to env.py', async () => {
    const { result } = await upgrade({
      bodies: [create('one')],
      change: (run) => ({
        ...run,
        variables: { DATABASE_URL: 'postgresql+psycopg://nobody@127.0.0.1:1/none' },
      }),
    });
    assert.equal(result.outcome, 'failed');
    assert.match(result.message, /connection.*127\.0\.0\.1.*failed|refused/is);
  });

  it('cancels the statement on the server and leaves no process behind', async () => {
    const startedAt = performance.now();
    const { url, result } = await upgrade({
      bodies: [create('one'), 'op.execute("SELECT pg_sleep(60)")'],
      cancelAt: ({ revision }) => revision === 'r2',
    });
    assert.deepEqual([result.outcome, result.revisions], ['cancelled', ['r1']]);
    assert.ok(performance.now() - startedAt < 20_000);
    const left = await queryDatabase(
      url,
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
    );
    assert.deepEqual(left, []);
  });

  it('kills a migration that hangs in Python', async () => {
    const { result } = await upgrade({
      bodies: [create('one'), '__import__("signal").signal(15, 1) or __import__("time").sleep(60)'],
      cancelAt: ({ revision }) => revision === 'r2',
    });
    assert.deepEqual([result.outcome, result.revisions], ['cancelled', ['r1']]);
  });

  it('sets the timeouts in the sessions of alembic', async () => {
    const { url, result } = await upgrade({
      bodies: [`op.execute("CREATE TABLE seen AS SELECT current_setting('lock_timeout') AS value")`],
      change: (run) => ({ ...run, lockTimeout: '7s' }),
    });
    assert.equal(result.outcome, 'done', result.message);
    assert.deepEqual(await queryDatabase(url, 'SELECT value FROM seen'), [{ value: '7s' }]);
  });

  it('does nothing where the rows are not those of the plan', async () => {
    const { url, result } = await upgrade({
      bodies: [create('one')],
      change: (run) => ({ ...run, expectedRevisions: ['elsewhere'] }),
    });
    assert.equal(result.outcome, 'stale');
    assert.deepEqual(await tables(url), []);
  });

  it('refuses the embedded database, and a command line that cannot be checked', async () => {
    const embedded = await upgrade({
      bodies: [],
      change: (run) => ({ ...run, target: { kind: 'pglite', dataDirectory: '/nowhere' } }),
    });
    assert.match(embedded.result.message, /Python cannot connect to it/);
    const unchecked = await upgrade({
      bodies: [],
      change: (run) => ({
        ...run,
        isConfiguredUrl: false,
        environment: { ...run.environment, command: { ...run.environment.command, python: undefined } },
      }),
    });
    assert.match(unchecked.result.message, /env\.py decides where alembic connects/);
  });

  it('says that a program is not there', async () => {
    const { result } = await upgrade({
      bodies: [create('one')],
      change: (run) => ({
        ...run,
        environment: {
          ...run.environment,
          command: { ...run.environment.command, python: { command: '/nowhere/python', args: [] } },
        },
      }),
    });
    assert.match(result.message, /alembic could not be started \(the test\): .*ENOENT/);
  });
});

describe('askAlembic', suiteNeeds('askAlembic', server, alembic), () => {
  async function ask(
    name: string,
    options: readonly string[],
    check: (answer: Awaited<ReturnType<typeof askAlembic>>) => Promise<void> | void,
  ) {
    const url = await available(server).createDatabase('ask');
    const project = await writeProject(sqlalchemyUrl(url, 'psycopg'), []);
    const run = upgradeOf(project, available(alembic).python, url);
    try {
      const { environment, inherited, target, open } = run;
      const question = {
        environment,
        inherited,
        variables: {},
        database: { target, open },
        invocation: { name, options, positionals: [] },
      };
      await check(await askAlembic(question, new AbortController().signal));
    } finally {
      await project.remove();
    }
  }

  it('generates a revision from the models', () =>
    ask('revision', ['--autogenerate', '-m', 'from the models'], async ({ ok, generated, message }) => {
      assert.equal(ok, true, message);
      const [path, ...others] = generated;
      assert.deepEqual(others, []);
      assert.match(await readFile(path ?? '', 'utf8'), /op\.create_table\('modelled'/);
    }));

  it("tells what alembic's check found", () =>
    ask('check', [], ({ ok, message }) => {
      assert.equal(ok, false);
      assert.match(message ?? '', /New upgrade operations detected: .*modelled/s);
    }));

  it('answers with what current prints', () =>
    ask('current', [], ({ ok, stdout }) => {
      assert.deepEqual([ok, stdout.trim()], [true, '']);
    }));
});
