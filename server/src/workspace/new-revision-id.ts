import { randomUUID } from 'node:crypto';

/** Twelve hexadecimal digits, as `alembic.util.rev_id` makes them. */
export function newRevisionId(): string {
  return randomUUID().replaceAll('-', '').slice(-12);
}
