import { NAME, unquoted, withoutComments } from './object-names.ts';

const IF_EXISTS = '(?:IF\\s+EXISTS\\s+)?';
const LIST = new RegExp(NAME, 'g');
const DROP = new RegExp(
  `^DROP\\s+(TABLE|FOREIGN\\s+TABLE|MATERIALIZED\\s+VIEW|SCHEMA|DATABASE|SEQUENCE)\\s+${IF_EXISTS}(.+?)(?:\\s+(?:CASCADE|RESTRICT))?$`,
  'is',
);
const ALTER = new RegExp(`^ALTER\\s+TABLE\\s+${IF_EXISTS}(?:ONLY\\s+)?${NAME}\\s+(.*)$`, 'is');
const DROP_COLUMN = new RegExp(
  `\\bDROP\\s+(?:COLUMN\\s+)?(?!CONSTRAINT\\b|DEFAULT\\b|NOT\\b|EXPRESSION\\b|IDENTITY\\b)${IF_EXISTS}${NAME}`,
  'gi',
);
const TRUNCATE = new RegExp(`^TRUNCATE\\s+(?:TABLE\\s+)?(?:ONLY\\s+)?${NAME}`, 'i');
/** Most statements have none of these words, and are no matter for the others. */
const DESTROYS = /\b(?:DROP|TRUNCATE|DELETE)\b/i;
const DELETE = new RegExp(`^DELETE\\s+FROM\\s+(?:ONLY\\s+)?${NAME}`, 'i');

/**
 * What a statement removes for good, in words: "table orders", "column users.email", "rows of orders". Names are shown
 * without quotes. Definitions that can be made again from nothing (indexes, constraints, types, views) do not count.
 */
export function destroyedObjects(sql: string): readonly string[] {
  if (!DESTROYS.test(sql)) return [];
  const text = withoutComments(sql);
  const drop = DROP.exec(text);
  if (drop !== null) {
    const kind = (drop[1] ?? '').toLowerCase().replace(/\s+/g, ' ');
    return [...(drop[2] ?? '').matchAll(LIST)].map(([name]) => `${kind} ${unquoted(name)}`);
  }
  const alter = ALTER.exec(text);
  if (alter !== null) {
    const table = unquoted(alter[1] ?? '');
    const actions = withoutStrings(alter[2] ?? '');
    if (/^ALTER\b/i.test(actions)) return [];
    return [...actions.matchAll(DROP_COLUMN)].map(([, column = '']) => `column ${table}.${unquoted(column)}`);
  }
  const emptied = TRUNCATE.exec(text) ?? DELETE.exec(text);
  return emptied === null ? [] : [`rows of ${unquoted(emptied[1] ?? '')}`];
}

function withoutStrings(sql: string): string {
  return sql.replace(/'(?:[^']|'')*'/g, "''");
}
