/**
 * Bundles the extension, the language server, the command line and the embedded database into `dist/`.
 * `--production` minifies and drops source maps; a bundle over its budget fails the build.
 */
import { chmod, cp, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const production = process.argv.includes('--production');
const KILOBYTE = 1024;

/** CommonJS has no `import.meta.url`; sources that find files beside themselves go on working in the bundle. */
const importMetaUrl = "const importMetaUrl=require('node:url').pathToFileURL(__filename).href;";

const bundles = [
  { entry: 'client/src/extension.ts', out: 'client.cjs', budget: 480 * KILOBYTE },
  { entry: 'server/src/lsp/main.ts', out: 'server.cjs', budget: 900 * KILOBYTE },
  { entry: 'server/src/cli/main.ts', out: 'cli.cjs', executable: true },
  { entry: 'server/src/database/pglite-worker.ts', out: 'pglite-worker.cjs' },
];

const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
};

/** Libraries that several bundles share, or that are large beside our own code, by the name of their bundle. */
const libraries = {
  pg: 'pg',
  handlebars: 'handlebars',
  'lezer-python': '@lezer/python',
  'libpg-query': 'libpg-query',
  'smol-toml': 'smol-toml',
  'vscode-languageserver': 'vscode-languageserver/node',
};
const bundleOfLibrary = new Map(Object.entries(libraries).map(([name, library]) => [library, name]));
const librariesBesideTheBundle = {
  name: 'libraries-beside-the-bundle',
  setup(context) {
    const filter = new RegExp(`^(${[...bundleOfLibrary.keys()].join('|')})$`);
    context.onResolve({ filter }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: `./${bundleOfLibrary.get(path)}.cjs`, external: true },
    );
  },
};

/**
 * Folders of the core that the server and the command line share as files beside the bundles: the reading of Python, and
 * what statements lock. A module outside such a folder takes each module inside it from its file.
 */
const parts = [
  { name: 'python', folder: join(root, 'server', 'src', 'core', 'python') },
  { name: 'effects', folder: join(root, 'server', 'src', 'core', 'postgresql', 'effects') },
];
const partOf = (path) => parts.find(({ folder }) => path.startsWith(`${folder}${sep}`));
const keyIn = ({ folder }, path) => relative(folder, path).replace(/\W/g, '_');

function partsBesideTheBundle(own) {
  const namespace = 'part-beside-the-bundle';
  return {
    name: namespace,
    setup(context) {
      context.onResolve({ filter: /\.ts$/ }, ({ path, resolveDir }) => {
        const wanted = resolve(resolveDir, path);
        const part = partOf(wanted);
        if (part === undefined || part === own) return undefined;
        return { path: wanted, namespace };
      });
      context.onLoad({ filter: /.*/, namespace }, ({ path }) => {
        const part = partOf(path);
        return { contents: `module.exports = require('./${part.name}.cjs').${keyIn(part, path)};` };
      });
      context.onResolve({ filter: /\.cjs$/, namespace }, ({ path }) => ({ path, external: true }));
    },
  };
}

async function bundlePart(part) {
  const names = (await readdir(part.folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const contents = names.map((name) => {
    const path = join(part.folder, name);
    return `export * as ${keyIn(part, path)} from ${JSON.stringify(path)};`;
  });
  await build({
    ...common,
    stdin: { contents: contents.join('\n'), resolveDir: part.folder, sourcefile: `${part.name}.ts` },
    outfile: join(dist, `${part.name}.cjs`),
    mainFields: ['module', 'main'],
    plugins: [partsBesideTheBundle(part), librariesBesideTheBundle],
  });
}

/** Handlebars takes source-map (27 KB) where it is there, to map precompiled templates; ours are compiled as they are. */
const noSourceMapOfTemplates = {
  name: 'no-source-map-of-templates',
  setup(context) {
    context.onResolve({ filter: /^source-map$/ }, ({ path }) => ({
      path,
      namespace: 'no-source-map-of-templates',
    }));
    context.onLoad({ filter: /.*/, namespace: 'no-source-map-of-templates' }, () => ({
      contents: "throw new Error('source-map is left out');",
    }));
  },
};

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

/**
 * The language client compares VS Code's version with its own minimum through semver (20 KB). VS Code has done that
 * already: it installs no extension whose `engines.vscode` it does not meet, and a test holds that field to the client's.
 */
const versionHeldByTheManifest = {
  name: 'version-held-by-the-manifest',
  setup(context) {
    context.onResolve({ filter: /^semver\/functions\/(parse|satisfies)$/ }, ({ path }) => ({
      path,
      namespace: 'version-held-by-the-manifest',
    }));
    context.onLoad({ filter: /.*/, namespace: 'version-held-by-the-manifest' }, () => ({
      contents: 'module.exports = () => ({ prerelease: [] });',
    }));
  },
};

/**
 * The language client matches notebooks, pulled diagnostics and file operations with minimatch (28 KB). The server offers
 * none of the three, which a test holds.
 */
const noGlobsInTheClient = {
  name: 'no-globs-in-the-client',
  setup(context) {
    context.onResolve({ filter: /^minimatch$/ }, ({ path }) => ({
      path,
      namespace: 'no-globs-in-the-client',
    }));
    context.onLoad({ filter: /.*/, namespace: 'no-globs-in-the-client' }, () => ({
      contents: "exports.Minimatch = class { constructor() { throw new Error('minimatch is left out'); } };",
    }));
  },
};

async function bundle({ entry, out, executable }) {
  await build({
    ...common,
    entryPoints: [bundleOfLibrary.has(entry) ? entry : join(root, entry)],
    outfile: join(dist, out),
    mainFields: ['module', 'main'],
    external: ['vscode', 'pg-native', 'cloudflare:sockets'],
    plugins: [
      partsBesideTheBundle(),
      pgliteBesideTheBundle,
      librariesBesideTheBundle,
      versionHeldByTheManifest,
      noGlobsInTheClient,
      noSourceMapOfTemplates,
    ],
    banner: { js: `${executable ? '#!/usr/bin/env node\n' : ''}${importMetaUrl}` },
    define: { 'import.meta.url': 'importMetaUrl' },
  });
  if (executable) await chmod(join(dist, out), 0o755);
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

async function main() {
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  const shared = Object.entries(libraries).map(([name, entry]) => ({ entry, out: `${name}.cjs` }));
  await Promise.all([
    ...[...bundles, ...shared].map(bundle),
    ...parts.map(bundlePart),
    copyPglite(),
    copyGrammar(),
  ]);

  let over = false;
  for (const { out, budget } of [
    ...bundles,
    ...shared,
    ...parts.map(({ name }) => ({ out: `${name}.cjs` })),
  ]) {
    const { size } = await stat(join(dist, out));
    const limit = budget === undefined || !production ? '' : ` of ${budget / KILOBYTE} KB`;
    console.log(`${out.padEnd(20)} ${Math.ceil(size / KILOBYTE)} KB${limit}`);
    over ||= production && budget !== undefined && size > budget;
  }
  if (over) throw new Error('a bundle is over its budget');
}

await main();
