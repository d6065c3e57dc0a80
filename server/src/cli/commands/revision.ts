import { planNewRevision } from '../../core/authoring/new-revision.ts';
import type { CliCommand, OptionValue } from '../command.ts';

export const revisionCommand: CliCommand = {
  name: 'revision',
  summary: 'write a new revision file',
  usage:
    '-m MESSAGE [--template NAME] [--head REV] [--splice] [--branch-label LABEL] [--depends-on REV] [--rev-id ID]',
  options: {
    message: { type: 'string', short: 'm', value: 'MESSAGE', description: 'what the revision does' },
    template: {
      type: 'string',
      value: 'NAME',
      description: "template; left out: the project's script.py.mako, else generic",
    },
    head: {
      type: 'string',
      value: 'REV',
      description: 'revision that it follows; left out: the single head',
    },
    splice: { type: 'boolean', description: 'allow a revision that is no head' },
    'branch-label': { type: 'string', value: 'LABEL', description: 'label of a new branch' },
    'depends-on': {
      type: 'string',
      multiple: true,
      value: 'REV',
      description: 'another revision that must run first',
    },
    'version-path': { type: 'string', value: 'DIR', description: 'one of several version locations' },
    'rev-id': { type: 'string', value: 'ID', description: 'identifier; left out: twelve random digits' },
  },
  positionals: [0, 0],
  async run({ options }, context) {
    const { newRevisionId, writtenRevision } = await import('../written-revision.ts');
    const snapshot = await context.loadEnvironment();
    const revision = planNewRevision(snapshot, {
      revisionId: newRevisionId(options['rev-id']),
      message: text(options.message),
      heads: typeof options.head === 'string' ? [options.head] : undefined,
      splice: options.splice === true,
      branchLabels: list(options['branch-label']),
      dependsOn: list(options['depends-on']),
      versionPath: text(options['version-path']),
      now: new Date(),
    });
    return writtenRevision(snapshot, revision, options.template, context);
  },
};

function text(value: OptionValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function list(value: OptionValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value : [];
}
