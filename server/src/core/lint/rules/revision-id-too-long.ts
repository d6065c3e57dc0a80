import { VERSION_NUM_LENGTH } from '../../plan/version-table.ts';
import type { ChainFile, ChainIndex } from '../chain-index.ts';
import { freshRevisionId } from '../fresh-revision-id.ts';
import { renameEverywhere } from '../header-edits.ts';
import type { RevisionRule } from '../lint-rule.ts';
import { revisionSpan } from '../places.ts';

function shortened(chain: ChainIndex, file: ChainFile): string {
  const cut = [...file.revision.revision].slice(0, VERSION_NUM_LENGTH).join('').replace(/_+$/, '');
  const taken = (id: string): boolean => chain.isDeclared(id);
  return cut === '' || taken(cut) ? freshRevisionId(file.path, taken) : cut;
}

export const revisionIdTooLong: RevisionRule = {
  id: 'revision-id-too-long',
  severity: 'error',
  scope: 'revision',
  reach: 'neighbours',
  check(chain, file) {
    const { revision } = file.revision;
    if (revision.length <= VERSION_NUM_LENGTH || [...revision].length <= VERSION_NUM_LENGTH) return [];
    return [
      {
        path: file.path,
        span: revisionSpan(file),
        message: `The id has ${[...revision].length} characters and the version table holds ${VERSION_NUM_LENGTH}, so PostgreSQL refuses its row and the migration is rolled back.`,
        fixes: () => {
          const id = shortened(chain, file);
          return [
            {
              title: `Shorten the id to "${id}" here and wherever it is named`,
              isPreferred: true,
              edits: renameEverywhere(chain, file, id),
              renames: [],
            },
          ];
        },
      },
    ];
  },
};
