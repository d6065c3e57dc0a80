import type { ChainFile, ChainIndex } from '../chain-index.ts';
import { freshRevisionId } from '../fresh-revision-id.ts';
import { renameEverywhere } from '../header-edits.ts';
import type { ChainRule } from '../lint-rule.ts';
import { revisionSpan } from '../places.ts';

/** Source: `_revision_illegal_chars` in `alembic.script.revision`. */
const FORBIDDEN = /[@\-+:]/g;

function cleaned(chain: ChainIndex, file: ChainFile): string {
  const id = file.revision.revision.replace(FORBIDDEN, '_');
  const taken = (other: string): boolean => chain.isDeclared(other);
  return taken(id) ? freshRevisionId(file.path, taken) : id;
}

export const forbiddenRevisionIdCharacter: ChainRule = {
  id: 'forbidden-revision-id-character',
  severity: 'error',
  scope: 'chain',
  check(chain) {
    return chain.map.faults.flatMap((fault) => {
      if (fault.kind !== 'illegal-revision-id') return [];
      const file = chain.fileOfRevision(fault.revision);
      if (file === undefined) return [];
      const characters = fault.characters.map((character) => `"${character}"`).join(', ');
      return [
        {
          path: file.path,
          span: revisionSpan(file),
          message: `Alembic's target grammar needs ${characters} for itself, so an id that holds it is refused and every alembic command fails.`,
          fixes: () => {
            const id = cleaned(chain, file);
            return [
              {
                title: `Rename the revision to "${id}" here and wherever it is named`,
                isPreferred: true,
                edits: renameEverywhere(chain, file, id),
                renames: [],
              },
            ];
          },
        },
      ];
    });
  },
};
