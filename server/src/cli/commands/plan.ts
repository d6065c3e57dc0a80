import { planDowngrade } from '../../core/plan/plan-downgrade.ts';
import { planUpgrade } from '../../core/plan/plan-upgrade.ts';
import { getRevisions } from '../../core/script/resolve-identifier.ts';
import type { RevisionMap } from '../../core/script/revision-map.ts';
import type { CliCommand, OptionValue } from '../command.ts';
import { usageError } from '../usage-error.ts';

export const planCommand: CliCommand = {
  name: 'plan',
  summary: 'list the steps of an upgrade or downgrade without running them',
  usage: 'upgrade|downgrade TARGET [--from REV …]',
  options: {
    from: {
      type: 'string',
      multiple: true,
      value: 'REV',
      description: 'a revision that the database is at; may be repeated; none: an empty version table',
    },
  },
  positionals: [2, 2],
  async run({ positionals, options }, context) {
    const [direction, target = ''] = positionals;
    if (direction !== 'upgrade' && direction !== 'downgrade') {
      throw usageError(`'${direction}' is no direction. Usage: alembic-workbench plan ${planCommand.usage}`);
    }
    const { revisions } = await context.loadEnvironment();
    const rows = startingRows(revisions, options.from);
    const plan = direction === 'upgrade' ? planUpgrade : planDowngrade;
    const steps = plan(revisions, target, rows).map((step) => ({
      revision: step.revision,
      direction: step.direction,
    }));
    const text = steps.map((step) => `${step.direction} ${step.revision}\n`).join('');
    return { exitCode: 0, text: text === '' ? 'Nothing to do.\n' : text, json: { steps } };
  },
};

/** The rows that `--from` names, each by its whole id. */
function startingRows(map: RevisionMap, from: OptionValue | undefined): readonly string[] {
  if (!Array.isArray(from)) return [];
  const nodes = from.flatMap((identifier: string) => getRevisions(map, identifier));
  return nodes.flatMap((node) => (node === null || node === 'base' ? [] : [node.id]));
}
