import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runCli } from '../support/cli.ts';
import { withInstalledPostgres } from '../support/installed-postgres.ts';
import { databaseUrl, queryDatabase } from '../support/postgres-server.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { writeRunProject } from './run-project.ts';

const installed = await withInstalledPostgres();

describe('verify from the schema of a database', suiteNeeds('schemas by pg_dump', installed), () => {
  const folder = writeRunProject([
    {
      upgrade: [`op.execute('ALTER TABLE orders ADD COLUMN price int')`],
      downgrade: [`op.execute('ALTER TABLE orders DROP COLUMN price')`],
    },
  ]);

  async function verify(sql: string, pgDump = join(available(installed).programs, 'pg_dump')) {
    const name = `before_${Math.random().toString(36).slice(2)}`;
    await queryDatabase(available(installed).url, `CREATE DATABASE ${name}`);
    const url = databaseUrl(available(installed).url, name);
    await queryDatabase(url, sql);
    const args = ['--format', 'json', 'verify', '--baseline', url, '--pg-dump', pgDump];
    const result = await runCli(args, { cwd: folder });
    assert.ok(!`${result.stdout}${result.stderr}`.includes(decodeURIComponent(new URL(url).password)));
    return { exitCode: result.exitCode, json: result.json() as { error?: { code: string } } };
  }

  it('takes it as the baseline', async () => {
    const { exitCode, json } = await verify('CREATE TABLE orders (id int)');
    assert.deepEqual([exitCode, json.error], [0, undefined]);
  });

  it('refuses one that revisions have run on, and one that cannot be read', async () => {
    const stamped =
      "CREATE TABLE alembic_version (version_num text); INSERT INTO alembic_version VALUES ('r1')";
    const refused = await verify(stamped);
    assert.deepEqual([refused.exitCode, refused.json.error?.code], [2, 'baseline-with-revisions']);
    const unread = await verify('SELECT 1', '/nowhere/pg_dump');
    assert.deepEqual([unread.exitCode, unread.json.error?.code], [2, 'no-schema']);
  });
});
