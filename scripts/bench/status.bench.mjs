import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startPostgres } from '../setup/postgres.mjs';
import { generateTables } from './generate-tables.mjs';
import { LanguageServer } from './language-server.mjs';
import { printRows, row } from './measure.mjs';

const bundle = fileURLToPath(new URL('../../dist/server.cjs', import.meta.url));
const DATABASES = 50;
const RUNS = 5;

/** Where fifty databases of one server stand, asked at once as the Databases view does. */
export async function run() {
  const server = await startPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'bench-status-'));
  try {
    generateTables(folder, 300);
    const databases = await createDatabases(server.url);
    // The language server inherits it; a setting holds no password.
    process.env.PGPASSWORD = new URL(server.url).password;
    const language = new LanguageServer(bundle);
    await language.open(folder, { trusted: true, settings: { databases } });
    const { environments } = await language.request('alembic/workspace', null);
    const environment = environments[0].id;
    const times = [];
    for (let round = 0; round <= RUNS; round += 1) {
      const startedAt = performance.now();
      const ask = ({ name }) => language.request('alembic/databaseStatus', { environment, database: name });
      const answers = await Promise.all(databases.map(ask));
      if (round > 0) times.push(performance.now() - startedAt);
      const silent = answers.find(({ condition }) => condition !== 'ready');
      if (silent !== undefined) throw new Error(silent.message);
    }
    printRows(`status of ${DATABASES} databases`, [row('all at once', times)]);
    await language.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await server.stop();
  }
}

async function createDatabases(serverUrl) {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  const databases = [];
  for (let number = 1; number <= DATABASES; number += 1) {
    await client.query(`CREATE DATABASE tenant_${number}`);
    const url = new URL(serverUrl);
    url.password = '';
    url.pathname = `/tenant_${number}`;
    databases.push({ name: `tenant ${number}`, url: url.href });
  }
  await client.end();
  return databases;
}
