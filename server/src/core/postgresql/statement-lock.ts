/** PostgreSQL's table-level lock modes that DDL takes, weakest first. */
export type LockMode =
  | 'ROW EXCLUSIVE'
  | 'SHARE UPDATE EXCLUSIVE'
  | 'SHARE'
  | 'SHARE ROW EXCLUSIVE'
  | 'ACCESS EXCLUSIVE';

/** The strongest lock of a statement on a table that exists before it. */
export interface StatementLock {
  readonly mode: LockMode;
  /** As written, without quotes. Undefined where the statement names the index and not its table. */
  readonly table: string | undefined;
}

const NAME = '((?:"(?:[^"]|"")+"|[\\w$]+)(?:\\.(?:"(?:[^"]|"")+"|[\\w$]+))*)';
const ALTER_TABLE = new RegExp(`^ALTER\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?(?:ONLY\\s+)?${NAME}\\s+(.*)$`, 'is');

/** `ALTER TABLE` forms that take less than ACCESS EXCLUSIVE; the first that fits the action holds. */
const WEAKER_ACTIONS: ReadonlyArray<readonly [pattern: RegExp, mode: LockMode]> = [
  [/^VALIDATE\s+CONSTRAINT\b/i, 'SHARE UPDATE EXCLUSIVE'],
  [/^ADD\s+(?:CONSTRAINT\s+(?:"(?:[^"]|"")+"|[\w$]+)\s+)?FOREIGN\s+KEY\b/i, 'SHARE ROW EXCLUSIVE'],
  [/^ALTER\s+(?:COLUMN\s+)?(?:"(?:[^"]|"")+"|[\w$]+)\s+SET\s+STATISTICS\b/i, 'SHARE UPDATE EXCLUSIVE'],
  [/^(?:ENABLE|DISABLE)\s+(?:REPLICA\s+|ALWAYS\s+)?TRIGGER\b/i, 'SHARE ROW EXCLUSIVE'],
  [/^(?:RE)?SET\s*\(\s*(?:fillfactor|(?:toast\.)?autovacuum_\w+)\b/i, 'SHARE UPDATE EXCLUSIVE'],
  [/^ATTACH\s+PARTITION\b/i, 'SHARE UPDATE EXCLUSIVE'],
  [/^DETACH\s+PARTITION\b.*\bCONCURRENTLY\b/is, 'SHARE UPDATE EXCLUSIVE'],
  [/^CLUSTER\s+ON\b/i, 'SHARE UPDATE EXCLUSIVE'],
];

/** Statements that name their table behind a fixed beginning. */
const BEGINNINGS: ReadonlyArray<readonly [beginning: string, mode: LockMode]> = [
  ['CREATE\\s+(?:UNIQUE\\s+)?INDEX\\s+CONCURRENTLY\\b.*?\\sON\\s+(?:ONLY\\s+)?', 'SHARE UPDATE EXCLUSIVE'],
  ['CREATE\\s+(?:UNIQUE\\s+)?INDEX\\b.*?\\sON\\s+(?:ONLY\\s+)?', 'SHARE'],
  ['DROP\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?', 'ACCESS EXCLUSIVE'],
  ['TRUNCATE\\s+(?:TABLE\\s+)?(?:ONLY\\s+)?', 'ACCESS EXCLUSIVE'],
  ['CREATE\\s+TABLE\\b.*?\\sPARTITION\\s+OF\\s+', 'ACCESS EXCLUSIVE'],
  ['COMMENT\\s+ON\\s+TABLE\\s+', 'SHARE UPDATE EXCLUSIVE'],
  ['CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:CONSTRAINT\\s+)?TRIGGER\\b.*?\\sON\\s+', 'SHARE ROW EXCLUSIVE'],
  ['DROP\\s+TRIGGER\\b.*?\\sON\\s+', 'ACCESS EXCLUSIVE'],
  ['REFRESH\\s+MATERIALIZED\\s+VIEW\\s+(?!CONCURRENTLY\\b)', 'ACCESS EXCLUSIVE'],
  ['INSERT\\s+INTO\\s+', 'ROW EXCLUSIVE'],
  ['UPDATE\\s+(?:ONLY\\s+)?', 'ROW EXCLUSIVE'],
  ['DELETE\\s+FROM\\s+(?:ONLY\\s+)?', 'ROW EXCLUSIVE'],
];
const TABLES = BEGINNINGS.map(
  ([beginning, mode]) => [new RegExp(`^${beginning}${NAME}`, 'is'), mode] as const,
);

/** Statements that lock no table, as long as they are not of a form above. */
const FREE =
  /^(?:CREATE\s+(?:TABLE|TYPE|SCHEMA|SEQUENCE|EXTENSION|DOMAIN|(?:OR\s+REPLACE\s+)?(?:FUNCTION|PROCEDURE|VIEW))|ALTER\s+TYPE|DROP\s+(?:TYPE|SCHEMA|SEQUENCE|FUNCTION)|SELECT|SET)\b/i;

/**
 * The lock that a statement takes, from its text: `undefined` where it takes none on an existing table, `unknown` where
 * that cannot be told from the text. Source: "Explicit Locking" and the pages of the commands in PostgreSQL's manual.
 */
export function statementLock(sql: string): StatementLock | undefined | 'unknown' {
  const text = sql.replace(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, '');
  const alter = ALTER_TABLE.exec(text);
  if (alter !== null) {
    const action = alter[2] ?? '';
    const weaker = WEAKER_ACTIONS.find(([pattern]) => pattern.test(action))?.[1];
    return { mode: weaker ?? 'ACCESS EXCLUSIVE', table: unquoted(alter[1]) };
  }
  for (const [pattern, mode] of TABLES) {
    const found = pattern.exec(text);
    if (found !== null) return { mode, table: unquoted(found[1]) };
  }
  if (/^DROP\s+INDEX\s+CONCURRENTLY\b/i.test(text))
    return { mode: 'SHARE UPDATE EXCLUSIVE', table: undefined };
  if (/^DROP\s+INDEX\b/i.test(text)) return { mode: 'ACCESS EXCLUSIVE', table: undefined };
  if (/^CREATE\s+TABLE\b/i.test(text)) return referencedTable(text);
  return FREE.test(text) ? undefined : 'unknown';
}

/** A new table locks those that its foreign keys lead to. */
function referencedTable(text: string): StatementLock | undefined {
  const found = new RegExp(`\\sREFERENCES\\s+${NAME}`, 'i').exec(text);
  return found === null ? undefined : { mode: 'SHARE ROW EXCLUSIVE', table: unquoted(found[1]) };
}

function unquoted(name: string | undefined): string {
  return (name ?? '').replace(/"((?:[^"]|"")+)"/g, (_, inside: string) => inside.replaceAll('""', '"'));
}
