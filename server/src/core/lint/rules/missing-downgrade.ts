import { appendFunction } from '../append-function.ts';
import { mentionsName } from '../function-body.ts';
import type { FileRule } from '../lint-rule.ts';
import { revisionSpan } from '../places.ts';

/** `downgrade` is looked up when the step is built. Source: `MigrationStep.migration_fn`. */
export const missingDowngrade: FileRule = {
  id: 'missing-downgrade',
  severity: 'warning',
  scope: 'file',
  check(file) {
    if (file.revision === undefined || file.header.downgradeSpan !== undefined) return [];
    if (file.header.syntaxError !== undefined || mentionsName(file.text, 'downgrade')) return [];
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
