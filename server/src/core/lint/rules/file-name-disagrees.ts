import type { FileRule } from '../lint-rule.ts';
import { revisionSpan } from '../places.ts';

/** What Alembic generates as an id; other ids inside a file name cannot be told from its slug. */
const GENERATED_ID = /(?<![0-9a-z])(?=[0-9a-f]*[a-f])(?=[0-9a-f]*[0-9])[0-9a-f]{10,12}(?![0-9a-z])/;
/** Where the template puts the id first, a shorter one is told from a word or a date by having letters and digits. */
const LEADING_ID = /^(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{6,9}(?=_|\.py$)/;

/** The file's name carries another revision's id than the one it declares. */
export const fileNameDisagrees: FileRule = {
  id: 'file-name-disagrees',
  severity: 'hint',
  scope: 'file',
  check(file, config) {
    if (file.revision === undefined || !config.fileTemplate.includes('%(rev)s')) return [];
    const slash = file.path.lastIndexOf('/') + 1;
    const name = file.path.slice(slash);
    const { revision } = file.revision;
    const leading = config.fileTemplate.startsWith('%(rev)s_') ? LEADING_ID : GENERATED_ID;
    const found = GENERATED_ID.exec(name.toLowerCase()) ?? leading.exec(name.toLowerCase());
    if (found === null || name.includes(revision) || revision.includes(found[0])) return [];
    const stated = name.slice(found.index, found.index + found[0].length);
    const newName = name.slice(0, found.index) + revision + name.slice(found.index + stated.length);
    return [
      {
        path: file.path,
        span: revisionSpan(file),
        message: `The file's name carries "${stated}" while the file declares "${revision}", so a search by name finds the wrong revision.`,
        fixes: () =>
          /^[\w.]+$/.test(revision)
            ? [
                {
                  title: `Rename the file to ${newName}`,
                  isPreferred: true,
                  edits: [],
                  renames: [{ path: file.path, newPath: file.path.slice(0, slash) + newName }],
                },
              ]
            : [],
      },
    ];
  },
};
