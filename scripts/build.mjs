/**
 * Bundles the extension, the language server, the command line and the embedded database into `dist/`.
 * `--production` minifies and drops source maps; a bundle over its budget fails the build.
 */
import { chmod, cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const production = process.argv.includes('--production');
const KILOBYTE = 1024;

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  external: ['vscode', 'pg-native', 'cloudflare:sockets'],
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

/** CommonJS has no `import.meta.url`; sources that find files beside themselves go on working in the bundle. */
const commonJs = {
  format: 'cjs',
  banner: { js: "const importMetaUrl=require('node:url').pathToFileURL(__filename).href;" },
  define: { 'import.meta.url': 'importMetaUrl' },
};

/** What libraries written in CommonJS expect to find. The names are long, so that none of theirs is the same. */
const modules = {
  format: 'esm',
  banner: {
    js: [
      "import{createRequire as createRequireOfBundle}from'node:module';",
      "import{fileURLToPath as fileUrlToPathOfBundle}from'node:url';",
      "import{dirname as dirnameOfBundle}from'node:path';",
      'const require=createRequireOfBundle(import.meta.url);',
      'const __filename=fileUrlToPathOfBundle(import.meta.url);const __dirname=dirnameOfBundle(__filename);',
    ].join(''),
  },
};

/** A module that stands in for a library, by the name that the library is imported by. */
function instead(name, filter, contents) {
  return {
    name,
    setup(context) {
      context.onResolve({ filter }, ({ path }) => ({ path, namespace: name }));
      context.onLoad({ filter: /.*/, namespace: name }, () => ({ contents }));
    },
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
  setup(context) {
    context.onResolve({ filter: /^@electric-sql\/pglite(\/.*)?$/ }, ({ path }) => {
      const inner = path.slice('@electric-sql/pglite'.length);
      return { path: `./pglite${inner === '' ? '/index' : inner}.cjs`, external: true };
    });
  },
};

async function bundleClient() {
  const { metafile } = await build({
    ...common,
    ...commonJs,
    entryPoints: ['client/src/extension.ts'],
    outfile: 'dist/client.cjs',
    plugins: [versionHeldByTheManifest, noGlobsInTheClient],
  });
  return metafile;
}

/** PGlite's thread is CommonJS, as PGlite's own file is. */
async function bundleWorker() {
  await build({
    ...common,
    ...commonJs,
    entryPoints: ['server/src/database/pglite-worker.ts'],
    outfile: 'dist/pglite-worker.cjs',
    plugins: [pgliteBesideTheBundle],
  });
}

/**
 * The language server and the command line in one build: what both need stands in chunks that they share, and what is
 * imported with `import()` in chunks that are loaded when they are first needed.
 */
async function bundleServer() {
  const { metafile } = await build({
    ...common,
    ...modules,
    entryPoints: { server: 'server/src/lsp/main.ts', cli: 'server/src/cli/main.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    splitting: true,
    chunkNames: 'chunk-[hash]',
    plugins: [noSourceMapOfTemplates],
  });
  // The command line's name is part of its contract.
  await writeFile(join(dist, 'cli.cjs'), "#!/usr/bin/env node\nimport('./cli.mjs');\n");
  await chmod(join(dist, 'cli.cjs'), 0o755);
  return metafile;
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

/** Bytes of a file of the build and of all that it imports when it is loaded. */
function loadedAtStart({ outputs }, file) {
  const loaded = new Set([file]);
  for (const name of loaded) {
    for (const { path, kind } of outputs[name].imports) {
      if (kind === 'import-statement' && path in outputs) loaded.add(path);
    }
  }
  return [...loaded].reduce((sum, name) => sum + outputs[name].bytes, 0);
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
    report('client.cjs', loadedAtStart(client, 'dist/client.cjs'), 480 * KILOBYTE),
    report('server.mjs', loadedAtStart(server, 'dist/server.mjs'), 900 * KILOBYTE),
    report('cli.mjs', loadedAtStart(server, 'dist/cli.mjs')),
  ];
  if (process.env.BUILD_METAFILE !== undefined) {
    await writeFile(process.env.BUILD_METAFILE, JSON.stringify(server));
  }
  if (over.includes(true)) throw new Error('a bundle is over its budget');
}

await main();
