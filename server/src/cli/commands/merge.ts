import { planMerge } from '../../core/authoring/merge-revision.ts';
import { newRevisionId } from '../../workspace/new-revision-id.ts';
import type { CliCommand } from '../command.ts';

export const mergeCommand: CliCommand = {
  name: 'merge',
  summary: 'write a revision that merges others',
  usage: '-m MESSAGE REV… [--splice] [--branch-label LABEL] [--rev-id ID]',
  options: {
    message: { type: 'string', short: 'm', value: 'MESSAGE', description: 'what the revision says' },
    splice: { type: 'boolean', description: 'allow revisions that are no heads' },
    'branch-label': { type: 'string', value: 'LABEL', description: 'label of the merge revision' },
    'rev-id': { type: 'string', value: 'ID', description: 'identifier; left out: twelve random digits' },
  },
  positionals: [1, Number.POSITIVE_INFINITY],
  async run({ positionals, options }, context) {
    const { writtenRevision } = await import('../written-revision.ts');
    const { mergeWarnings } = await import('../../core/plan/merge-warnings.ts');
    const snapshot = await context.loadEnvironment();
    const label = options['branch-label'];
    const revision = planMerge(snapshot, {
      revisionId: typeof options['rev-id'] === 'string' ? options['rev-id'] : newRevisionId(),
      message: typeof options.message === 'string' ? options.message : undefined,
      branchLabels: typeof label === 'string' ? [label] : [],
      splice: options.splice === true,
      revisions: positionals,
      now: new Date(),
    });
    for (const warning of mergeWarnings(snapshot, revision.downRevisions)) {
      context.progress(`warning: ${warning}`);
    }
    return writtenRevision(snapshot, revision, undefined, context);
  },
};
