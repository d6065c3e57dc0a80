const LONGEST = 90;

/** The beginning of a statement on one line, up to the list of a table's columns. */
export function shortenedStatement(sql: string): string {
  const line = sql.trim().replace(/\s+/g, ' ');
  const head = /^CREATE TABLE (?:IF NOT EXISTS )?(?:"(?:[^"]|"")+"|[^\s(])+/i.exec(line)?.[0] ?? line;
  return head.length > LONGEST ? `${head.slice(0, LONGEST - 1)}…` : head;
}
