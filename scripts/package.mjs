/** `npm run package [-- --out FILE]`: bundles for production and makes the VSIX. */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installDependencies } from './setup/dependencies.mjs';

const MEGABYTE = 1024 * 1024;
const root = fileURLToPath(new URL('..', import.meta.url));
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { values: options } = parseArgs({
  options: { out: { type: 'string', default: join(root, `${name}-${version}.vsix`) } },
});

installDependencies(root);
step([join(root, 'scripts', 'build.mjs'), '--production']);
const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
step([
  vsce,
  'package',
  '--no-dependencies',
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
  '--out',
  options.out,
]);
console.log(`${options.out}: ${(statSync(options.out).size / MEGABYTE).toFixed(1)} MB`);

function step(args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
