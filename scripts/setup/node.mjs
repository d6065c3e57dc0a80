import { join } from 'node:path';
import { npmInstall, step } from './npm-tool.mjs';
import { toolsDirectory } from './tools-directory.mjs';

const NODE_VERSION = '24.21.0';

/**
 * Makes a current Node ready, for what the machine's own may be too old for.
 *
 * @param {(line: string) => void} [say] told about each step that takes more than a moment
 * @returns {Promise<string>} its program; rejects where npm cannot fetch it
 */
export async function ensureNode(say = console.log) {
  const home = join(toolsDirectory, 'node');
  await step(home, `node ${NODE_VERSION}`, say, () => npmInstall(home, [`node@${NODE_VERSION}`]));
  return join(home, 'node_modules', 'node', 'bin', 'node');
}
