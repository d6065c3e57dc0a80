import {
  historyBetween,
  historyOf,
  historyRangeNeedsCurrent,
  parseHistoryRange,
} from '../../core/script/history.ts';
import type { RevisionNode } from '../../core/script/revision-node.ts';
import { revisionLine } from '../../core/script/revision-text.ts';
import type { EnvironmentSnapshot } from '../../core/snapshot/environment-snapshot.ts';
import { chainJson } from '../chain-json.ts';
import { entryText } from '../chain-text.ts';
import type { CliCommand } from '../command.ts';
import { currentRevisions } from '../current-revisions.ts';
import { DATABASE_OPTIONS } from '../database-options.ts';
import { warnOfFaults } from '../warn-of-faults.ts';

export const historyCommand: CliCommand = {
  name: 'history',
  summary: 'list revisions, newest first',
  usage: '[-r A:B] [-v] [-i] [--url URL]',
  options: {
    'rev-range': {
      type: 'string',
      short: 'r',
      value: 'A:B',
      description: 'only the revisions from A to B; "current" needs --url',
    },
    verbose: { type: 'boolean', short: 'v', description: 'show each revision in full' },
    'indicate-current': { type: 'boolean', short: 'i', description: 'mark what the database is at' },
    ...DATABASE_OPTIONS,
  },
  positionals: [0, 0],
  async run({ options }, context) {
    const snapshot = await context.loadEnvironment();
    warnOfFaults(snapshot, context);
    const range = typeof options['rev-range'] === 'string' ? options['rev-range'] : undefined;
    const asksDatabase =
      options['indicate-current'] === true || (range !== undefined && historyRangeNeedsCurrent(range));
    const rows = asksDatabase ? await currentRevisions(snapshot, options, context) : [];
    const nodes = listed(snapshot, range, rows);
    const current = options['indicate-current'] === true ? new Set(rows) : undefined;
    const lines = nodes.map((node) =>
      options.verbose === true
        ? entryText(snapshot, node, current)
        : revisionLine(snapshot.revisions, node, {
            branches: true,
            message: true,
            parents: true,
            ...(current === undefined ? {} : { current }),
          }),
    );
    return {
      exitCode: 0,
      text: lines.map((line) => `${line}\n`).join(''),
      get json() {
        return chainJson(snapshot, nodes);
      },
    };
  },
};

function listed(
  { revisions }: EnvironmentSnapshot,
  range: string | undefined,
  rows: readonly string[],
): readonly RevisionNode[] {
  return range === undefined
    ? historyOf(revisions)
    : historyBetween(revisions, parseHistoryRange(range, rows));
}
