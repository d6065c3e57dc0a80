import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runProcess } from '../support/child-process.ts';
import { runCli } from '../support/cli.ts';
import { withInstalledPostgres } from '../support/installed-postgres.ts';
import { databaseUrl, queryDatabase, withPostgres } from '../support/postgres-server.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { writeRunProject } from './run-project.ts';

const server = await withPostgres();
const installed = await withInstalledPostgres();

interface BackupJson {
  readonly outcome?: string;
  readonly backup?: { readonly path: string; readonly restore: string };
  readonly error?: { readonly code: string; readonly message: string };
}

const folder = writeRunProject([
  { upgrade: [`op.create_table('one', sa.Column('id', sa.Integer))`] },
  { upgrade: ["op.drop_table('one')"] },
]);
const backups = mkdtempSync(join(tmpdir(), 'backups-'));
after(() => rmSync(backups, { recursive: true, force: true }));

async function upgrade(target: string, url: string, ...more: readonly string[]) {
  const result = await runCli(
    ['--format', 'json', 'upgrade', target, '--url', url, '--backup-dir', backups, ...more],
    { cwd: folder },
  );
  return { exitCode: result.exitCode, answer: result.json() as BackupJson, stderr: result.stderr };
}

function journal(url: string) {
  return runCli(['--format', 'json', 'journal', '--url', url], { cwd: folder });
}

describe('a backup before a run', suiteNeeds('backups by pg_dump', installed), () => {
  async function filled(): Promise<string> {
    const { url } = available(installed);
    const name = `kept_${Math.random().toString(36).slice(2)}`;
    await queryDatabase(url, `CREATE DATABASE ${name}`);
    const fresh = databaseUrl(url, name);
    await upgrade('r1', fresh);
    await queryDatabase(fresh, 'INSERT INTO one VALUES (1), (2)');
    return fresh;
  }

  /** Runs the command that a message ends in, as a person would who knows the password. */
  function pressed(restore: string, password: string) {
    const command = restore.slice(restore.lastIndexOf(': ') + 2);
    const PATH = [available(installed).programs, process.env.PATH].join(delimiter);
    return runProcess('sh', ['-c', command], { env: { PATH, PGPASSWORD: decodeURIComponent(password) } });
  }
  const tables = async (url: string) =>
    (
      await queryDatabase<{ name: string }>(
        url,
        "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
      )
    ).map(({ name }) => name);

  it('of all brings back by one command what the run destroyed, and nothing of the run stays', async () => {
    const url = await filled();
    const { exitCode, answer, stderr } = await upgrade('head', url, '--backup');
    assert.equal(exitCode, 0, stderr);
    await queryDatabase(url, 'CREATE TABLE later (id int)');
    const { path = '', restore = '' } = answer.backup ?? {};
    assert.equal(statSync(path).mode & 0o077, 0, 'nobody else may read it');
    const { password } = new URL(url);
    assert.ok(!`${path} ${restore} ${stderr}`.includes(decodeURIComponent(password)));
    const { runs } = (await journal(url)).json() as { runs: readonly Record<string, unknown>[] };
    assert.deepEqual([runs[0]?.backup, runs[0]?.restore], [path, restore], 'the journal knows the way back');
    const restored = await pressed(restore, password);
    assert.equal(restored.exitCode, 0, restored.stderr);
    assert.deepEqual(await queryDatabase(url, 'SELECT id FROM one ORDER BY 1'), [{ id: 1 }, { id: 2 }]);
    assert.deepEqual(await tables(url), ['alembic_version', 'one']);
    assert.deepEqual(await queryDatabase(url, 'SELECT version_num FROM alembic_version'), [
      { version_num: 'r1' },
    ]);
  });

  it('of all leaves the database to a role that could not make it anew', async () => {
    const url = new URL(await filled());
    const role = `modest_${url.pathname.slice(-6)}`;
    await queryDatabase(
      url.href,
      `CREATE ROLE ${role} LOGIN PASSWORD 'modest'; GRANT ALL ON SCHEMA public TO ${role};
       ALTER TABLE one OWNER TO ${role}; ALTER TABLE alembic_version OWNER TO ${role}`,
    );
    const own = new URL(url);
    own.username = role;
    own.password = 'modest';
    const { answer, stderr } = await upgrade('head', own.href, '--backup');
    const { restore = '' } = answer.backup ?? {};
    assert.match(
      restore,
      /^What came after the backup .* stays.*--clean --if-exists --single-transaction/,
      stderr,
    );
    const restored = await pressed(restore, 'modest');
    assert.equal(restored.exitCode, 0, restored.stderr);
    assert.deepEqual(await tables(url.href), ['alembic_version', 'one']);
  });

  it('of the schema is SQL without rows', async () => {
    const { answer } = await upgrade('head', await filled(), '--backup=schema');
    const text = readFileSync(answer.backup?.path ?? '', 'utf8');
    assert.match(text, /CREATE TABLE public\.one/);
    assert.doesNotMatch(text, /COPY public\.one/);
    assert.match(answer.backup?.restore ?? '', /psql .*NEW_DATABASE/);
  });
});

describe('a backup that cannot be made', suiteNeeds('backups', server), () => {
  async function refused(more: readonly string[], expected: RegExp): Promise<void> {
    const url = await available(server).createDatabase('kept');
    const before = readdirSync(join(backups, 'backups')).length;
    const { exitCode, answer } = await upgrade('head', url, '--backup', ...more);
    assert.deepEqual([exitCode, answer.error?.code], [2, 'backup-failed']);
    assert.match(answer.error?.message ?? '', expected);
    const [row] = await queryDatabase<{ name: string | null }>(
      url,
      "SELECT to_regclass('alembic_version') AS name",
    );
    assert.equal(row?.name, null, 'nothing was run');
    assert.equal(readdirSync(join(backups, 'backups')).length, before, 'nothing half-written is left');
  }
  function program(name: string, script: string): string {
    const path = join(backups, name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  it('for want of the program', () =>
    refused(['--pg-dump', '/nowhere/pg_dump'], /no pg_dump was found at .*Nothing was run/));
  it('because the program is older than the server', () =>
    refused(
      ['--pg-dump', program('old', 'echo "pg_dump (PostgreSQL) 9.6.1"')],
      /is of PostgreSQL 9 and cannot dump a server of version/,
    ));
  it('because the program fails', () =>
    refused(
      [
        '--pg-dump',
        program(
          'broken',
          '[ "$1" = --version ] && echo "pg_dump (PostgreSQL) 99.1" && exit; echo "disk full: $PGPASSWORD" >&2; exit 1',
        ),
      ],
      /broken failed\. disk full: \*\*\*/,
    ));
});

describe('a backup of an embedded database', () => {
  it('is a copy of its folder', async () => {
    const data = join(backups, 'embedded');
    await upgrade('r1', `pglite:${data}`);
    const { exitCode, answer } = await upgrade('head', `pglite:${data}`, '--backup');
    assert.equal(exitCode, 0);
    const { path = '' } = answer.backup ?? {};
    assert.ok(existsSync(join(path, 'PG_VERSION')));
    const command = answer.backup?.restore.split('run: ')[1] ?? '';
    assert.equal((await runProcess('sh', ['-c', command])).exitCode, 0, command);
    const current = await runCli(['--format', 'json', 'current', '--url', `pglite:${data}`], { cwd: folder });
    assert.deepEqual((current.json() as { current: string[] }).current, ['r1']);
  });
});
