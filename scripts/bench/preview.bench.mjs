import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureAlembic } from '../setup/alembic.mjs';
import { generateEnvironment } from './generate-environment.mjs';
import { LanguageServer } from './language-server.mjs';
import { median, printRows, ratio, row, timeInTurns } from './measure.mjs';

const bundle = fileURLToPath(new URL('../../dist/server.cjs', import.meta.url));
const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const WARM_UP = 30;
const KEYSTROKES = 200;
const CHAIN = 300;
const LARGEST_TABLES = 295;
const COLUMNS = 15;

/** SQL: of an open file while one types, of a whole chain, of the largest file; in the server and on the command line. */
export async function run() {
  await inFolder(CHAIN, openFile);
  await inFolder(CHAIN, chain);
  for (const count of [100, 1000, 10000]) await inFolder(count, costPerRevision);
  await inFolder(1, largestFile);
}

async function inFolder(count, measure) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-preview-'));
  try {
    await measure(folder, generateEnvironment(folder, count));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds of each of these calls. */
async function timed(times, action) {
  const startedAt = performance.now();
  const answer = await action();
  times.push(performance.now() - startedAt);
  return answer;
}

const filePreview = (uri) => ({ kind: 'file', uri, direction: 'upgrade' });

/** A body as long as most are: two tables, indexes, keys, columns that change. */
const BODY = `
    op.create_table('carts', sa.Column('id', sa.Integer(), nullable=False),
${Array.from({ length: 12 }, (_, index) => `        sa.Column('field_${index}', sa.String(length=${50 + index}), nullable=True),`).join('\n')}
        sa.ForeignKeyConstraint(['id'], ['accounts.id']), sa.PrimaryKeyConstraint('id'))
    op.create_index('ix_carts', 'carts', ['field_0', 'field_1'], unique=False)
    for name in ('one', 'two', 'three'):
        op.add_column('accounts', sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False))
    op.alter_column('accounts', 'one', existing_type=sa.Boolean(), nullable=True)
    op.execute(sa.text('UPDATE accounts SET two = true WHERE id = :id').bindparams(id=7))
`;

async function openFile(folder, paths) {
  const path = paths.at(-1);
  const text = readFileSync(path, 'utf8').replace(
    /(def upgrade\(\) -> None:\n).*?(?=\n\n\ndef)/s,
    `$1${BODY}`,
  );
  writeFileSync(path, text);
  const server = new LanguageServer(bundle);
  await server.open(folder);
  const uri = pathToFileURL(path).href;
  await server.notify('textDocument/didOpen', {
    textDocument: { uri, languageId: 'python', version: 0, text },
  });
  const previews = [];
  const keystrokes = [];
  const hints = [];
  const everything = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };
  for (let version = 1; version <= WARM_UP + KEYSTROKES; version += 1) {
    const isWarm = version > WARM_UP;
    const changed = server.nextPreviewChange();
    const typed = {
      textDocument: { uri, version },
      contentChanges: [{ text: text.replace('carts', `carts_${version}`) }],
    };
    await timed(isWarm ? keystrokes : [], async () => {
      await server.notify('textDocument/didChange', typed);
      await changed;
      const preview = await timed(isWarm ? previews : [], () =>
        server.request('alembic/sqlPreview', filePreview(uri)),
      );
      if (!preview.sql.includes(`CREATE TABLE carts_${version}`))
        throw new Error('the preview is not of this keystroke');
    });
    const params = { textDocument: { uri }, range: everything };
    await timed(isWarm ? hints : [], () => server.request('textDocument/inlayHint', params));
  }
  await server.close();
  printRows(`an open file in a chain of ${CHAIN}`, [
    row('preview of the file, after an edit', previews, 'p95 at most 10 ms'),
    row('keystroke to refreshed preview', keystrokes, 'p95 at most 50 ms'),
    row('inlay hints of the file, after the preview', hints),
  ]);
}

