/**
 * A real VS Code without a download of its own: code-server and the Node it needs, both from the npm registry, in
 * `.tools/`. A set-up that was cut short is taken up again where it stopped.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run.mjs';
import { toolsDirectory, withToolLock } from './tools-directory.mjs';

const CODE_SERVER_VERSION = '4.139.1';
const NODE_VERSION = '24.21.0';

/**
 * Makes code-server ready, or says in one line why this machine cannot have it.
 *
 * @param {(line: string) => void} [say] told about each step that takes more than a moment
 * @returns {Promise<{ ok: true, node: string, entry: string } | { ok: false, reason: string }>} the Node binary and
 *   code-server's entry file
 */
export async function ensureWorkbench(say = console.log) {
  if (process.platform === 'win32')
    return { ok: false, reason: 'code-server does not run on Windows itself' };
  const nodeHome = join(toolsDirectory, 'node');
  const serverHome = join(toolsDirectory, 'code-server');
  try {
    await step(nodeHome, `node ${NODE_VERSION}`, say, () => npmInstall(nodeHome, [`node@${NODE_VERSION}`]));
    await step(serverHome, `code-server ${CODE_SERVER_VERSION}`, say, () => installCodeServer(serverHome));
  } catch (error) {
    return { ok: false, reason: error.message };
  }
  return {
    ok: true,
    node: join(nodeHome, 'node_modules', 'node', 'bin', 'node'),
    entry: join(serverHome, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
  };
}

export { ensureWorkbench as ensure };

/**
 * Its install scripts would compile native modules that it does without; they are skipped, and its own dependencies,
 * which those scripts fetch, are installed here.
 */
async function installCodeServer(home) {
  const vscode = join(home, 'node_modules', 'code-server', 'lib', 'vscode');
  await npmInstall(home, ['--ignore-scripts', `code-server@${CODE_SERVER_VERSION}`]);
  await npm(vscode, ['install', '--omit=dev', '--ignore-scripts']);
  await npm(join(vscode, 'extensions'), ['install', '--omit=dev', '--ignore-scripts']);
}

/** Does `work` in `home` unless a marker there says that this very `what` is complete. */
async function step(home, what, say, work) {
  const marker = join(home, '.complete');
  const isComplete = async () => (await readFile(marker, 'utf8').catch(missing)) === what;
  if (await isComplete()) return;
  await withToolLock(what.replaceAll(' ', '-'), async () => {
    if (await isComplete()) return;
    const started = Date.now();
    say(`setting up ${what}, once …`);
    await rm(marker, { force: true });
    await mkdir(home, { recursive: true });
    await work();
    await writeFile(marker, what);
    say(`${what}: ready after ${Math.round((Date.now() - started) / 1000)} s`);
  });
}

function missing(error) {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}

/** Each tool has a folder and a manifest of its own, so that npm never prunes one for the other. */
async function npmInstall(home, args) {
  await writeFile(join(home, 'package.json'), '{ "private": true }\n');
  await npm(home, ['install', '--no-save', ...args]);
}

async function npm(folder, args) {
  await run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
}
