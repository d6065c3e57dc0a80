import type { Location } from 'vscode-languageserver-types';
import { URI } from 'vscode-uri';
import type { EnvironmentSnapshot, RevisionFile } from '../core/snapshot/environment-snapshot.ts';
import { lineIndexOf, rangeOf } from '../core/snapshot/file-range.ts';
import { identifierAt, placesOf } from '../core/snapshot/header-identifiers.ts';
import type { TextPosition } from '../core/text/line-index.ts';

/** Where the revision or branch label is declared that a header names: every file of an id that several declare. */
export function provideDefinition(
  snapshot: EnvironmentSnapshot,
  file: RevisionFile,
  position: TextPosition,
): readonly Location[] {
  const identifier = identifierAt(file, lineIndexOf(file).offset(position));
  if (identifier === undefined) return [];
  const places = placesOf(snapshot, identifier.value);
  const ids = places.filter(({ role }) => role === 'revision');
  const found = ids.length > 0 ? ids : places.filter(({ role }) => role === 'branch-label');
  const locations = found.map((place) => ({
    uri: URI.file(place.file.path).toString(),
    range: rangeOf(place.file, place.span),
  }));
  if (locations.length > 0) return locations;
  const node = snapshot.revisions.get(identifier.value);
  const nowhere = { line: 0, character: 0 };
  return node === undefined
    ? []
    : [{ uri: URI.file(node.source.path).toString(), range: { start: nowhere, end: nowhere } }];
}
