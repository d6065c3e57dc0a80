/** The Python values that a revision template is given. `undefined` is Mako's UNDEFINED: a name that nobody set. */
export type PythonData =
  | string
  | null
  | boolean
  | undefined
  | { readonly form: 'tuple' | 'list'; readonly items: readonly string[] };

const NOT_PRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]/u;
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Python's `repr`. */
export function pythonRepr(value: PythonData): string {
  if (typeof value === 'string') return stringRepr(value);
  if (value === null) return 'None';
  if (value === undefined) return 'Undefined';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  const items = value.items.map(stringRepr).join(', ');
  if (value.form === 'list') return `[${items}]`;
  return value.items.length === 1 ? `(${items},)` : `(${items})`;
}

/** Python's `str`. */
export function pythonStr(value: PythonData): string {
  return typeof value === 'string' ? value : pythonRepr(value);
}

/** Python's `bool`. */
export function pythonTruth(value: PythonData): boolean {
  if (typeof value === 'object' && value !== null) return value.items.length > 0;
  return Boolean(value);
}

function stringRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let result = quote;
  for (const character of text) result += character === quote ? `\\${quote}` : escaped(character);
  return result + quote;
}

function escaped(character: string): string {
  const short = SHORT_ESCAPES[character];
  if (short !== undefined) return short;
  if (character === ' ' || !NOT_PRINTABLE.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff
    ? `\\u${code.toString(16).padStart(4, '0')}`
    : `\\U${code.toString(16).padStart(8, '0')}`;
}
