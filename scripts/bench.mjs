// `npm run bench [-- name …]`: speed as ratios within one run; nothing here passes or fails.
import { readdirSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('bench/', import.meta.url));
const benches = readdirSync(folder)
  .filter((name) => name.endsWith('.bench.mjs'))
  .map((name) => name.slice(0, -'.bench.mjs'.length))
  .sort();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benches.includes(name));
if (unknown.length > 0) {
  console.error(`No benchmark is called ${unknown.join(', ')}. There are: ${benches.join(', ')}.`);
  process.exit(2);
}
console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB; medians`,
);
for (const name of wanted.length > 0 ? wanted : benches) {
  const { run } = await import(new URL(`bench/${name}.bench.mjs`, import.meta.url));
  await run();
}
