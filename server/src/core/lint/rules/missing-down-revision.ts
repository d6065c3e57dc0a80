import { readRevisionDocstring } from '../../python/revision-docstring.ts';
import type { ChainFile, ChainIndex } from '../chain-index.ts';
import { revisedIds } from '../docstring-values.ts';
import { insertHeaderLines, pythonString } from '../header-edits.ts';
import type { RevisionRule } from '../lint-rule.ts';
import { named, revisionSpan } from '../places.ts';
import type { ProblemFix, TextEdit } from '../problem.ts';

/** The line goes below `revision`, where Alembic's template has it. */
function insertion(file: ChainFile, value: string): TextEdit {
  const line = `down_revision = ${value}`;
  const revision = file.header.revision;
  if (revision === undefined) return insertHeaderLines(file, line);
  const end = revision.valueSpan.end;
  const lineEnd = /[^\r\n]*/.exec(file.text.slice(end))?.[0].length ?? 0;
  const at = end + lineEnd;
  return { path: file.path, span: { start: at, end: at }, newText: `\n${line}` };
}

function fixes(chain: ChainIndex, file: ChainFile): readonly ProblemFix[] {
  const own = file.revision.revision;
  const field = readRevisionDocstring(file.text, file.header.docstring).revises;
  const ids = new Set([
    ...(field === undefined ? [] : revisedIds(field)),
    ...chain.heads.map((head) => head.revision.revision),
  ]);
  const found = [...ids]
    .map((id) => chain.file(id))
    .filter((parent) => parent !== undefined)
    .filter(({ revision }) => revision.revision !== own && !chain.isAncestor(own, revision.revision))
    .map(
      (parent, index): ProblemFix => ({
        title: `Continue from ${named(parent.revision)}`,
        isPreferred: index === 0,
        edits: [insertion(file, pythonString(file, parent.revision.revision))],
        renames: [],
      }),
    );
  return [
    ...found,
    {
      title: 'Make it a base (down_revision = None)',
      isPreferred: found.length === 0,
      edits: [insertion(file, 'None')],
      renames: [],
    },
  ];
}

/** `down_revision` must exist as an attribute of the module. Source: `Script.__init__`. */
export const missingDownRevision: RevisionRule = {
  id: 'missing-down-revision',
  severity: 'error',
  scope: 'revision',
  reach: 'neighbours',
  check(chain, file) {
    const { downRevision, syntaxError } = file.header;
    if (downRevision !== undefined || syntaxError !== undefined) return [];
    return [
      {
        path: file.path,
        span: revisionSpan(file),
        message:
          'This file declares no down_revision, so alembic cannot place it and every alembic command fails.',
        fixes: () => fixes(chain, file),
      },
    ];
  },
};
