import { type DocstringField, readRevisionDocstring } from '../../python/revision-docstring.ts';
import type { RevisionFile } from '../../snapshot/environment-snapshot.ts';
import { revisedIds } from '../docstring-values.ts';
import { sameIds } from '../header-edits.ts';
import type { FileRule, Finding } from '../lint-rule.ts';

function finding(file: RevisionFile, field: DocstringField, said: string, truth: string): Finding {
  const newText = file.text[field.span.start - 1] === ':' && truth !== '' ? ` ${truth}` : truth;
  return {
    path: file.path,
    span: field.span,
    message: `The docstring says ${said}, which alembic ignores, so whoever reads it is misled.`,
    fixes: () => [
      {
        title: `Correct the docstring to "${truth}"`,
        isPreferred: true,
        edits: [{ path: file.path, span: field.span, newText }],
        renames: [],
      },
    ],
  };
}

/** `Revision ID:` or `Revises:` differ from the variables that count. */
export const docstringDisagrees: FileRule = {
  id: 'docstring-disagrees',
  severity: 'hint',
  scope: 'file',
  check(file) {
    const findings: Finding[] = [];
    if (file.revision === undefined) return findings;
    const { revision, downRevisions } = file.revision;
    const { revisionId: id, revises } = readRevisionDocstring(file.text, file.header.docstring);
    if (id !== undefined && id.value !== '' && id.value.replace(/^['"]|['"]$/g, '') !== revision) {
      findings.push(finding(file, id, `"${id.value}" where the revision is "${revision}"`, revision));
    }
    const kind = file.header.downRevision?.value.kind;
    if (revises !== undefined && (kind === 'items' || kind === 'none')) {
      if (!sameIds(revisedIds(revises), downRevisions)) {
        const truth = downRevisions.join(', ');
        const said = `"Revises: ${revises.value}" where down_revision is ${truth === '' ? 'None' : `"${truth}"`}`;
        findings.push(finding(file, revises, said, truth));
      }
    }
    return findings;
  },
};
