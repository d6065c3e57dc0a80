import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Client } from 'pg';
import { runCli } from '../support/cli.ts';
import { withInstalledPostgres } from '../support/installed-postgres.ts';
import { databaseUrl, queryDatabase, withPostgres } from '../support/postgres-server.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { writeRunProject } from './run-project.ts';

const server = await withPostgres();
const installed = await withInstalledPostgres();

interface CopyJson {
  readonly outcome?: string;
  readonly copy?: string;
  readonly dry_run?: boolean;
  readonly steps?: ReadonlyArray<{ readonly revision: string }>;
  readonly failure?: { readonly sqlstate: string; readonly revision: string } | null;
  readonly error?: { readonly code: string; readonly message: string };
}

const folder = writeRunProject([
  { upgrade: ["op.create_table('one', sa.Column('id', sa.Integer))"] },
  {
    upgrade: [
      'with op.get_context().autocommit_block():',
      `    op.execute("CREATE INDEX CONCURRENTLY ix ON one (id)")`,
      "op.add_column('one', sa.Column('name', sa.String(10), nullable=False))",
    ],
  },
]);

async function upgrade(target: string, url: string, ...more: readonly string[]) {
  const args = ['--format', 'json', 'upgrade', target, '--url', url, ...more];
  const result = await runCli(args, { cwd: folder });
  return { exitCode: result.exitCode, answer: result.json() as CopyJson };
}

async function checkUntouched(url: string): Promise<void> {
  assert.deepEqual(await queryDatabase(url, 'SELECT version_num FROM alembic_version'), [
    { version_num: 'r1' },
  ]);
  const copies = await queryDatabase(
    url,
    "SELECT datname FROM pg_database WHERE datname LIKE 'alembic_workbench%'",
  );
  assert.deepEqual(copies, [], 'the copy is gone');
}

describe('a dry run on a copy of the schema', suiteNeeds('copies by pg_dump', installed), () => {
  it('runs what no transaction can take back', async () => {
    const { url } = available(installed);
    await queryDatabase(url, 'CREATE DATABASE copied');
    const own = databaseUrl(url, 'copied');
    await upgrade('r1', own);
    await queryDatabase(own, 'INSERT INTO one VALUES (1)');
    const { exitCode, answer } = await upgrade('head', own, '--dry-run=copy');
    assert.equal(exitCode, 0, JSON.stringify(answer));
    assert.deepEqual([answer.outcome, answer.copy, answer.dry_run], ['done', 'embedded', true]);
    assert.deepEqual(
      answer.steps?.map(({ revision }) => revision),
      ['r2'],
    );
    await checkUntouched(own);
  });
});

describe('a dry run on a template', suiteNeeds('copies as a template', server), () => {
  async function prepared(): Promise<string> {
    const url = await available(server).createDatabase('copied');
    await upgrade('r1', url);
    await queryDatabase(url, 'INSERT INTO one VALUES (1)');
    return url;
  }
  const withoutDump = ['--dry-run=copy', '--pg-dump', '/nowhere/pg_dump'];

  it('finds what only the rows can show', async () => {
    const url = await prepared();
    const { exitCode, answer } = await upgrade('head', url, ...withoutDump);
    assert.deepEqual([exitCode, answer.copy, answer.failure?.sqlstate], [1, 'template', '23502']);
    await checkUntouched(url);
  });

  it('is not made where others are connected, and says both reasons', async () => {
    const url = await prepared();
    const other = new Client({ connectionString: url });
    await other.connect();
    try {
      const { exitCode, answer } = await upgrade('head', url, ...withoutDump);
      assert.deepEqual([exitCode, answer.error?.code], [2, 'no-copy']);
      assert.match(answer.error?.message ?? '', /no pg_dump was found at .*others are connected to it/);
    } finally {
      await other.end();
    }
    await checkUntouched(url);
  });
});

describe('a dry run on a copied folder', () => {
  const data = mkdtempSync(join(tmpdir(), 'copied-'));
  after(() => rmSync(data, { recursive: true, force: true }));

  it('leaves the embedded database where it was', async () => {
    const url = `pglite:${join(data, 'embedded')}`;
    await upgrade('r1', url);
    const { answer } = await upgrade('head', url, '--dry-run=copy');
    assert.deepEqual([answer.outcome, answer.copy], ['done', 'folder']);
    const current = await runCli(['--format', 'json', 'current', '--url', url], { cwd: folder });
    assert.deepEqual((current.json() as { current: string[] }).current, ['r1']);
  });
});

it('an unknown kind of dry run is refused', async () => {
  assert.equal((await upgrade('head', 'pglite:memory', '--dry-run=maybe')).exitCode, 2);
});
