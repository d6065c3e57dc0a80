import { appendFunction } from '../append-function.ts';
import { mentionsName } from '../function-body.ts';
import type { FileRule } from '../lint-rule.ts';
import { revisionSpan } from '../places.ts';

/** `upgrade` is looked up when the step is built. Source: `MigrationStep.migration_fn`. */
export const missingUpgrade: FileRule = {
  id: 'missing-upgrade',
  severity: 'error',
  scope: 'file',
  check(file) {
    if (file.revision === undefined || file.header.upgradeSpan !== undefined) return [];
    if (file.header.syntaxError !== undefined || mentionsName(file.text, 'upgrade')) return [];
    return [
      {
        path: file.path,
        span: revisionSpan(file),
        message: 'This file has no upgrade(), so every upgrade that reaches this revision fails.',
        fixes: () => [appendFunction(file, 'Add an empty upgrade()', 'upgrade', 'pass')],
      },
    ];
  },
};
