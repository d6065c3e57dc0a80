import type { DocumentLink } from 'vscode-languageserver-types';
import { URI } from 'vscode-uri';
import type { EnvironmentSnapshot, RevisionFile } from '../core/snapshot/environment-snapshot.ts';
import { rangeOf } from '../core/snapshot/file-range.ts';
import { headerIdentifiers } from '../core/snapshot/header-identifiers.ts';

/** A link on every identifier of a header that leads to another file. */
export function provideDocumentLinks(
  snapshot: EnvironmentSnapshot,
  file: RevisionFile,
): readonly DocumentLink[] {
  return headerIdentifiers(file).flatMap(({ role, value, span }) => {
    if (role === 'revision' || role === 'branch-label') return [];
    const node = snapshot.revisions.getByKey(value);
    if (node === undefined || node.source.path === file.path) return [];
    const inside = role === 'docstring' ? span : { start: span.start + 1, end: span.end - 1 };
    return [
      {
        range: rangeOf(file, inside),
        target: URI.file(node.source.path).toString(),
        tooltip: node.source.message === '' ? `Open ${node.id}` : `Open ${node.id}: ${node.source.message}`,
      },
    ];
  });
}
