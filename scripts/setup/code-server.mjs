/**
 * Serves the workbench with the built extension on a folder; `npm start` shows it to a person, e2e tests drive it.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const START_TIMEOUT_MS = 60_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** What of the repository is the extension, once it is built. */
const EXTENSION_PARTS = [
  'package.json',
  'README.md',
  'LICENSE',
  'dist',
  'media',
  'syntaxes',
  'templates',
  'docs',
  'migrations-sample',
];

/** The panels that would cover what one came to see. */
const QUIET_SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
};

/**
 * @param {object} options
 * @param {string} options.node Node that runs code-server
 * @param {string} options.entry code-server's entry file
 * @param {string} options.home a folder for its settings, extensions and state; kept by the caller
 * @param {string | undefined} options.folder opened at the start; undefined for an empty window
 * @param {Record<string, unknown>} [options.settings] user settings over the quiet ones
 * @param {number} [options.port] 0: any free one
 * @param {boolean} [options.trusted] false: VS Code asks for trust, as on a desktop
 * @returns {Promise<{ url: string, stop: () => Promise<void>, log: () => string }>} rejects with code-server's last
 *   words where it does not start. It ends with this process, however that ends.
 */
export async function startCodeServer(options) {
  const { node, entry, home, folder, settings = {}, port = 0, trusted = true } = options;
  const extensions = join(home, 'extensions');
  const data = join(home, 'data');
  await installExtension(extensions);
  await mkdir(join(data, 'User'), { recursive: true });
  const user = trusted ? QUIET_SETTINGS : { ...QUIET_SETTINGS, 'security.workspace.trust.enabled': true };
  await writeSettings(join(data, 'User', 'settings.json'), { ...user, ...settings });
  const config = join(home, 'config.yaml');
  await writeFile(config, 'auth: none\n');
  const args = [
    entry,
    `--config=${config}`,
    '--auth=none',
    `--bind-addr=127.0.0.1:${port}`,
    `--user-data-dir=${data}`,
    `--extensions-dir=${extensions}`,
    '--disable-telemetry',
    '--disable-update-check',
    ...(trusted ? ['--disable-workspace-trust'] : []),
    ...(folder === undefined ? [] : [folder]),
  ];
  // A group of its own, so that the extension hosts end with it.
  const child = spawn(node, args, { env: environment(), stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  return await untilServing(child);
}

/** Settings that a person changed in the workbench win over ours. */
async function writeSettings(path, settings) {
  const kept = existsSync(path) ? JSON.parse(await readFile(path, 'utf8')) : {};
  await writeFile(path, `${JSON.stringify({ ...settings, ...kept }, undefined, 2)}\n`);
}

async function installExtension(extensions) {
  const { publisher, name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const target = join(extensions, `${publisher}.${name}-${version}`);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  for (const part of EXTENSION_PARTS) {
    if (existsSync(join(root, part))) await cp(join(root, part), join(target, part), { recursive: true });
  }
}

/** Started from a terminal of VS Code, code-server would hand the folder to that window instead of serving it. */
function environment() {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|CODE_SERVER|ELECTRON_|NODE_OPTIONS$)/.test(name),
  );
  return Object.fromEntries(entries);
}

function untilServing(child) {
  let output = '';
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const killGroup = (signal) => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, signal);
  };
  const onExit = () => killGroup('SIGKILL');
  process.once('exit', onExit);
  // Being interrupted is how a person ends it; any other signal is a failure of whoever waits for this process.
  const onSignal = (signal) => process.exit(signal === 'SIGINT' ? 0 : 1);
  for (const signal of SIGNALS) process.once(signal, onSignal);
  const stop = async () => {
    process.removeListener('exit', onExit);
    for (const signal of SIGNALS) process.removeListener(signal, onSignal);
    killGroup('SIGTERM');
    await gone;
  };
  return new Promise((resolve, reject) => {
    const fail = (reason) => reject(new Error(`code-server ${reason}:\n${output.slice(-3000)}`));
    const timer = setTimeout(() => {
      killGroup('SIGKILL');
      fail(`was not ready after ${START_TIMEOUT_MS / 1000} s`);
    }, START_TIMEOUT_MS);
    const listen = (chunk) => {
      output = (output + chunk).slice(-100_000);
      const url = /HTTP server listening on (http:\/\/\S+?)\/?\s/.exec(output)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve({ url, stop, log: () => output });
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', (error) => fail(`could not be started (${error.message})`));
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
}
