import type { PythonValue } from '../python/values.ts';
import { textOf } from '../sqlalchemy/argument-readers.ts';
import { CompileError } from './compile-error.ts';
import { floatText } from './number-text.ts';

/** A value as Python's `json.dumps()` writes it with its defaults. */
export function jsonText(value: PythonValue): string {
  switch (value.kind) {
    case 'none':
      return 'null';
    case 'bool':
      return value.value ? 'true' : 'false';
    case 'int':
      return value.value.toString();
    case 'float':
      return numberText(value.value);
    case 'str':
      return jsonString(value.value);
    case 'list':
    case 'tuple':
      return `[${value.items.map(jsonText).join(', ')}]`;
    case 'dict':
      return `{${value.entries.map(([key, item]) => `${keyText(key)}: ${jsonText(item)}`).join(', ')}}`;
    default: {
      const text = textOf(value);
      if (text !== undefined) return jsonString(text);
      throw new CompileError(
        `Object of type ${value.kind === 'native' ? value.typeName : value.kind} is not JSON serializable`,
        'TypeError',
      );
    }
  }
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return floatText(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

function keyText(key: PythonValue): string {
  if (key.kind === 'str') return jsonString(key.value);
  if (key.kind === 'int' || key.kind === 'float' || key.kind === 'bool' || key.kind === 'none')
    return `"${jsonText(key)}"`;
  throw new CompileError('keys must be str, int, float, bool or None', 'TypeError');
}

function jsonString(text: string): string {
  return JSON.stringify(text).replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
