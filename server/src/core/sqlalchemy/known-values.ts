import type { KnownValues, PythonValue } from '../python/values.ts';
import type { SqlType } from './types/sql-type.ts';
import { TypeClass } from './types/type-class.ts';

/** What came of the values that a user gave. */
export interface KnownValuesReading {
  readonly values: KnownValues;
  /** One sentence for each entry that says nothing. */
  readonly faults: readonly string[];
}

/** Names as the reasons spell them: `app.settings.SCHEMA`, `app.settings.get().SCHEMA`, `os.environ['SCHEMA']`. */
const NAME = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\(\)|\['[^'\\]*'\])*$/;

/**
 * Reads what the setting `alembicWorkbench.knownValues` or `[tool.alembic-workbench.known-values]` holds: dotted name to
 * JSON literal, or to `{ "type": "NUMERIC(18, 4)" }` for a column type. `undefined` is no entry at all.
 */
export function readKnownValues(given: unknown): KnownValuesReading {
  const entries = new Map<string, unknown>();
  const faults: string[] = [];
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    if (given !== undefined) faults.push('The known values are no table of names and values.');
  } else {
    for (const [name, value] of Object.entries(given)) {
      if (NAME.test(name)) entries.set(name, value);
      else faults.push(`"${name}" is no dotted Python name, so its known value is passed over.`);
    }
  }
  const names = [...entries.keys()];
  const values: KnownValues = {
    value: (name) => (entries.has(name) ? toPythonValue(name, entries.get(name)) : undefined),
    describes: (name) =>
      names.some((known) => known.startsWith(name) && /^[.[(]/.test(known.slice(name.length))),
  };
  return { values, faults };
}

/** A new object each time: lists and dicts change. */
function toPythonValue(name: string, value: unknown): PythonValue | undefined {
  switch (typeof value) {
    case 'string':
      return { kind: 'str', value };
    case 'boolean':
      return { kind: 'bool', value };
    case 'number':
      return Number.isSafeInteger(value) ? { kind: 'int', value: BigInt(value) } : { kind: 'float', value };
    case 'object':
      break;
    default:
      return undefined;
  }
  if (value === null) return { kind: 'none' };
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => toPythonValue(name, item));
    return items.every((item) => item !== undefined) ? { kind: 'list', items } : undefined;
  }
  const type = typeText(value);
  return type === undefined ? toDict(name, value) : knownType(name, type);
}

function toDict(name: string, value: object): PythonValue {
  const entries: Array<[PythonValue, PythonValue]> = [];
  for (const [key, item] of Object.entries(value) as Array<[string, unknown]>) {
    const read = toPythonValue(name, item);
    if (read !== undefined) entries.push([{ kind: 'str', value: key }, read]);
  }
  return { kind: 'dict', entries };
}

/** The text of `{ "type": … }`; any other object is a dict. */
function typeText(value: object): string | undefined {
  const entries = Object.entries(value) as Array<[string, unknown]>;
  const [first] = entries;
  return entries.length === 1 && first?.[0] === 'type' && typeof first[1] === 'string' ? first[1] : undefined;
}

const INTEGERS: ReadonlyMap<string, 'INTEGER' | 'SMALLINT' | 'BIGINT'> = new Map([
  ['INT', 'INTEGER'],
  ['INTEGER', 'INTEGER'],
  ['SMALLINT', 'SMALLINT'],
  ['BIGINT', 'BIGINT'],
]);

/** A type class of the application: whatever it is called with, it is this type. Its values go through code of its own. */
function knownType(name: string, text: string): PythonValue {
  const integer = INTEGERS.get(text.toUpperCase());
  const type: SqlType =
    integer === undefined
      ? { kind: 'plain', text, convertsValues: true }
      : { kind: 'integer', keyword: integer, convertsValues: true };
  const className = /\w+(?=\W*$)/.exec(name)?.[0] ?? 'Type';
  return new TypeClass(`${className}(*args, **kw)`, () => type);
}
