import { NAME, unquoted, withoutComments } from './object-names.ts';

const CREATE = new RegExp(
  `^CREATE\\s+(?:UNLOGGED\\s+|(?:(?:GLOBAL|LOCAL)\\s+)?TEMP(?:ORARY)?\\s+)?(TABLE|FOREIGN\\s+TABLE|MATERIALIZED\\s+VIEW|SCHEMA|SEQUENCE)\\s+(?!IF\\s+NOT\\s+EXISTS\\b)${NAME}`,
  'is',
);
const ALTER = new RegExp(`^ALTER\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?(?:ONLY\\s+)?${NAME}\\s+(.*)$`, 'is');
const ADD_COLUMN = new RegExp(
  `(?:^|,)\\s*ADD\\s+(?:COLUMN\\s+)?(?!CONSTRAINT\\b|PRIMARY\\s|UNIQUE\\b|CHECK\\b|FOREIGN\\s|EXCLUDE\\b|IF\\s+NOT\\s)${NAME}\\s`,
  'gi',
);
const RENAME_TABLE = new RegExp(`^RENAME\\s+TO\\s+${NAME}`, 'i');
const RENAME_COLUMN = new RegExp(
  `^RENAME\\s+(?:COLUMN\\s+)?(?!CONSTRAINT\\b|TO\\b)${NAME}\\s+TO\\s+${NAME}`,
  'i',
);

/** An object in the words of `destroyedObjects`, under its old name and its new one. */
export interface RenamedObject {
  readonly from: string;
  readonly to: string;
}

/**
 * What a statement is sure to make, in the words of `destroyedObjects`: "table orders", "column users.email". A form with
 * IF NOT EXISTS may find an object that is there, and does not count.
 */
export function createdObjects(sql: string): readonly string[] {
  const text = withoutComments(sql);
  const create = CREATE.exec(text);
  if (create !== null) {
    const kind = (create[1] ?? '').toLowerCase().replace(/\s+/g, ' ');
    return [`${kind} ${unquoted(create[2] ?? '')}`];
  }
  const alter = ALTER.exec(text);
  if (alter === null) return [];
  const table = unquoted(alter[1] ?? '');
  return [...withoutNested(alter[2] ?? '').matchAll(ADD_COLUMN)].map(
    ([, column = '']) => `column ${table}.${unquoted(column)}`,
  );
}

/** The table or column that a statement gives another name; undefined where it does not. */
export function renamedObject(sql: string): RenamedObject | undefined {
  if (!/\bRENAME\b/i.test(sql)) return undefined;
  const alter = ALTER.exec(withoutComments(sql));
  if (alter === null) return undefined;
  const table = unquoted(alter[1] ?? '');
  const action = alter[2] ?? '';
  const renamed = RENAME_TABLE.exec(action);
  if (renamed !== null) {
    const schema = table.includes('.') ? table.slice(0, table.lastIndexOf('.') + 1) : '';
    return { from: `table ${table}`, to: `table ${schema}${unquoted(renamed[1] ?? '')}` };
  }
  const column = RENAME_COLUMN.exec(action);
  if (column === null) return undefined;
  return {
    from: `column ${table}.${unquoted(column[1] ?? '')}`,
    to: `column ${table}.${unquoted(column[2] ?? '')}`,
  };
}

/** Without strings and what stands in parentheses, so that a comma separates two actions of the statement. */
function withoutNested(actions: string): string {
  let flat = actions.replace(/'(?:[^']|'')*'/g, "''");
  for (let before = ''; before !== flat; ) {
    before = flat;
    flat = flat.replace(/\([^()]*\)/g, ' ');
  }
  return flat;
}
