import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { stateFolder } from '../support/child-process.ts';
import { runCli } from '../support/cli.ts';
import { queryDatabase, withPostgres } from '../support/postgres-server.ts';
import { repositoryPath } from '../support/repository.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { type RevisionBody, writeRunProject } from './run-project.ts';

const server = await withPostgres();

const table = (name: string): RevisionBody => ({
  upgrade: [`op.create_table('${name}', sa.Column('id', sa.Integer))`],
});
const raising = (sqlState: string): string =>
  `op.execute("DO 'BEGIN RAISE EXCEPTION ''no room'' USING ERRCODE = ''${sqlState}'', HINT = ''make room'', DETAIL = ''/data is full''; END'")`;

interface RunJson {
  readonly outcome: string;
  readonly steps: ReadonlyArray<{ readonly revision: string }>;
  readonly current: readonly string[];
  readonly message: string;
  readonly failure: Readonly<Record<string, unknown>> | null;
}

async function tables(url: string): Promise<string[]> {
  const rows = await queryDatabase<{ tablename: string }>(
    url,
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  return rows.map(({ tablename }) => tablename);
}

describe('a run that fails on the command line', suiteNeeds('failed runs', server), () => {
  async function upgrade(bodies: readonly RevisionBody[]) {
    const url = await available(server).createDatabase('failing');
    const folder = writeRunProject(bodies);
    const result = await runCli(['--format', 'json', 'upgrade', 'head', '--url', url], { cwd: folder });
    return { url, folder, exitCode: result.exitCode, answer: result.json() as RunJson };
  }

  it('on a full disk in the middle of a chain: the last good revision, and where and why', async () => {
    const bodies = [table('one'), { upgrade: [...table('two').upgrade, raising('53100')] }, table('three')];
    const { url, folder, exitCode, answer } = await upgrade(bodies);
    assert.equal(exitCode, 1);
    assert.deepEqual([answer.outcome, answer.current], ['failed', ['r1']]);
    assert.deepEqual(
      answer.steps.map(({ revision }) => revision),
      ['r1'],
    );
    assert.deepEqual(answer.failure, {
      message: 'no room',
      revision: 'r2',
      path: `${folder}/migrations/versions/r2.py`,
      line: 9,
      sqlstate: '53100',
      detail: '/data is full',
      hint: 'make room',
      statement: answer.failure?.statement,
    });
    for (const part of ['r2', 'r2.py:9', '53100', 'make room', 'The database is at r1']) {
      assert.ok(answer.message.includes(part), `${part} in: ${answer.message}`);
    }
    assert.deepEqual(await tables(url), ['alembic_version', 'one']);
  });

  it('after an autocommit block: says what is in and what is not', async () => {
    const half = {
      upgrade: [
        'with op.get_context().autocommit_block():',
        `    op.execute("CREATE INDEX CONCURRENTLY ix_one ON one (id)")`,
        ...table('two').upgrade,
        raising('53100'),
      ],
    };
    const { url, answer } = await upgrade([table('one'), half]);
    assert.deepEqual(answer.current, ['r1']);
    assert.match(
      answer.message,
      /Revision r2 is half in: 1 statement committed .*CREATE INDEX CONCURRENTLY ix_one.*2 rolled back, 0 not run/s,
    );
    assert.deepEqual(await tables(url), ['alembic_version', 'one']);
    const [index] = await queryDatabase<{ name: string | null }>(url, "SELECT to_regclass('ix_one') AS name");
    assert.equal(index?.name, 'ix_one');
  });

  it('on Ctrl-C in a long statement: stops it on the server and keeps what was committed', async () => {
    const url = await available(server).createDatabase('failing');
    const folder = writeRunProject([table('one'), { upgrade: ['op.execute("SELECT pg_sleep(60)")'] }]);
    const cli = repositoryPath('dist', 'cli.cjs');
    const child = spawn(process.execPath, [cli, 'upgrade', 'head', '--url', url], {
      cwd: folder,
      env: { ...process.env, ALEMBIC_WORKBENCH_STATE: stateFolder() },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const sleeping = async () =>
      queryDatabase(
        url,
        "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)' AND datname = current_database()",
      );
    while ((await sleeping()).length === 0) await sleep(50);
    child.kill('SIGINT');
    assert.equal(await ended, 1);
    assert.deepEqual(await sleeping(), []);
    assert.deepEqual(await queryDatabase(url, 'SELECT version_num FROM alembic_version'), [
      { version_num: 'r1' },
    ]);
  });
});
