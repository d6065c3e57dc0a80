const SHORT_LENGTH = 12;

/** A revision id as sentences name it: whole where it has Alembic's own twelve characters or fewer, else cut with "…". */
export function shortId(revision: string): string {
  return revision.length <= SHORT_LENGTH ? revision : `${revision.slice(0, SHORT_LENGTH)}…`;
}

/** Several ids in a row, e.g. the heads of a branched database; "empty" for none. */
export function shortIds(revisions: readonly string[]): string {
  return revisions.length === 0 ? 'empty' : revisions.map(shortId).join(', ');
}

/** Twelve digits, as `alembic.util.rev_id` makes them. */
const RANDOM_ID = /^[0-9a-f]{12}$/;
/** Enough to tell revisions apart, and Alembic takes them for the whole id. */
const ROW_LENGTH = 8;

/** A revision id in a row of a view, which has little room: the first digits of one that Alembic made. */
export function rowId(revision: string): string {
  return RANDOM_ID.test(revision) ? revision.slice(0, ROW_LENGTH) : shortId(revision);
}

/** Several of them; "empty" for none. */
export function rowIds(revisions: readonly string[]): string {
  return revisions.length === 0 ? 'empty' : revisions.map(rowId).join(', ');
}
