import type { KnownValues, PythonValue } from '../python/values.ts';
import type { SqlType } from './types/sql-type.ts';
import { TypeClass } from './types/type-class.ts';

/** The values that a user gave, as the interpreter takes them: name to JSON, or to `{ "type": … }` for a column type. */
export function toKnownValues(table: Readonly<Record<string, unknown>>): KnownValues {
  const entries = new Map(Object.entries(table));
  const names = [...entries.keys()];
  return {
    value: (name) => (entries.has(name) ? toPythonValue(name, entries.get(name)) : undefined),
    describes: (name) =>
      names.some((known) => known.startsWith(name) && /^[.[(]/.test(known.slice(name.length))),
  };
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
