/**
 * Bundles the extension, the language server, the command line and the embedded database into `dist/`.
 * `--production` minifies and drops source maps; a bundle over its budget fails the build.
 */
import { chmod, cp, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const production = process.argv.includes('--production');
const KILOBYTE = 1024;

/** The outputs of one bundling: every entry by its name in `dist/`, and what the entries share beside them. */
function bundle(entries, { plugins = [], banner = '' } = {}) {
  return build({
    cwd: root,
    input: entries,
    platform: 'node',
    external: ['vscode', 'pg-native', 'cloudflare:sockets'],
    resolve: { mainFields: ['module', 'main'] },
    transform: { target: 'node20' },
    logLevel: 'warn',
    plugins,
    output: {
      dir: dist,
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: 'chunk-[hash].cjs',
      minify: production,
      sourcemap: !production,
      comments: { legal: false },
      banner,
    },
  });
}

/** A module that stands in for a library, by the name that the library is imported by. */
function instead(name, filter, code) {
  return {
    name,
    resolveId: { filter: { id: filter }, handler: (id) => `\0${name}:${id}` },
    load: { filter: { id: new RegExp(`^\0${name}:`) }, handler: () => ({ code }) },
  };
}

/** Handlebars takes source-map (27 KB) where it is there, to map precompiled templates; ours are compiled as they are. */
const noSourceMapOfTemplates = instead(
  'no-source-map-of-templates',
  /^source-map$/,
  "throw new Error('source-map is left out');",
);

/**
 * The language client compares VS Code's version with its own minimum through semver (20 KB). VS Code has done that
 * already: it installs no extension whose `engines.vscode` it does not meet, and a test holds that field to the client's.
 */
const versionHeldByTheManifest = instead(
  'version-held-by-the-manifest',
  /^semver\/functions\/(parse|satisfies)$/,
  'module.exports = () => ({ prerelease: [] });',
);

/**
 * The language client matches notebooks, pulled diagnostics and file operations with minimatch (28 KB). The server offers
 * none of the three, which a test holds.
 */
const noGlobsInTheClient = instead(
  'no-globs-in-the-client',
  /^minimatch$/,
  "exports.Minimatch = class { constructor() { throw new Error('minimatch is left out'); } };",
);

/** PGlite finds its wasm and data beside its own file, so it is copied whole and never bundled. */
const pgliteBesideTheBundle = {
  name: 'pglite-beside-the-bundle',
  resolveId: {
    filter: { id: /^@electric-sql\/pglite(\/.*)?$/ },
    handler(id) {
      const inner = id.slice('@electric-sql/pglite'.length);
      return { id: `./pglite${inner === '' ? '/index' : inner}.cjs`, external: true };
    },
  },
};

/**
 * node-postgres asks at its start whether it runs at Cloudflare, for which Node loads its whole HTTP client (15 ms).
 */
const socketsOfNode = {
  name: 'sockets-of-node',
  load: {
    filter: { id: /[\\/]pg[\\/]lib[\\/]stream\.js$/ },
    handler: () => ({
      code: `exports.getStream = () => new (require('node:net').Socket)();
exports.getSecureStream = (options) => require('node:tls').connect(options);`,
    }),
  },
};

function bundleClient() {
  return bundle(
    { client: 'client/src/extension.ts' },
    { plugins: [versionHeldByTheManifest, noGlobsInTheClient] },
  );
}

function bundleWorker() {
  return bundle(
    { 'pglite-worker': 'server/src/database/pglite-worker.ts' },
    { plugins: [pgliteBesideTheBundle] },
  );
}

/**
 * The language server and the command line in one build: what both need stands in chunks that they share, and what is
 * imported with `import()` in chunks that are loaded when they are first needed.
 */
async function bundleServer() {
  const made = await bundle(
    { server: 'server/src/lsp/start.ts', cli: 'server/src/cli/start.ts' },
    {
      plugins: [noSourceMapOfTemplates, socketsOfNode],
      banner: ({ name, isEntry }) => (isEntry && name === 'cli' ? '#!/usr/bin/env node' : ''),
    },
  );
  await chmod(join(dist, 'cli.cjs'), 0o755);
  return made;
}

/** Everything that `index.cjs` and the extensions in `contrib/` read at run time. */
async function copyPglite() {
  const from = join(root, 'node_modules', '@electric-sql', 'pglite', 'dist');
  const to = join(dist, 'pglite');
  const wanted = /^(index\.cjs|pglite\.wasm|pglite\.data|initdb\.wasm|.*\.tar\.gz)$/;
  await mkdir(join(to, 'contrib'), { recursive: true });
  for (const name of await readdir(from)) {
    if (wanted.test(name)) await cp(join(from, name), join(to, name));
  }
  for (const name of await readdir(join(from, 'contrib'))) {
    if (name.endsWith('.cjs')) await cp(join(from, 'contrib', name), join(to, 'contrib', name));
  }
}

/** The grammar of libpg-query is a wasm file that its code looks for beside itself. */
async function copyGrammar() {
  const name = 'libpg-query.wasm';
  await cp(join(root, 'node_modules', 'libpg-query', 'wasm', name), join(dist, name));
}

/** Bytes of an entry, of what it starts with `import()`, and of all that these require when they are loaded. */
function loadedAtStart({ output }, file) {
  const chunks = new Map(
    output.filter(({ type }) => type === 'chunk').map((chunk) => [chunk.fileName, chunk]),
  );
  const loaded = new Set([file, ...chunks.get(file).dynamicImports]);
  for (const name of loaded) {
    for (const imported of chunks.get(name).imports) if (chunks.has(imported)) loaded.add(imported);
  }
  return [...loaded].reduce((sum, name) => sum + Buffer.byteLength(chunks.get(name).code), 0);
}

function report(name, bytes, budget) {
  const limit = production && budget !== undefined ? ` of ${budget / KILOBYTE} KB` : '';
  console.log(
    `${name.padEnd(12)} ${String(Math.ceil(bytes / KILOBYTE)).padStart(5)} KB at its start${limit}`,
  );
  return production && budget !== undefined && bytes > budget;
}

async function main() {
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  const [client, server] = await Promise.all([
    bundleClient(),
    bundleServer(),
    bundleWorker(),
    copyPglite(),
    copyGrammar(),
  ]);
  const over = [
    report('client.cjs', loadedAtStart(client, 'client.cjs'), 480 * KILOBYTE),
    report('server.cjs', loadedAtStart(server, 'server.cjs'), 900 * KILOBYTE),
    report('cli.cjs', loadedAtStart(server, 'cli.cjs')),
  ];
  if (over.includes(true)) throw new Error('a bundle is over its budget');
}

await main();
