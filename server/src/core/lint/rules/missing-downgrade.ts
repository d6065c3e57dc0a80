import { appendFunction } from '../append-function.ts';
import type { ChainFile } from '../chain-index.ts';
import { mentionsName } from '../function-body.ts';
import type { RevisionRule } from '../lint-rule.ts';
import { revisionSpan } from '../places.ts';

function lacksDowngrade({ header, text }: ChainFile): boolean {
  if (header.downgradeSpan !== undefined || header.syntaxError !== undefined) return false;
  return !mentionsName(text, 'downgrade');
}

/**
 * `downgrade` is looked up when the step is built. Source: `MigrationStep.migration_fn`. Where no revision has one, nobody
 * means to go back, and saying so at every file would tell nobody anything.
 */
export const missingDowngrade: RevisionRule = {
  id: 'missing-downgrade',
  severity: 'warning',
  scope: 'revision',
  reach: 'neighbours',
  premise: ({ tallies }) => [tallies.downgrades > 0],
  check({ tallies }, file) {
    if (tallies.downgrades === 0 || !lacksDowngrade(file)) return [];
    const refuse = `raise NotImplementedError("revision ${file.revision.revision} cannot be downgraded")`;
    return [
      {
        path: file.path,
        span: revisionSpan(file),
        message:
          'This file has no downgrade(), so every downgrade past this revision fails without a reason.',
        fixes: () => [
          appendFunction(file, 'Add a downgrade() that refuses and says so', 'downgrade', refuse),
          { ...appendFunction(file, 'Add an empty downgrade()', 'downgrade', 'pass'), isPreferred: false },
        ],
      },
    ];
  },
};
