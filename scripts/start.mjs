/**
 * `npm start`: opens migrations-sample/ with this extension, in VS Code where `code` is on PATH, else in code-server,
 * which it installs from npm. `npm start -- --serve` takes code-server in any case, `--port N` fixes its port.
 */
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installDependencies } from './setup/dependencies.mjs';

const OLDEST_NODE = 20;
const root = fileURLToPath(new URL('..', import.meta.url));
const sample = join(root, 'migrations-sample');

const { values: options } = parseArgs({
  options: { serve: { type: 'boolean', default: false }, port: { type: 'string', default: '0' } },
});

if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  console.error(`Node ${OLDEST_NODE} or newer is needed; this is ${process.versions.node}.`);
  process.exit(1);
}
installDependencies(root);
const built = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs')], {
  cwd: root,
  stdio: 'inherit',
});
if (built.status !== 0) process.exit(1);
const code = options.serve ? undefined : onPath('code');
if (code === undefined || !(await openDesktop(code))) await serve();

function onPath(name) {
  const extensions = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  return (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => extensions.map((extension) => join(folder, name + extension)))
    .find(isExecutable);
}

function isExecutable(path) {
  if (!existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** False where VS Code would not open, e.g. as root or without a display. */
function openDesktop(command) {
  console.log('Opening VS Code on migrations-sample/. The view is called Alembic, in the activity bar.');
  const args = [`--extensionDevelopmentPath=${root}`, '--disable-workspace-trust', '--new-window', sample];
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
    child.once('error', () => resolve(false));
    child.once('exit', (exitCode) => resolve(exitCode === 0));
  });
}

async function serve() {
  const { ensureWorkbench } = await import('./setup/workbench.mjs');
  const { startCodeServer } = await import('./setup/code-server.mjs');
  const { toolsDirectory } = await import('./setup/tools-directory.mjs');
  const tools = await ensureWorkbench();
  if (!tools.ok) {
    console.error(`No VS Code to show it in: \`code\` is not on PATH, and ${tools.reason}.`);
    process.exit(1);
  }
  const home = join(toolsDirectory, 'workbench');
  await mkdir(home, { recursive: true });
  const port = Number.parseInt(options.port, 10);
  const server = await startCodeServer({ node: tools.node, entry: tools.entry, home, folder: sample, port });
  console.log(
    `\nAlembic Workbench on migrations-sample/:  ${server.url}/?folder=${encodeURIComponent(sample)}`,
  );
  console.log('Open the address in a browser, then Alembic in the activity bar. Ctrl+C stops.');
}
