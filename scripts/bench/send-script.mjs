// `node scripts/bench/send-script.mjs FILE URL`: sends the statements of an SQL script one by one, as psql does.
import { readFileSync } from 'node:fs';
import pg from 'pg';

const [file, url] = process.argv.slice(2);
const client = new pg.Client({ connectionString: url });
await client.connect();
for (const statement of readFileSync(file, 'utf8').split(/;\n/)) {
  if (statement.trim() !== '') await client.query(statement);
}
await client.end();
