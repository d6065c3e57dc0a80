/** Twelve hexadecimal digits, as `alembic.util.rev_id` makes them. */
export function newRevisionId(): string {
  // Node's own module of that name takes as long to load as a small command lasts.
  return crypto.randomUUID().replaceAll('-', '').slice(-12);
}