async function chain(folder) {
  const alembic = await ensureAlembic();
  const own = { command: process.execPath, args: [cli, 'upgrade', 'head', '--sql'], cwd: folder };
  const rows = [];
  if (alembic.ok) {
    // Its bytecode is warm from the run that does not count, also where the shell forbids Python to write any.
    const env = { PYTHONDONTWRITEBYTECODE: '' };
    const args = ['-m', 'alembic', 'upgrade', 'head', '--sql'];
    const [theirs, ours] = timeInTurns([{ command: alembic.python, args, cwd: folder, env }, own], 9);
    rows.push(row('alembic-workbench upgrade head --sql', ours));
    rows.push(row('alembic upgrade head --sql', theirs, `${ratio(theirs, ours)} × ours, at least 2`));
  } else {
    console.log(`real Alembic is not compared: ${alembic.reason}`);
    const [ours] = timeInTurns([own], 9);
    rows.push(row('alembic-workbench upgrade head --sql', ours));
  }
  const { first, warm } = await inServer(folder);
  rows.push(row('in the server, the first time', [first]));
  rows.push(row('in the warm server', warm, 'at most 100 ms'));
  printRows(`the SQL of a chain of ${CHAIN}, from cold`, rows);
}

/** The preview of everything from base to head, asked several times over; an edit in between makes it anew. */
async function inServer(folder) {
  const server = new LanguageServer(bundle);
  await server.open(folder);
  const { environments } = await server.request('alembic/workspace', null);
  const range = { kind: 'range', environment: environments[0].id, direction: 'upgrade', range: 'head' };
  const times = [];
  for (let time = 0; time < 7; time += 1)
    await timed(times, () => server.request('alembic/sqlPreview', range));
  await server.close();
  return { first: times[0], warm: times.slice(1) };
}

async function costPerRevision(folder, paths) {
  const { first, warm } = await inServer(folder);
  const each = (median(warm) / paths.length).toFixed(3);
  const [cold] = timeInTurns(
    [{ command: process.execPath, args: [cli, 'upgrade', 'head', '--sql'], cwd: folder }],
    3,
  );
  printRows(`the SQL of ${paths.length} revisions`, [
    row('on the command line, from cold', cold, `${(median(cold) / paths.length).toFixed(3)} ms each`),
    row('in the server, the first time', [first], `${(first / paths.length).toFixed(3)} ms each`),
    row('in the warm server', warm, `${each} ms each`),
  ]);
}

/** create_table and add_column over 5,900 lines and 281 KB: as large as the largest of public projects. */
async function largestFile(folder, [path]) {
  const tables = Array.from({ length: LARGEST_TABLES }, (_, table) => {
    const columns = Array.from(
      { length: COLUMNS },
      (_unused, column) => `        sa.Column('c_${column}', sa.String(${column + 10}), nullable=True),`,
    );
    const create = [
      `    op.create_table('table_${table}',`,
      ...columns,
      "        sa.PrimaryKeyConstraint('c_0'),",
      '    )',
    ];
    return [...create, `    op.add_column('table_${table}', sa.Column('more', sa.Integer()))`, ''].join('\n');
  });
  const text = readFileSync(path, 'utf8').replace(
    /(def upgrade\(\) -> None:\n).*?(?=\n\n\ndef)/s,
    `$1${tables.join('\n')}`,
  );
  writeFileSync(path, text);
  const uri = pathToFileURL(path).href;
  const server = new LanguageServer(bundle);
  await server.open(folder);
  await server.notify('textDocument/didOpen', {
    textDocument: { uri, languageId: 'python', version: 0, text },
  });
  const times = [];
  const hints = [];
  const everything = { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } };
  for (let version = 1; version <= 8; version += 1) {
    const typed = { textDocument: { uri, version }, contentChanges: [{ text: `${text}# ${version}\n` }] };
    await server.notify('textDocument/didChange', typed);
    await timed(times, () => server.request('alembic/sqlPreview', filePreview(uri)));
    const params = { textDocument: { uri }, range: everything };
    await timed(hints, () => server.request('textDocument/inlayHint', params));
  }
  await server.close();
  const size = `${text.split('\n').length} lines, ${(text.length / 1024).toFixed(0)} KB`;
  printRows(`the largest file: ${size}`, [
    row('preview, the first time', [times[0]], 'less than 1000 ms'),
    row('preview after an edit', times.slice(1)),
    row('all its inlay hints', hints),
  ]);
}
