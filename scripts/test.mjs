// `npm test [-- suite …]`: compiles, lints, bundles, fetches what the suites need, and runs them.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from './setup/dependencies.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Folders below out/test, in the order they run; `needs` are modules of scripts/setup. */
const SUITES = {
  house: { folders: ['house'], needs: [], concurrency: 2 },
  unit: { folders: ['support', 'server', 'client'], needs: ['postgres', 'alembic'], concurrency: 2 },
  property: { folders: ['property'], needs: ['postgres', 'alembic'], concurrency: 2 },
  sample: { folders: ['sample', 'cli'], needs: ['postgres', 'alembic'], concurrency: 1 },
  e2e: { folders: ['e2e'], needs: ['workbench', 'browser'], concurrency: 1 },
};

function step(title, command, args) {
  const startedAt = Date.now();
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  if (result.status !== 0) {
    console.error(`${title} failed after ${seconds} s`);
    process.exit(1);
  }
  console.log(`${title}: ${seconds} s`);
}

function testFiles(folder) {
  const directory = join(root, 'out', 'test', folder);
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true })
    .filter((name) => name.endsWith('.test.js'))
    .map((name) => join(directory, name))
    .sort();
}

/** Fetches one need; a machine that cannot have it is told in one line, and fails where CI=true. */
async function prepare(need) {
  const startedAt = Date.now();
  const { ensure } = await import(`./setup/${need}.mjs`);
  const answer = await ensure();
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  if (answer.ok) {
    console.log(`${need}: ready (${seconds} s)`);
    return true;
  }
  console.log(`${need}: not available, its suites are skipped: ${answer.reason}`);
  return process.env.CI !== 'true';
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in SUITES));
if (unknown.length > 0) {
  console.error(`No suite is called ${unknown.join(', ')}. The suites: ${Object.keys(SUITES).join(', ')}.`);
  process.exit(2);
}
const names = wanted.length > 0 ? wanted : Object.keys(SUITES);

installDependencies(root);
const bin = (name) => join(root, 'node_modules', '.bin', name);
step('compile', bin('tsc'), ['-b']);
step('lint', bin('biome'), ['check', '--error-on-warnings', '.']);
step('build', process.execPath, ['scripts/build.mjs']);

let failed = false;
for (const need of new Set(names.flatMap((name) => SUITES[name].needs))) {
  if (!(await prepare(need))) failed = true;
}
if (failed) {
  console.error('CI=true asks for every suite; see the line above for what could not be fetched.');
  process.exit(1);
}

for (const name of names) {
  const files = SUITES[name].folders.flatMap(testFiles);
  if (files.length === 0) {
    console.error(`Suite ${name} has no test file.`);
    failed = true;
    continue;
  }
  console.log(`\nsuite ${name}: ${files.length} files`);
  const result = spawnSync(
    process.execPath,
    ['--test', `--test-concurrency=${SUITES[name].concurrency}`, '--test-reporter=spec', ...files],
    { cwd: root, stdio: 'inherit' },
  );
  if (result.status !== 0) failed = true;
}
process.exit(failed ? 1 : 0);
