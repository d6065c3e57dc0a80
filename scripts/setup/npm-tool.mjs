/** Programs that are fetched from the npm registry, each in a folder of its own in `.tools/`. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run.mjs';
import { withToolLock } from './tools-directory.mjs';

/** Does `work` in `home` unless a marker there says that this very `what` is complete. */
export async function step(home, what, say, work) {
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
export async function npmInstall(home, args) {
  await writeFile(join(home, 'package.json'), '{ "private": true }\n');
  await npm(home, ['install', '--no-save', ...args]);
}

export async function npm(folder, args) {
  await run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
}
