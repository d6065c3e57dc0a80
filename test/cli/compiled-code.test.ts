import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runProcess } from '../support/child-process.ts';
import { repositoryPath } from '../support/repository.ts';

const CLI = repositoryPath('dist', 'cli.cjs');
const SAMPLE = repositoryPath('migrations-sample');

describe('compiled code that is kept between two starts', () => {
  let state: string;
  before(async () => {
    state = await mkdtemp(join(tmpdir(), 'compiled-code-'));
  });
  after(async () => {
    await rm(state, { recursive: true, force: true });
  });

  /** Runs `heads`, whose answer never depends on what is kept. */
  async function heads(folder = state, env: Readonly<Record<string, string>> = {}): Promise<void> {
    const run = await runProcess(process.execPath, [CLI, 'heads'], {
      cwd: SAMPLE,
      env: { ALEMBIC_WORKBENCH_STATE: folder, ...env },
    });
    assert.equal(run.stderr, '');
    assert.match(run.stdout, /\(head\)\n$/);
    assert.equal(run.exitCode, 0);
  }

  async function keptFile(): Promise<string> {
    const [name = ''] = await readdir(join(state, 'compiled'));
    return join(state, 'compiled', name);
  }

  it('is for the user alone, and stays as it is while it serves', async () => {
    await heads();
    const path = await keptFile();
    const kept = await stat(path);
    assert.equal(kept.mode & 0o777, 0o600);
    assert.ok(kept.size > 100_000, `${kept.size} bytes`);
    await heads();
    assert.equal((await stat(path)).mtimeMs, kept.mtimeMs);
  });

  it('is made again where it was damaged or cut', async () => {
    const path = await keptFile();
    const whole = await readFile(path);
    const grown = Buffer.concat([whole, Buffer.from('x')]);
    for (const damaged of [
      Buffer.alloc(0),
      Buffer.alloc(4000, 0xff),
      whole.subarray(0, whole.length / 2),
      grown,
    ]) {
      await writeFile(path, damaged);
      await heads();
      const made = await readFile(path);
      assert.ok(made.length > 100_000 && !made.equals(damaged), `${made.length} bytes`);
    }
  });

  it('is not read where others may have written it', { skip: process.platform === 'win32' }, async () => {
    const path = await keptFile();
    const { ino } = await stat(path);
    await chmod(path, 0o666);
    await heads();
    const made = await stat(path);
    assert.notEqual(made.ino, ino);
    assert.equal(made.mode & 0o777, 0o600);
  });

  it('is left out where the folder cannot be written, and where the user says so', async () => {
    const file = join(state, 'no-folder');
    await writeFile(file, '');
    await heads(join(file, 'below'));
    const empty = join(state, 'empty');
    await heads(empty, { NODE_DISABLE_COMPILE_CACHE: '1' });
    await assert.rejects(stat(empty), { code: 'ENOENT' });
  });
});
