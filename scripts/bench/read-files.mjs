// Reads every file of a folder and nothing else: the floor of any program that reads a chain.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
let length = 0;
for (const name of readdirSync(folder)) {
  if (name.endsWith('.py')) length += readFileSync(join(folder, name), 'utf8').length;
}
console.log(length);
