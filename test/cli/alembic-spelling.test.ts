import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { runCli } from '../support/cli.ts';

describe('what is spelled like alembic is understood like alembic', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'Schreibweise ä字 '));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function fine(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await runCli(args, { cwd: folder });
    assert.equal(exitCode, 0, stderr);
    return stdout;
  }

  async function refused(code: string, message: RegExp, ...args: string[]): Promise<void> {
    const result = await runCli(['--format', 'json', ...args], { cwd: folder });
    assert.equal(result.exitCode, 2, result.stderr);
    const { error } = result.json() as { error: { code: string; message: string } };
    assert.equal(error.code, code);
    assert.match(error.message, message);
  }

  const location = (path: string) =>
    /^script_location = (.*)$/m.exec(readFileSync(join(folder, path), 'utf8'))?.[1];

  it('init: a folder below this one', async () => {
    await fine('init', 'db/migrations');
    assert.equal(location('alembic.ini'), '%(here)s/db/migrations');
    assert.equal(await fine('heads'), '');
  });
  it('init: an absolute folder', async () => {
    await fine('init', join(folder, 'else', 'where'));
    assert.equal(location('alembic.ini'), join(folder, 'else', 'where'));
    assert.equal(await fine('heads'), '');
  });
  it('init: beside this folder, and here', async () => {
    mkdirSync(join(folder, 'a'));
    assert.equal((await runCli(['init', '../b 100%'], { cwd: join(folder, 'a') })).exitCode, 0);
    assert.equal(location('a/alembic.ini'), '%(here)s/../b 100%%');
    mkdirSync(join(folder, 'c'));
    assert.equal((await runCli(['init', '.'], { cwd: join(folder, 'c') })).exitCode, 0);
    assert.equal(location('c/alembic.ini'), '%(here)s');
    for (const below of ['a', 'c']) {
      assert.equal((await runCli(['heads'], { cwd: join(folder, below) })).exitCode, 0);
    }
  });
  it('init: a configuration of another name', async () => {
    await fine('-c', 'conf/orders.ini', 'init', 'orders', '--package');
    assert.equal(location('conf/orders.ini'), '%(here)s/../orders');
    assert.ok(existsSync(join(folder, 'orders', 'versions', '__init__.py')));
    assert.equal(await fine('-c', 'conf/orders.ini', 'heads'), '');
  });
  it('init: a configuration that is there stays', async () => {
    await fine('init', 'one');
    const before = readFileSync(join(folder, 'alembic.ini'), 'utf8');
    const { exitCode, stderr } = await runCli(['init', 'two'], { cwd: folder });
    assert.equal(exitCode, 0);
    assert.match(stderr, /alembic\.ini exists already and was left as it is/);
    assert.equal(readFileSync(join(folder, 'alembic.ini'), 'utf8'), before);
    assert.ok(existsSync(join(folder, 'two', 'env.py')));
  });
  it('init: a folder that is in use', async () => {
    await fine('init', 'one');
    await refused('file-exists', /is not empty/, 'init', 'one');
  });

  it('revision: a relative --version-path, and several parents with --splice', async () => {
    await fine('init', 'm');
    await fine('revision', '-m', 'one', '--rev-id', 'a1', '--version-path', 'm/versions');
    await fine('revision', '-m', 'two', '--rev-id', 'a2');
    await fine('revision', '-m', 'left', '--rev-id', 'b1', '--head', 'a1', '--splice');
    await fine('revision', '-m', 'left again', '--rev-id', 'b2', '--head', 'b1');
    await refused('not-a-head', /--splice/, 'merge', 'a2', 'b1');
    await fine('merge', '-m', 'join', 'a2', 'b1', '--splice', '--rev-id', 'c1');
    assert.match(await fine('history'), /a2, b1 -> c1/);
  });
  it('revision: an option that is cut short', async () => {
    await fine('init', 'm');
    await fine('revision', '--mess', 'one', '--rev', 'a1');
    assert.match(await fine('history', '--verb'), /Rev: a1 \(head\)/);
    await refused('usage', /--version or --version-path/, 'revision', '--ver', 'x');
  });
  it('revision: tells what was not run for the new file', async () => {
    await fine('init', 'm');
    const ini = join(folder, 'alembic.ini');
    const configured = readFileSync(ini, 'utf8')
      .replace('# revision_environment = false', 'revision_environment = true')
      .replace('[post_write_hooks]', '[post_write_hooks]\nhooks = black, ruff');
    writeFileSync(ini, configured);
    const { exitCode, stderr } = await runCli(['revision', '-m', 'one'], { cwd: folder });
    assert.equal(exitCode, 0);
    assert.match(stderr, /post_write_hooks \(black, ruff\) were not run/);
    assert.match(stderr, /revision_environment is on, but env\.py was not asked/);
  });

  it('current: -c is --check-heads', async () => {
    await fine('init', 'm');
    await fine('revision', '-m', 'one');
    const { exitCode, stderr } = await runCli(['current', '-c', '--url', 'pglite:memory'], { cwd: folder });
    assert.equal(exitCode, 1);
    assert.match(stderr, /not at every head/);
  });
  it('no command, an unknown option', async () => {
    await refused('usage', /No command is named/);
    await refused(
      'usage',
      /There is no option '--bogus'\. alembic-workbench heads --help/,
      'heads',
      '--bogus',
    );
    const { exitCode, stdout, stderr } = await runCli([], { cwd: folder });
    assert.deepEqual([exitCode, stdout], [2, '']);
    assert.match(stderr, /^usage: alembic-workbench/);
  });
  it('stamp --sql: one start, no --purge', async () => {
    await fine('init', 'm');
    await fine('revision', '-m', 'one', '--rev-id', 'a1');
    await refused('usage', /--purge/, 'stamp', 'a1', '--sql', '--purge');
    await refused('invalid-range', /one revision/, 'stamp', 'a1:a1', 'base:a1', '--sql');
  });
  it('upgrade: a run that needs the own alembic says why', async () => {
    await fine('init', 'm');
    await fine('revision', '-m', 'one', '--rev-id', 'a1');
    const path = join(folder, 'm', 'versions', 'a1_one.py');
    const rows = 'for row in op.get_bind().execute(sa.text("SELECT 1")):\n        op.execute(str(row[0]))';
    writeFileSync(path, readFileSync(path, 'utf8').replace('    pass', `    ${rows}`));
    const { exitCode, stdout } = await runCli(
      ['--format', 'json', 'upgrade', 'head', '--tag', 'x', '--url', 'pglite:memory'],
      { cwd: folder, env: { PATH: '/nowhere' } },
    );
    assert.equal(exitCode, 2);
    const { error } = JSON.parse(stdout) as { error: { code: string; message: string } };
    assert.equal(error.code, 'alembic-not-found');
    assert.match(error.message, /^This run needs your own alembic: .*a1_one\.py:\d+: what this statement/);
    assert.match(error.message, /put it on PATH\. Nothing was run\.$/);
  });
});
