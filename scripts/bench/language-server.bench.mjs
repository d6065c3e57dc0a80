import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { generateEnvironment } from './generate-environment.mjs';
import { LanguageServer } from './language-server.mjs';
import { printRows, ratio, row, timeProcess } from './measure.mjs';

const bundle = fileURLToPath(new URL('../../dist/server.cjs', import.meta.url));
const readFiles = fileURLToPath(new URL('read-files.mjs', import.meta.url));
const STARTS = 5;
const KEYSTROKES = 60;
const FILES_THAT_COME = 30;
const CHECKOUT_FILES = 2000;
const EVENTS_AT_ONCE = 100;
const FILE_CREATED = 1;
const FILE_CHANGED = 2;
const FILE_DELETED = 3;
/** How long the server waits for further events before it reads files (`EnvironmentStore`). */
const QUIET_MS = 40;

/**
 * The language server through its real transport: from start to diagnostics, a keystroke, files that come and go, another
 * parent beside several heads, a checkout, its memory.
 */
export async function run() {
  for (const count of [100, 1000, 10000]) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-server-'));
    try {
      const paths = generateEnvironment(folder, count);
      const { read, started, server } = await starts(folder);
      const keystrokes = await typing(server, paths[Math.floor(count / 2)]);
      const { created, deleted } = await comingAndGoing(server, paths[Math.floor(count / 3)]);
      const reparented = await reparenting(server, paths);
      const { milliseconds, rebuilds } = await checkout(server, paths.slice(0, CHECKOUT_FILES));
      printRows(`language server with ${count} revisions`, [
        row('Node reads the files', read),
        row('start to first diagnostics', started, `${ratio(started, read)} × reading`),
        row('keystroke in down_revision to diagnostics', keystrokes),
        row('another parent, several heads, to diagnostics', reparented),
        row('a file is created, event to diagnostics', created, `${QUIET_MS} ms of them waiting`),
        row('a file is deleted, event to diagnostics', deleted, `${QUIET_MS} ms of them waiting`),
        row(
          `checkout of ${Math.min(count, CHECKOUT_FILES)} files, last event to views`,
          [milliseconds],
          `rebuilds: ${rebuilds}`,
        ),
      ]);
      console.log(`memory: ${server.memory.toFixed(0)} MB`);
      await server.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** Starts the server several times, in turns with reading the same files; the last one stays. */
async function starts(folder) {
  const reading = { command: process.execPath, args: [readFiles, join(folder, 'migrations', 'versions')] };
  const read = [];
  const started = [];
  for (let start = 0; ; start += 1) {
    const reads = timeProcess(reading);
    const startedAt = performance.now();
    const server = new LanguageServer(bundle);
    await server.open(folder);
    const milliseconds = performance.now() - startedAt;
    if (start > 0) {
      read.push(reads);
      started.push(milliseconds);
    }
    if (start === STARTS) return { read, started, server };
    await server.close();
  }
}

/** Milliseconds from a text with another parent to the diagnostics of that text. */
async function typing(server, path) {
  const uri = pathToFileURL(path).href;
  const text = readFileSync(path, 'utf8');
  const wrong = text.replace(/^(down_revision.* = ')(.)/m, (_, before, digit) => `${before}${digit}x`);
  await server.notify('textDocument/didOpen', {
    textDocument: { uri, languageId: 'python', version: 0, text },
  });
  // Whoever opens a file reads it before the first keystroke; the server is done with its start by then.
  await quiet(500);
  const times = [];
  for (let version = 1; version <= KEYSTROKES; version += 1) {
    const isWrong = version % 2 === 1;
    const published = server.next(
      (message) =>
        message.uri === uri &&
        message.diagnostics.some(({ code }) => code === 'dangling-down-revision') === isWrong,
    );
    const startedAt = performance.now();
    await server.notify('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ text: isWrong ? wrong : text }],
    });
    await published;
    times.push(performance.now() - startedAt);
    await quiet(20);
  }
  return times;
}

const idOf = (text) => /^revision.*'(.*)'$/m.exec(text)[1];

/** A revision beside `path` that follows `parent`. */
function follower(path, name, parent) {
  const text = readFileSync(path, 'utf8');
  const id = `f${name}f`;
  const now = text
    .replaceAll(idOf(text), id)
    .replace(/^Revises:.*/m, `Revises: ${parent}`)
    .replace(/^(down_revision[^=]*= ).*/m, `$1'${parent}'`)
    .replace(/^((?:branch_labels|depends_on)[^=]*= ).*/gm, '$1None');
  return { path: join(dirname(path), `${name}_follower.py`), text: now };
}

/** The next diagnostics of a file, with or without the one that says that there are several heads. */
function nextHeads(server, uri, isSeveral) {
  return server.next(
    (message) =>
      message.uri === uri && message.diagnostics.some(({ code }) => code === 'multiple-heads') === isSeveral,
  );
}

/** Milliseconds from the event about a new head, and from that of its end, to its diagnostics. */
async function comingAndGoing(server, sibling) {
  const parent = idOf(readFileSync(sibling, 'utf8'));
  const created = [];
  const deleted = [];
  const tell = async (times, uri, type) => {
    const published = nextHeads(server, uri, type === FILE_CREATED);
    const startedAt = performance.now();
    await server.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] });
    await published;
    times.push(performance.now() - startedAt);
    await quiet(20);
  };
  for (let number = 0; number < FILES_THAT_COME; number += 1) {
    const name = ((number * 7919) % 65536).toString(16).padStart(4, '0');
    const { path, text } = follower(sibling, name, parent);
    const uri = pathToFileURL(path).href;
    writeFileSync(path, text);
    await tell(created, uri, FILE_CREATED);
    rmSync(path);
    await tell(deleted, uri, FILE_DELETED);
  }
  return { created, deleted };
}

