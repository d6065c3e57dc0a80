import { freshRevisionId } from '../fresh-revision-id.ts';
import { renameOwnId } from '../header-edits.ts';
import type { ChainRule, Finding } from '../lint-rule.ts';
import { revisionPlace, revisionSpan } from '../places.ts';

/** Several files declare one id. Alembic warns and goes by the last one loaded. Source: `RevisionMap._revision_map`. */
export const duplicateRevisionId: ChainRule = {
  id: 'duplicate-revision-id',
  severity: 'error',
  scope: 'chain',
  check(chain) {
    const findings: Finding[] = [];
    for (const id of chain.ids) {
      const files = chain.declarers(id);
      if (files.length < 2) continue;
      const winner = files.at(-1);
      for (const file of files) {
        findings.push({
          path: file.path,
          span: revisionSpan(file),
          message:
            file === winner
              ? `"${id}" is declared by ${files.length} files; alembic runs only this one, and the others are never applied.`
              : `"${id}" is declared by ${files.length} files; alembic runs only the last one, so this migration is never applied.`,
          related: files
            .filter((other) => other !== file)
            .map((other) => revisionPlace(other, 'declares the same id')),
          fixes: () => {
            const fresh = freshRevisionId(file.path, (taken) => chain.declarers(taken).length > 0);
            return [
              {
                title: `Give this revision the new id "${fresh}"`,
                isPreferred: file === winner,
                edits: renameOwnId(file, fresh),
                renames: [],
              },
            ];
          },
        });
      }
    }
    return findings;
  },
};
