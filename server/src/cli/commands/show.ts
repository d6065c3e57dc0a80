import { getRevisions } from '../../core/script/resolve-identifier.ts';
import { chainJson } from '../chain-json.ts';
import { entryText } from '../chain-text.ts';
import type { CliCommand } from '../command.ts';
import { currentRevisions } from '../current-revisions.ts';
import { DATABASE_OPTIONS } from '../database-options.ts';
import { warnOfFaults } from '../warn-of-faults.ts';

export const showCommand: CliCommand = {
  name: 'show',
  summary: 'show the revisions that a symbol stands for',
  usage: 'REV [--url URL]',
  options: DATABASE_OPTIONS,
  positionals: [1, 1],
  async run({ positionals, options }, context) {
    const snapshot = await context.loadEnvironment();
    warnOfFaults(snapshot, context);
    const wanted =
      positionals[0] === 'current'
        ? await currentRevisions(snapshot, options, context)
        : (positionals[0] ?? '');
    const nodes = getRevisions(snapshot.revisions, wanted).flatMap((node) =>
      node === null || node === 'base' ? [] : [node],
    );
    const text = nodes.map((node) => `${entryText(snapshot, node)}\n`).join('');
    return {
      exitCode: 0,
      text,
      get json() {
        return chainJson(snapshot, nodes);
      },
    };
  },
};
