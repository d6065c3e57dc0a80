import { historyOf } from '../../core/script/history.ts';
import { isBranchPoint } from '../../core/script/revision-node.ts';
import { branchPointText, revisionLine } from '../../core/script/revision-text.ts';
import { chainJson } from '../chain-json.ts';
import { entryText } from '../chain-text.ts';
import type { CliCommand } from '../command.ts';
import { warnOfFaults } from '../warn-of-faults.ts';

export const branchesCommand: CliCommand = {
  name: 'branches',
  summary: 'list branch points and what branches from them',
  usage: '[-v]',
  options: { verbose: { type: 'boolean', short: 'v', description: 'show each branch point in full' } },
  positionals: [0, 0],
  async run({ options }, context) {
    const snapshot = await context.loadEnvironment();
    warnOfFaults(snapshot, context);
    const { revisions } = snapshot;
    const verbose = options.verbose === true;
    const nodes = historyOf(revisions).filter(isBranchPoint);
    const texts = nodes.map((node) => {
      const heading = verbose ? entryText(snapshot, node) : revisionLine(revisions, node, { branches: true });
      return branchPointText(revisions, node, heading, verbose);
    });
    return {
      exitCode: 0,
      text: texts.map((text) => `${text}\n`).join(''),
      get json() {
        return chainJson(snapshot, nodes);
      },
    };
  },
};