/** Milliseconds from a text in which the parent is another revision to its diagnostics; there are two heads or three. */
async function reparenting(server, paths) {
  const ids = paths.map((path) => idOf(readFileSync(path, 'utf8')));
  const [low, high] = [ids[Math.floor(ids.length / 4)], ids.at(-1)];
  const other = follower(paths[0], '0ther', low);
  writeFileSync(other.path, other.text);
  const { path, text } = follower(paths[0], 'moved', low);
  const uri = pathToFileURL(path).href;
  writeFileSync(path, text);
  const came = nextHeads(server, uri, true);
  const changes = [path, other.path].map((each) => ({ uri: pathToFileURL(each).href, type: FILE_CREATED }));
  await server.notify('workspace/didChangeWatchedFiles', { changes });
  await came;
  await server.notify('textDocument/didOpen', {
    textDocument: { uri, languageId: 'python', version: 0, text },
  });
  await quiet(200);
  const times = [];
  for (let version = 1; version <= KEYSTROKES; version += 1) {
    const published = server.next((message) => message.uri === uri);
    const startedAt = performance.now();
    const parent = version % 2 === 1 ? high : low;
    await server.notify('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ text: text.replaceAll(`'${low}'`, `'${parent}'`).replace(/^Revises:.*\n/m, '') }],
    });
    await published;
    times.push(performance.now() - startedAt);
    await quiet(20);
  }
  await server.notify('textDocument/didClose', { textDocument: { uri } });
  return times;
}

/** Many files change on disk while the events about them come in groups; every message of a revision is another then. */
async function checkout(server, paths) {
  await quiet(500);
  for (const path of paths) {
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/^"""/, '"""now '));
  }
  const before = server.environmentsChanged;
  const rebuilt = server.next(() => server.environmentsChanged > before);
  for (let from = 0; from < paths.length; from += EVENTS_AT_ONCE) {
    const changes = paths
      .slice(from, from + EVENTS_AT_ONCE)
      .map((path) => ({ uri: pathToFileURL(path).href, type: FILE_CHANGED }));
    await server.notify('workspace/didChangeWatchedFiles', { changes });
  }
  const startedAt = performance.now();
  await rebuilt;
  const milliseconds = performance.now() - startedAt;
  await quiet(1000);
  return { milliseconds, rebuilds: server.environmentsChanged - before };
}

function quiet(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
