/** Where set-up keeps what it downloads: `.tools/` of the repository, or ALEMBIC_WORKBENCH_TOOLS to share one folder. */
import { mkdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export const toolsDirectory = process.env.ALEMBIC_WORKBENCH_TOOLS
  ? resolve(process.env.ALEMBIC_WORKBENCH_TOOLS)
  : join(root, '.tools');

const ABANDONED_AFTER_MS = 10 * 60_000;
const POLL_MS = 250;

/**
 * Runs `work` while no other process runs work of the same name: test files are processes of their own and may all find
 * the same tool missing at once. A lock whose owner died is taken over after ten minutes.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withToolLock(name, work) {
  const lock = join(toolsDirectory, `.${name}.lock`);
  await mkdir(toolsDirectory, { recursive: true });
  for (;;) {
    try {
      await mkdir(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      await waitForLock(lock);
    }
  }
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

async function waitForLock(lock) {
  const age = await stat(lock).then(
    (status) => Date.now() - status.mtimeMs,
    () => 0,
  );
  if (age > ABANDONED_AFTER_MS) await rm(lock, { recursive: true, force: true });
  else await new Promise((resume) => setTimeout(resume, POLL_MS));
}
