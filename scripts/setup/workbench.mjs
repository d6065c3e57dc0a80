/**
 * A real VS Code without a download of its own: code-server and the Node it needs, both from the npm registry, in
 * `.tools/`. `ensureWorkbench()` answers where they are and installs what is missing; a set-up that was cut short is
 * taken up again where it stopped.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

const CODE_SERVER_VERSION = '4.139.1';
const NODE_VERSION = '24.21.0';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const tools = join(root, '.tools');

/**
 * @param {(line: string) => void} say told about each step that takes more than a moment
 * @returns {Promise<{ node: string, entry: string }>} the Node binary and code-server's entry file
 */
export async function ensureWorkbench(say = console.log) {
  const nodeHome = join(tools, 'node');
  const serverHome = join(tools, 'code-server');
  const node = join(
    nodeHome,
    'node_modules',
    'node',
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  const entry = join(serverHome, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
  const vscode = join(serverHome, 'node_modules', 'code-server', 'lib', 'vscode');

  await step(nodeHome, `node ${NODE_VERSION}`, say, () =>
    npmInstall(nodeHome, [`node@${NODE_VERSION}`], true),
  );
  await step(serverHome, `code-server ${CODE_SERVER_VERSION}`, say, async () => {
    await npmInstall(serverHome, [`code-server@${CODE_SERVER_VERSION}`], false);
    await npmIn(vscode, ['install', '--omit=dev', '--ignore-scripts']);
    await npmIn(join(vscode, 'extensions'), ['install', '--omit=dev', '--ignore-scripts']);
  });
  return { node, entry };
}

/** Does `work` in `home` unless a marker there says that this very `what` is complete. */
async function step(home, what, say, work) {
  const marker = join(home, '.complete');
  if (existsSync(marker) && (await readFile(marker, 'utf8')) === what) return;
  const started = Date.now();
  say(`Setting up ${what} in .tools (once) …`);
  await rm(marker, { force: true });
  await mkdir(home, { recursive: true });
  await work();
  await writeFile(marker, what);
  say(`  ${what} is ready after ${Math.round((Date.now() - started) / 1000)} s`);
}

/** Each tool has a folder and a manifest of its own, so that npm never prunes one for the other. */
async function npmInstall(home, packages, scripts) {
  await writeFile(join(home, 'package.json'), '{ "private": true }\n');
  await npmIn(home, ['install', '--no-save', ...(scripts ? [] : ['--ignore-scripts']), ...packages]);
}

async function npmIn(folder, args) {
  await run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { node, entry } = await ensureWorkbench();
  console.log(`${node}\n${entry}`);
}
