import { allCurrent } from '../../core/script/all-current.ts';
import { revisionLine } from '../../core/script/revision-text.ts';
import type { EnvironmentSnapshot } from '../../core/snapshot/environment-snapshot.ts';
import { chainJson } from '../chain-json.ts';
import { entryText } from '../chain-text.ts';
import type { CliCommand } from '../command.ts';
import { DATABASE_OPTIONS } from '../database-options.ts';
import { fromRows } from '../unknown-rows.ts';

export const currentCommand: CliCommand = {
  name: 'current',
  summary: 'show the revisions that a database is at',
  usage: '[--check-heads] [-v] [--url URL]',
  options: {
    'check-heads': {
      type: 'boolean',
      short: 'c',
      description: 'exit code 1 unless the database is at every head',
    },
    verbose: { type: 'boolean', short: 'v', description: 'show each revision in full' },
    ...DATABASE_OPTIONS,
  },
  positionals: [0, 0],
  async run({ options }, context) {
    const snapshot = await context.loadEnvironment();
    // The database code loads only here, because most calls of the chain commands ask no database.
    const { readPosition } = await import('../database-position.ts');
    const { rows, troubles } = await readPosition(snapshot, options, context);
    const nodes = fromRows(snapshot.revisions, rows, () => allCurrent(snapshot.revisions, rows));
    const lines = nodes.map((node) =>
      options.verbose === true ? entryText(snapshot, node) : revisionLine(snapshot.revisions, node, {}),
    );
    for (const { message } of troubles) context.progress(`Note: ${message}`);
    const isBehind = options['check-heads'] === true && !isAtHeads(snapshot, rows);
    if (isBehind)
      context.progress(`The database is not at every head (${snapshot.revisions.heads.join(', ')}).`);
    return {
      exitCode: isBehind ? 1 : 0,
      text: lines.map((line) => `${line}\n`).join(''),
      get json() {
        return { current: rows, troubles, ...chainJson(snapshot, nodes) };
      },
    };
  },
};

/** Alembic compares the rows with the plain heads, also where another revision depends on one. Source: `command.current`. */
function isAtHeads({ revisions }: EnvironmentSnapshot, rows: readonly string[]): boolean {
  const atRows = new Set(rows);
  return atRows.size === revisions.heads.length && revisions.heads.every((head) => atRows.has(head));
}
