import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureAlembic } from '../setup/alembic.mjs';
import { generateEnvironment } from './generate-environment.mjs';
import { printRows, ratio, row, timeInTurns } from './measure.mjs';

const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const readFiles = fileURLToPath(new URL('read-files.mjs', import.meta.url));

/** `heads` from cold on the command line, against reading the same files and against real Alembic with warm bytecode. */
export async function run() {
  const alembic = await ensureAlembic();
  if (!alembic.ok) console.log(`real Alembic is not compared: ${alembic.reason}`);
  for (const count of [100, 1000, 10000]) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-chain-'));
    try {
      generateEnvironment(folder, count);
      printRows(`heads of ${count} revisions`, timesOf(folder, alembic));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function timesOf(folder, alembic) {
  const reading = { command: process.execPath, args: [readFiles, join(folder, 'migrations', 'versions')] };
  const own = { command: process.execPath, args: [cli, 'heads'], cwd: folder };
  // Its bytecode is warm from the run that does not count, also where the shell forbids Python to write any.
  const env = { PYTHONDONTWRITEBYTECODE: '' };
  const real = { command: alembic.python, args: ['-m', 'alembic', 'heads'], cwd: folder, env };
  const [read, ours] = timeInTurns([reading, own], 9);
  const rows = [
    row('Node reads the files', read),
    row('alembic-workbench heads', ours, `${ratio(ours, read)} × reading`),
  ];
  if (!alembic.ok) return rows;
  const [theirs, ourTurn] = timeInTurns([real, own], 3);
  return [...rows, row('alembic heads', theirs, `${ratio(theirs, ourTurn)} × ours`)];
}
