/**
 * A real VS Code without a download of its own: code-server and the Node it needs, both from the npm registry, in
 * `.tools/`. A set-up that was cut short is taken up again where it stopped.
 */
import { join } from 'node:path';
import { ensureNode } from './node.mjs';
import { npm, npmInstall, step } from './npm-tool.mjs';
import { toolsDirectory } from './tools-directory.mjs';

const CODE_SERVER_VERSION = '4.139.1';

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
  const serverHome = join(toolsDirectory, 'code-server');
  try {
    const node = await ensureNode(say);
    await step(serverHome, `code-server ${CODE_SERVER_VERSION}`, say, () => installCodeServer(serverHome));
    const entry = join(serverHome, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
    return { ok: true, node, entry };
  } catch (error) {
    return { ok: false, reason: error.message };
  }
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
