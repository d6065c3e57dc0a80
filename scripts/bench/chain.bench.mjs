import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureAlembic } from '../setup/alembic.mjs';
import { generateEnvironment } from './generate-environment.mjs';
import { median, printRows, row, timeProcess } from './measure.mjs';

const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const readFiles = fileURLToPath(new URL('read-files.mjs', import.meta.url));

/** `heads` from cold on the command line, against reading the same files and against real Alembic with warm bytecode. */
export async function run() {
  const alembic = await ensureAlembic();
  for (const count of [100, 1000, 10000]) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-chain-'));
    try {
      await generateEnvironment(folder, { revisions: count });
      const reading = timeProcess(process.execPath, [readFiles, join(folder, 'migrations', 'versions')]);
      const ours = timeProcess(process.execPath, [cli, 'heads'], { cwd: folder });
      const rows = [
        row('Node reads the files', reading),
        row('alembic-workbench heads', ours, `${(median(ours) / median(reading)).toFixed(2)} × reading`),
      ];
      if (alembic.ok) {
        const theirs = timeProcess(alembic.python, ['-m', 'alembic', 'heads'], { cwd: folder, runs: 3 });
        rows.push(row('alembic heads', theirs, `${(median(theirs) / median(ours)).toFixed(1)} × ours`));
      } else {
        console.log(`real Alembic is not compared: ${alembic.reason}`);
      }
      printRows(`chain of ${count} revisions`, rows);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
