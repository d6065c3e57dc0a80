import type { RevisionSql } from '../core/postgresql/statement.ts';
import { statementLock } from '../core/postgresql/statement-lock.ts';

const MOST = 12;
const LONGEST = 90;

/** What a revision does, one line per statement with the lock that it takes; what is not known stands behind. */
export function provideOperationLines({ statements, unresolved }: RevisionSql): readonly string[] {
  const lines = [
    ...statements.map(({ sql }) => `${shortened(sql)}${lockText(sql)}`),
    ...unresolved.map(({ reason }) => `not known beforehand: ${reason}`),
  ];
  if (lines.length <= MOST) return lines;
  return [...lines.slice(0, MOST - 1), `and ${lines.length - MOST + 1} more`];
}

/** The beginning of a statement, up to the list of a table's columns. */
function shortened(sql: string): string {
  const line = sql.trim().replace(/\s+/g, ' ');
  const head = /^CREATE TABLE (?:IF NOT EXISTS )?(?:"(?:[^"]|"")+"|[^\s(])+/i.exec(line)?.[0] ?? line;
  return head.length > LONGEST ? `${head.slice(0, LONGEST - 1)}…` : head;
}

function lockText(sql: string): string {
  const lock = statementLock(sql);
  if (lock === 'unknown') return '';
  if (lock === undefined) return ' — no lock on existing tables';
  const table = lock.table === undefined ? 'the table of the index' : lock.table;
  return ` — ${lock.mode} on ${table}`;
}
