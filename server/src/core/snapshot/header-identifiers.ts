import { readRevisionDocstring } from '../python/revision-docstring.ts';
import type { HeaderVariable } from '../python/revision-header.ts';
import type { Span } from '../text/span.ts';
import type { EnvironmentSnapshot, RevisionFile } from './environment-snapshot.ts';

/** `docstring` are the ids of the lines `Revision ID:` and `Revises:`, which Alembic does not read. */
export type IdentifierRole = 'revision' | 'down-revision' | 'depends-on' | 'branch-label' | 'docstring';

/** A revision id or branch label where a file's header names it. */
export interface HeaderIdentifier {
  readonly role: IdentifierRole;
  readonly value: string;
  /** The literal with its quotes, or the bare word of a docstring. */
  readonly span: Span;
}

type HeaderOwner = Pick<RevisionFile, 'text' | 'header'>;

function fromVariable(variable: HeaderVariable | undefined, role: IdentifierRole): HeaderIdentifier[] {
  if (variable?.value.kind !== 'items') return [];
  return variable.value.items.map(({ value, span }) => ({ role, value, span }));
}

function fromDocstring(file: HeaderOwner): HeaderIdentifier[] {
  const { revisionId, revises } = readRevisionDocstring(file.text, file.header.docstring);
  return [revisionId, revises].flatMap((field) =>
    field === undefined
      ? []
      : [...field.value.matchAll(/[^\s,()'"[\]]+/g)].map((word) => ({
          role: 'docstring' as const,
          value: word[0],
          span: {
            start: field.span.start + word.index,
            end: field.span.start + word.index + word[0].length,
          },
        })),
  );
}

/** Every identifier that the header of a file names. */
export function headerIdentifiers(file: HeaderOwner): readonly HeaderIdentifier[] {
  const { revision, downRevision, dependsOn, branchLabels } = file.header;
  return [
    ...fromVariable(revision, 'revision'),
    ...fromVariable(downRevision, 'down-revision'),
    ...fromVariable(dependsOn, 'depends-on'),
    ...fromVariable(branchLabels, 'branch-label'),
    ...fromDocstring(file),
  ];
}

/** The identifier at an offset, the place right behind its last character included. */
export function identifierAt(file: HeaderOwner, offset: number): HeaderIdentifier | undefined {
  return headerIdentifiers(file).find(({ span }) => span.start <= offset && offset <= span.end);
}

/** A place that names an identifier. */
export interface IdentifierPlace extends HeaderIdentifier {
  readonly file: RevisionFile;
}

/** Every place of the environment that names `value`, in load order. */
export function placesOf(snapshot: EnvironmentSnapshot, value: string): readonly IdentifierPlace[] {
  const places: IdentifierPlace[] = [];
  for (const file of snapshot.files.values()) {
    if (!file.text.includes(value) && !names(file, value)) continue;
    for (const identifier of headerIdentifiers(file)) {
      if (identifier.value === value) places.push({ ...identifier, file });
    }
  }
  return places;
}

/** A name may be put together, so that the file does not hold it as one word. */
function names({ revision }: RevisionFile, value: string): boolean {
  return (
    revision !== undefined &&
    (revision.revision === value ||
      revision.downRevisions.includes(value) ||
      revision.dependsOn.includes(value) ||
      revision.branchLabels.includes(value))
  );
}
