const SHORT_LENGTH = 12;

/** A revision id as lists show it: whole where it has Alembic's own twelve characters or fewer, else cut with "…". */
export function shortId(revision: string): string {
  return revision.length <= SHORT_LENGTH ? revision : `${revision.slice(0, SHORT_LENGTH)}…`;
}

/** Several ids in a row, e.g. the heads of a branched database; "empty" for none. */
export function shortIds(revisions: readonly string[]): string {
  return revisions.length === 0 ? 'empty' : revisions.map(shortId).join(', ');
}
