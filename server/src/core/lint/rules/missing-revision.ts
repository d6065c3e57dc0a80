import { readRevisionDocstring } from '../../python/revision-docstring.ts';
import type { RevisionFile } from '../../snapshot/environment-snapshot.ts';
import { freshRevisionId } from '../fresh-revision-id.ts';
import { insertHeaderLines, pythonString } from '../header-edits.ts';
import type { FileRule } from '../lint-rule.ts';
import { revisionSpan } from '../places.ts';
import type { ProblemFix } from '../problem.ts';

function fixes(file: RevisionFile): readonly ProblemFix[] {
  const fromDocstring = readRevisionDocstring(file.text, file.header.docstring).revisionId?.value ?? '';
  const id = /^\w{1,32}$/.test(fromDocstring) ? fromDocstring : freshRevisionId(file.path, () => false);
  const variable = file.header.revision;
  const literal = pythonString(file, id);
  const edit =
    variable === undefined
      ? insertHeaderLines(file, `revision = ${literal}`)
      : { path: file.path, span: variable.valueSpan, newText: literal };
  return [{ title: `Declare revision = "${id}"`, isPreferred: true, edits: [edit], renames: [] }];
}

/** No `revision`, and no file name to take one from. Source: `Script._from_filename`. */
export const missingRevision: FileRule = {
  id: 'missing-revision',
  severity: 'error',
  scope: 'file',
  check(file) {
    const { revision, syntaxError } = file.header;
    if (file.revision !== undefined || file.fault !== undefined || revision?.value.kind === 'unknown')
      return [];
    if (syntaxError !== undefined && revision === undefined) return [];
    return [
      {
        path: file.path,
        span: revisionSpan(file),
        message:
          revision === undefined
            ? 'This file declares no revision, so alembic cannot tell which it is and every alembic command fails.'
            : 'revision is no string, so alembic cannot tell which revision this file is and every alembic command fails.',
        fixes: () => fixes(file),
      },
    ];
  },
};
