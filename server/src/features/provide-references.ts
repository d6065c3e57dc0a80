import type { Location } from 'vscode-languageserver-types';
import { URI } from 'vscode-uri';
import type { EnvironmentSnapshot, RevisionFile } from '../core/snapshot/environment-snapshot.ts';
import { lineIndexOf, rangeOf } from '../core/snapshot/file-range.ts';
import { identifierAt, placesOf } from '../core/snapshot/header-identifiers.ts';
import type { TextPosition } from '../core/text/line-index.ts';

/** Every header that names the identifier at a position, docstrings included. */
export function provideReferences(
  snapshot: EnvironmentSnapshot,
  file: RevisionFile,
  position: TextPosition,
  includeDeclaration: boolean,
): readonly Location[] {
  const identifier = identifierAt(file, lineIndexOf(file).offset(position));
  if (identifier === undefined) return [];
  return placesOf(snapshot, identifier.value)
    .filter(({ role }) => includeDeclaration || (role !== 'revision' && role !== 'branch-label'))
    .map((place) => ({
      uri: URI.file(place.file.path).toString(),
      range: rangeOf(place.file, place.span),
    }));
}
