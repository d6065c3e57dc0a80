// `npm run build [-- --production]`: bundles into `dist/`; `bundle.mjs` says how.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureNode } from './setup/node.mjs';

/** The bundler needs these; everything else here, and what it makes, runs on any Node 20. */
const NEEDED = { 20: 19, 22: 12 };

const [major, minor] = process.versions.node.split('.').map(Number);
const isEnough = minor >= (NEEDED[major] ?? 0) && major !== 21;
const node = isEnough ? process.execPath : await ensureNode();
const bundle = fileURLToPath(new URL('bundle.mjs', import.meta.url));
const { status } = spawnSync(node, [bundle, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
