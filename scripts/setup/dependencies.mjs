import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Installs the packages of package-lock.json where they are missing or older than the lockfile.
 * Exits the process with npm's own output where that fails.
 */
export function installDependencies(root) {
  const marker = join(root, 'node_modules', '.package-lock.json');
  const lockfile = join(root, 'package-lock.json');
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync(lockfile).mtimeMs) return;
  if (existsSync(marker) && agreesWithLockfile(root)) return;
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' });
  if (result.status !== 0) {
    console.error('npm ci failed; see its output above.');
    process.exit(1);
  }
}

/** A fresh checkout gives the lockfile a new time without changing it; npm itself tells whether the tree agrees. */
function agreesWithLockfile(root) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  return spawnSync(npm, ['ls', '--all', '--silent'], { cwd: root, stdio: 'ignore' }).status === 0;
}
