import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runProcess } from '../support/child-process.ts';
import { repositoryPath } from '../support/repository.ts';

const MEGABYTE = 1024 * 1024;
const LARGEST = 12 * MEGABYTE;
const LONGEST_LOAD_MS = 60;
const LARGEST_CLIENT = 480 * 1024;
const LARGEST_SERVER = 900 * 1024;

/** Every file that may be in the VSIX; whatever else is found is there by mistake. */
const EXPECTED = [
  /^package\.json$/,
  /^(README|CHANGELOG)\.md$/,
  /^LICENSE$/,
  /^dist\/(client|server|cli|pglite-worker|chunk-[\w-]+)\.cjs$/,
  /^dist\/libpg-query\.wasm$/,
  /^syntaxes\/sql-in-python\.tmLanguage\.json$/,
  /^dist\/pglite\/(index\.cjs|pglite\.wasm|pglite\.data|initdb\.wasm|[\w-]+\.tar\.gz)$/,
  /^dist\/pglite\/contrib\/\w+\.cjs$/,
  /^media\/(alembic\.svg|icon\.png)$/,
  /^media\/screenshots\/[\w-]+\.png$/,
  /^media\/walkthrough\/\w+\.md$/,
  /^templates\/[\w-]+\.hbs$/,
  /^docs\/(rules|recovery|command-line|offline-differences)\.md$/,
  /^migrations-sample\/.+\.(py|mako|ini|yaml|md|txt)$/,
  /^migrations-sample\/(\.env\.example|\.gitignore)$/,
];

const NEEDED = [
  'dist/client.cjs',
  'dist/server.cjs',
  'dist/cli.cjs',
  'dist/pglite-worker.cjs',
  'dist/pglite/pglite.wasm',
  'dist/libpg-query.wasm',
  'syntaxes/sql-in-python.tmLanguage.json',
  'media/alembic.svg',
  'docs/rules.md',
  'migrations-sample/alembic.ini',
];

const REQUIRED_OR_IMPORTED = /\brequire\(["'`]\.\/([^"'`]+)["'`]\)/g;
const REQUIRED_AT_ONCE = new RegExp(`(?<!=>)${REQUIRED_OR_IMPORTED.source}`, 'g');

/** The texts of a module of `dist/` and of all that it requires when it is loaded, by name. */
async function loadedAtStart(entry: string): Promise<ReadonlyMap<string, string>> {
  const loaded = new Map<string, string>();
  const todo = [entry];
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    if (loaded.has(name)) continue;
    const text = await readFile(repositoryPath('dist', name), 'utf8');
    loaded.set(name, text);
    // An entry starts the rest with import(); everything else that is imported so waits until it is needed.
    const required = name === entry ? REQUIRED_OR_IMPORTED : REQUIRED_AT_ONCE;
    for (const [, imported = ''] of text.matchAll(required)) {
      todo.push(imported);
    }
  }
  return loaded;
}

describe('the VSIX', () => {
  let folder: string;
  let files: readonly string[];
  let size: number;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'alembic-workbench-vsix-'));
    const vsix = join(folder, 'alembic-workbench.vsix');
    const made = await runProcess(process.execPath, [
      repositoryPath('scripts', 'package.mjs'),
      '--out',
      vsix,
    ]);
    assert.equal(made.exitCode, 0, made.stdout + made.stderr);
    ({ size } = await stat(vsix));
    const vsce = repositoryPath('node_modules', '@vscode', 'vsce', 'vsce');
    const listed = await runProcess(process.execPath, [vsce, 'ls', '--no-dependencies'], {
      cwd: repositoryPath(),
    });
    files = listed.stdout.split('\n').filter((line) => line !== '');
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('has what the extension needs', () => {
    assert.deepEqual(
      NEEDED.filter((file) => !files.includes(file)),
      [],
    );
    assert.ok(files.some((file) => file.startsWith('templates/')));
  });
  it('has nothing else', () => {
    assert.deepEqual(
      files.filter((file) => !EXPECTED.some((expected) => expected.test(file))),
      [],
    );
  });
  it(`has a client of no more than ${LARGEST_CLIENT / 1024} KB`, async () => {
    const client = await stat(repositoryPath('dist', 'client.cjs'));
    assert.ok(client.size <= LARGEST_CLIENT, `${Math.ceil(client.size / 1024)} KB`);
  });
  it(`has a server that loads no more than ${LARGEST_SERVER / 1024} KB`, async () => {
    const loaded = await loadedAtStart('server.cjs');
    assert.ok(loaded.size > 1, 'the server imports chunks');
    const bytes = [...loaded.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    assert.ok(bytes <= LARGEST_SERVER, `${Math.ceil(bytes / 1024)} KB`);
  });
  it(`has a client that loads in ${LONGEST_LOAD_MS} ms`, async () => {
    const times: number[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const run = await runProcess(process.execPath, [
        repositoryPath('out', 'test', 'e2e', 'require-client.js'),
      ]);
      assert.equal(run.exitCode, 0, run.stderr);
      times.push(Number(run.stdout));
    }
    assert.ok(Math.min(...times) <= LONGEST_LOAD_MS, `${times.map(Math.round).join(', ')} ms`);
  });
  it(`is no larger than ${LARGEST / MEGABYTE} MB`, () => {
    assert.ok(size > MEGABYTE && size <= LARGEST, `${(size / MEGABYTE).toFixed(1)} MB`);
  });
});
