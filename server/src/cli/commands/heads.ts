import type { RevisionNode } from '../../core/script/revision-node.ts';
import { revisionLine } from '../../core/script/revision-text.ts';
import { chainJson } from '../chain-json.ts';
import { entryText } from '../chain-text.ts';
import type { CliCommand } from '../command.ts';
import { warnOfFaults } from '../warn-of-faults.ts';

export const headsCommand: CliCommand = {
  name: 'heads',
  summary: 'list the heads of the chain',
  usage: '[-v] [--resolve-dependencies]',
  options: {
    verbose: { type: 'boolean', short: 'v', description: 'show each revision in full' },
    'resolve-dependencies': {
      type: 'boolean',
      description: 'leave out heads that another revision depends on',
    },
  },
  positionals: [0, 0],
  async run({ options }, context) {
    const snapshot = await context.loadEnvironment();
    warnOfFaults(snapshot, context);
    const { revisions } = snapshot;
    const ids = options['resolve-dependencies'] === true ? revisions.effectiveHeads : revisions.heads;
    const nodes = ids.flatMap((id): RevisionNode | [] => revisions.get(id) ?? []);
    const lines = nodes.map((node) =>
      options.verbose === true
        ? entryText(snapshot, node)
        : revisionLine(revisions, node, { branches: true, tree: false }),
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
