import type { ChainFile, ChainIndex } from '../chain-index.ts';
import { freshRevisionId } from '../fresh-revision-id.ts';
import { renameEverywhere } from '../header-edits.ts';
import type { ChainRule } from '../lint-rule.ts';
import { revisionSpan } from '../places.ts';

/** Source: `_revision_illegal_chars` in `alembic.script.revision`. */
const FORBIDDEN = /[@\-+:]/g;

function cleaned(chain: ChainIndex, file: ChainFile): string {
  const id = file.revision.revision.replace(FORBIDDEN, '_');
  const taken = (other: string): boolean => chain.declarers(other).length > 0;
  return taken(id) ? freshRevisionId(file.path, taken) : id;
}

export const forbiddenRevisionIdCharacter: ChainRule = {
  id: 'forbidden-revision-id-character',
  severity: 'error',
  scope: 'chain',
  check(chain) {
    return chain.files.flatMap((file) => {
      const found = new Set(file.revision.revision.match(FORBIDDEN) ?? []);
      if (found.size === 0) return [];
      const characters = [...found].map((character) => `"${character}"`).join(', ');
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
