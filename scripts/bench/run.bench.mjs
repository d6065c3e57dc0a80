import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { ensureAlembic } from '../setup/alembic.mjs';
import { startPostgres } from '../setup/postgres.mjs';
import { generateTables } from './generate-tables.mjs';
import { printRows, ratio, row, timeProcess } from './measure.mjs';

const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const sendScript = fileURLToPath(new URL('send-script.mjs', import.meta.url));
const REVISIONS = 300;
const RUNS = 9;

/** A chain from base to head on a local server as people have one, its commits on disk, against psql with the same script and against real Alembic. */
export async function run() {
  const server = await startPostgres({ durable: true });
  const folder = mkdtempSync(join(tmpdir(), 'bench-run-'));
  try {
    generateTables(folder, REVISIONS);
    await compare(server, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await server.stop();
  }
}

async function compare(server, folder) {
  const script = join(folder, 'upgrade.sql');
  writeFileSync(script, scriptOf(folder));
  const programs = [
    scriptRunner(script),
    {
      name: 'alembic-workbench upgrade head',
      at: (url) => ({ command: process.execPath, args: [cli, 'upgrade', 'head', '--url', url], cwd: folder }),
    },
  ];
  const alembic = await ensureAlembic();
  if (!alembic.ok) console.log(`real Alembic is not compared: ${alembic.reason}`);
  else programs.push(realAlembic(alembic.python, folder));
  const times = await inTurns(server.url, programs);
  const [script_, ours, theirs] = times;
  printRows(`${REVISIONS} revisions from base to head, one transaction each`, [
    row(programs[0].name, script_),
    row(programs[1].name, ours, `${ratio(ours, script_)} × the script`),
    ...(theirs === undefined ? [] : [row(programs[2].name, theirs, `${ratio(theirs, ours)} × ours`)]),
  ]);
}

function scriptOf(folder) {
  const result = spawnSync(process.execPath, [cli, 'upgrade', 'head', '--sql'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(result.stderr);
  return result.stdout;
}

/** psql where it is installed, else node-postgres with nothing around it. */
function scriptRunner(script) {
  const hasPsql = spawnSync('psql', ['--version']).status === 0;
  const quiet = ['-q', '-X', '-v', 'ON_ERROR_STOP=1', '-f', script];
  return hasPsql
    ? { name: 'psql -f with the same script', at: (url) => ({ command: 'psql', args: [...quiet, url] }) }
    : {
        name: 'node-postgres with the same script (no psql on PATH)',
        at: (url) => ({ command: process.execPath, args: [sendScript, script, url] }),
      };
}

function realAlembic(python, folder) {
  return {
    name: 'alembic upgrade head',
    // Its bytecode is warm from the run that does not count, also where the shell forbids Python to write any.
    at: (url) => ({
      command: python,
      args: ['-m', 'alembic', 'upgrade', 'head'],
      cwd: folder,
      env: {
        DATABASE_URL: url.replace(/^postgresql:/, 'postgresql+psycopg:'),
        PYTHONDONTWRITEBYTECODE: '',
      },
    }),
  };
}

/** Each program on an empty database of its own, taking turns; the first round does not count. */
async function inTurns(serverUrl, programs) {
  const times = programs.map(() => []);
  for (let round = 0; round <= RUNS; round += 1) {
    for (const [index, program] of programs.entries()) {
      const name = `bench_${round}_${index}`;
      await query(serverUrl, `CREATE DATABASE ${name}`);
      const url = new URL(serverUrl);
      url.pathname = `/${name}`;
      const milliseconds = timeProcess(program.at(url.href));
      if (round > 0) times[index].push(milliseconds);
      await query(serverUrl, `DROP DATABASE ${name}`);
    }
  }
  return times;
}

async function query(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
