import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { runCli } from '../support/cli.ts';
import { queryDatabase, withPostgres } from '../support/postgres-server.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { writeRunProject } from './run-project.ts';

const server = await withPostgres();

interface SeveralAnswer {
  readonly outcome: string;
  readonly done: number;
  readonly failed: number;
  readonly skipped: number;
  readonly databases: ReadonlyArray<{ readonly outcome: string; readonly current?: readonly string[] }>;
}

describe('upgrade of several databases', suiteNeeds('several databases', server), () => {
  const folder = writeRunProject([
    { upgrade: [`op.create_table('one', sa.Column('id', sa.Integer))`] },
    { upgrade: [`op.create_table('two', sa.Column('id', sa.Integer))`] },
  ]);
  let urls: string[];

  before(async () => {
    urls = await Promise.all([1, 2, 3].map(() => available(server).createDatabase('tenant')));
    await queryDatabase(urls[1] ?? '', 'CREATE TABLE two (id int)');
  });

  async function upgrade(...more: readonly string[]) {
    const args = ['--format', 'json', 'upgrade', 'head', ...more];
    const result = await runCli(args, { cwd: folder });
    return { ...result, answer: result.json() as SeveralAnswer };
  }
  const each = () => urls.flatMap((url) => ['--url', url]);

  it('begins no further database after one failed, and leaves each at a revision', async () => {
    const { exitCode, answer, stderr } = await upgrade(...each(), '--parallel', '1');
    assert.equal(exitCode, 1);
    assert.deepEqual(
      answer.databases.map(({ outcome, current }) => [outcome, current]),
      [
        ['done', ['r2']],
        ['failed', ['r1']],
        ['skipped', undefined],
      ],
    );
    assert.match(stderr, /tenant_\w+: at base, upgrade of r1, r2\n/);
  });

  it('goes on with the others where it is told to, several at once', async () => {
    const list = join(folder, 'tenants.txt');
    writeFileSync(list, `# the tenants\n\n${urls.join('\n')}\n`);
    const { exitCode, answer } = await upgrade(
      '--urls-file',
      list,
      '--parallel',
      '3',
      '--on-failure',
      'continue',
    );
    assert.equal(exitCode, 1);
    assert.deepEqual([answer.done, answer.failed, answer.skipped], [2, 1, 0]);
    assert.deepEqual(answer.databases[2]?.current, ['r2']);
  });

  it('runs nothing at all where one does not answer', async () => {
    const fresh = await available(server).createDatabase('tenant');
    const gone = fresh.replace(/tenant_\w+$/, 'tenant_gone');
    const { exitCode, answer } = await upgrade('--url', fresh, '--url', gone);
    assert.deepEqual([exitCode, answer.done, answer.failed, answer.skipped], [1, 0, 1, 1]);
    const [row] = await queryDatabase<{ table: string | null }>(fresh, `SELECT to_regclass('one') AS table`);
    assert.equal(row?.table, null);
  });

  it('is done where all are', async () => {
    await queryDatabase(urls[1] ?? '', 'DROP TABLE two');
    const { exitCode, answer, stdout } = await upgrade(...each());
    assert.deepEqual([exitCode, answer.outcome, answer.done], [0, 'done', 3]);
    assert.ok(!stdout.includes(new URL(urls[0] ?? '').password), 'no password is printed');
  });

  it('refuses what it cannot understand', async () => {
    for (const wrong of [
      ['--parallel', '0', ...each()],
      ['--on-failure', 'shrug', ...each()],
      ['--urls-file', 'nowhere.txt'],
    ]) {
      assert.equal((await upgrade(...wrong)).exitCode, 2, wrong.join(' '));
    }
  });
});
