import type { ChainFile, ChainIndex } from '../chain-index.ts';
import { freshRevisionId } from '../fresh-revision-id.ts';
import { renameOwnId } from '../header-edits.ts';
import type { ChainRule, Finding } from '../lint-rule.ts';
import { revisionPlace, revisionSpan } from '../places.ts';

function finding(chain: ChainIndex, file: ChainFile, files: readonly ChainFile[]): Finding {
  const id = file.revision.revision;
  const isInForce = file === files.at(-1);
  return {
    path: file.path,
    span: revisionSpan(file),
    message: isInForce
      ? `"${id}" is declared by ${files.length} files; alembic runs only this one, and the others are never applied.`
      : `"${id}" is declared by ${files.length} files; alembic runs only the last one, so this migration is never applied.`,
    related: files
      .filter((other) => other !== file)
      .map((other) => revisionPlace(other, 'declares the same id')),
    fixes: () => {
      const fresh = freshRevisionId(file.path, (taken) => chain.isDeclared(taken));
      return [
        {
          title: `Give this revision the new id "${fresh}"`,
          isPreferred: isInForce,
          edits: renameOwnId(file, fresh),
          renames: [],
        },
      ];
    },
  };
}

/** Several files declare one id. Alembic warns and goes by the last one loaded. Source: `RevisionMap._revision_map`. */
export const duplicateRevisionId: ChainRule = {
  id: 'duplicate-revision-id',
  severity: 'error',
  scope: 'chain',
  check(chain) {
    return chain.map.faults.flatMap((fault) => {
      const [first] = fault.kind === 'duplicate-revision' ? fault.revisions : [];
      if (first === undefined) return [];
      const files = chain.declarers(first.revision);
      return files.map((file) => finding(chain, file, files));
    });
  },
};
