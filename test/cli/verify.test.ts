import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { revisionText } from '../server/core/lint/chain-text.ts';
import { runCli } from '../support/cli.ts';
import { queryDatabase, withPostgres } from '../support/postgres-server.ts';
import { repositoryPath } from '../support/repository.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';

const postgres = await withPostgres();

interface Verified {
  readonly revision: string;
  readonly result: string;
  readonly message: string;
  readonly differences: readonly string[];
}

const create = (table: string) =>
  `op.create_table('${table}', sa.Column('id', sa.Integer(), primary_key=True))`;

/** Revisions by id: what they follow, and what they do. */
const REVISIONS: ReadonlyArray<readonly [id: string, down: string, upgrade: string, downgrade: string]> = [
  ['sound', 'None', create('orders'), "op.drop_table('orders')"],
  ['forgets', "'sound'", "op.add_column('orders', sa.Column('note', sa.Text()))", 'pass'],
  ['stays', "'forgets'", "op.execute('CREATE TABLE parts (id int)')", "op.execute('DROP TABLE nowhere')"],
  ['oneway', "'stays'", create('prices'), "raise NotImplementedError('prices stay')"],
  ['broken', "'oneway'", "op.execute('ALTER TABLE nowhere ADD COLUMN x int')", 'pass'],
  ['above', "'broken'", create('shops'), "op.drop_table('shops')"],
  ['rows', "'stays'", "op.execute(str(op.get_bind().execute(sa.text('SELECT 1')).scalar()))", 'pass'],
];

describe('verify', suiteNeeds('verify', postgres), () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'verify-'));
    mkdirSync(join(folder, 'migrations', 'versions'), { recursive: true });
    writeFileSync(join(folder, 'alembic.ini'), '[alembic]\nscript_location = %(here)s/migrations\n');
    for (const [id, down, upgrade, downgrade] of REVISIONS) {
      const text = revisionText(id, down, { upgrade, downgrade }).replace(
        'from alembic import op',
        'from alembic import op\nimport sqlalchemy as sa',
      );
      writeFileSync(join(folder, 'migrations', 'versions', `${id}.py`), text);
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function verify(exitCode: number, ...args: readonly string[]): Promise<readonly Verified[]> {
    const result = await runCli(['--format', 'json', 'verify', ...args], { cwd: folder });
    assert.equal(result.exitCode, exitCode, result.stdout + result.stderr);
    return (result.json() as { readonly revisions: readonly Verified[] }).revisions;
  }

  it('tells which revision goes up, down and up again, and why another does not', async () => {
    const verified = new Map((await verify(1)).map((one) => [one.revision, one]));
    const results = [...verified.values()].map(({ revision, result }) => `${result} ${revision}`).sort();
    assert.deepEqual(results, [
      'failed broken',
      'failed forgets',
      'failed stays',
      'passed sound',
      'skipped above',
      'skipped oneway',
      'skipped rows',
    ]);
    assert.match(
      verified.get('forgets')?.message ?? '',
      /fails after downgrade\(\): .*already exists.*42701/,
    );
    assert.deepEqual(verified.get('forgets')?.differences, ['left over: column public.orders.note text']);
    assert.match(
      verified.get('stays')?.message ?? '',
      /^downgrade\(\) fails: .*SQLSTATE 42P01\) in line \d+/,
    );
    assert.match(verified.get('oneway')?.message ?? '', /raises NotImplementedError: prices stay/);
    assert.match(verified.get('broken')?.message ?? '', /^upgrade\(\) fails: .*nowhere/);
    assert.match(verified.get('above')?.message ?? '', /stands on broken/);
    assert.match(verified.get('rows')?.message ?? '', /not known without running Python/);
  });

  it('verifies one revision, and a range with both ends', async () => {
    const one = await verify(0, 'sound');
    assert.deepEqual(
      one.map(({ revision }) => revision),
      ['sound'],
    );
    const range = await verify(1, 'sound:forgets');
    assert.deepEqual(
      range.map(({ revision }) => revision),
      ['sound', 'forgets'],
    );
  });

  it('starts from a baseline', async () => {
    const baseline = join(folder, 'baseline.sql');
    writeFileSync(baseline, 'CREATE TABLE orders (id int);');
    const [first] = await verify(1, 'sound', '--baseline', baseline);
    assert.match(first?.message ?? '', /relation "orders" already exists/);
  });

  it('finds its tables after a baseline that empties search_path, as pg_dump writes it', async () => {
    const baseline = join(folder, 'dumped.sql');
    writeFileSync(
      baseline,
      "SELECT pg_catalog.set_config('search_path', '', false);\nCREATE TABLE public.parts (id int);",
    );
    const [first] = await verify(0, 'sound', '--baseline', baseline);
    assert.equal(first?.result, 'passed', first?.message);
  });

  it('makes a database of its own on a server and removes it', async () => {
    const { url } = available(postgres);
    assert.equal((await verify(0, 'sound', '--server', url))[0]?.result, 'passed');
    const left = await queryDatabase(
      url,
      "SELECT datname FROM pg_database WHERE starts_with(datname, 'alembic_workbench_')",
    );
    assert.deepEqual(left, []);
  });

  it('ends with 2 for what is no revision, no file and no server', async () => {
    for (const args of [['nosuch'], ['--baseline', 'nosuch.sql'], ['--server', 'mysql://x/y']]) {
      const result = await runCli(['--format', 'json', 'verify', ...args], { cwd: folder });
      assert.equal(result.exitCode, 2, result.stdout);
      assert.ok((result.json() as { error: { message: string } }).error.message.length > 0);
    }
  });

  it('passes the whole sample', async () => {
    const result = await runCli(['--format', 'json', 'verify'], { cwd: repositoryPath('migrations-sample') });
    assert.equal(result.exitCode, 0, result.stdout);
    const { revisions } = result.json() as { readonly revisions: readonly Verified[] };
    assert.equal(revisions.length, 20);
    assert.ok(revisions.every((one) => one.result === 'passed'));
  });
});
