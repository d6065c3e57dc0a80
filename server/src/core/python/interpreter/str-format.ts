import { type CallArguments, PythonRaise, type PythonUnknown, type PythonValue } from '../values.ts';
import { formatValue } from './format-spec.ts';
import { int, str, unknown } from './objects.ts';
import type { Run } from './run.ts';
import { reprOf, textOf } from './text.ts';

const MAXIMUM_DEPTH = 2;

/** `template.format(*args, **kwargs)`. */
export function strFormat(run: Run, template: string, args: CallArguments): string | PythonUnknown {
  return new Formatter(run, args).format(template, 0);
}

class Formatter {
  readonly #run: Run;
  readonly #args: CallArguments;
  #nextIndex = 0;

  constructor(run: Run, args: CallArguments) {
    this.#run = run;
    this.#args = args;
  }

  format(template: string, depth: number): string | PythonUnknown {
    const { span } = this.#args;
    if (depth > MAXIMUM_DEPTH) throw new PythonRaise('ValueError', 'Max string recursion exceeded', span);
    let text = '';
    let at = 0;
    while (at < template.length) {
      const character = template[at];
      if (character !== '{' && character !== '}') {
        const next = template.slice(at).search(/[{}]/);
        const end = next < 0 ? template.length : at + next;
        text += template.slice(at, end);
        at = end;
      } else if (template[at + 1] === character) {
        text += character;
        at += 2;
      } else {
        if (character === '}') {
          throw new PythonRaise('ValueError', "Single '}' encountered in format string", span);
        }
        const end = fieldEnd(template, at);
        if (end < 0) throw new PythonRaise('ValueError', "expected '}' before end of string", span);
        const field = this.#field(template.slice(at + 1, end), depth);
        if (typeof field !== 'string') return field;
        text += field;
        at = end + 1;
      }
    }
    return text;
  }

  #field(field: string, depth: number): string | PythonUnknown {
    const { span } = this.#args;
    const match = /^([^!:[]*(?:\[[^\]]*\][^!:[]*)*)(?:!([^:]*))?(?::(.*))?$/s.exec(field);
    if (match === null)
      return unknown('unsupported-operation', `the format field \`${field}\` is not followed`, span);
    const [, name = '', conversion, specification = ''] = match;
    const value = this.#value(name);
    const filled = this.format(specification, depth + 1);
    if (typeof filled !== 'string') return filled;
    if (conversion === undefined) return formatValue(this.#run, value, filled, span);
    const text = conversion === 's' ? textOf(this.#run, value, span) : reprOf(this.#run, value, span);
    return typeof text === 'string' ? formatValue(this.#run, str(text), filled, span) : text;
  }

  /** `0`, `name`, `name.attribute`, `name[key]` or nothing for the next argument. */
  #value(path: string): PythonValue {
    const { span, positional, keywords } = this.#args;
    const first = /^[^.[]*/.exec(path)?.[0] ?? '';
    let value: PythonValue | undefined;
    if (first === '' || /^\d+$/.test(first)) {
      const index = first === '' ? this.#nextIndex : Number(first);
      if (first === '') this.#nextIndex += 1;
      value = positional[index];
      if (value === undefined) {
        const message = `Replacement index ${index} out of range for positional args tuple`;
        throw new PythonRaise('IndexError', message, span);
      }
    } else {
      value = keywords.get(first);
      if (value === undefined) throw new PythonRaise('KeyError', `'${first}'`, span);
    }
    for (const [, attribute, key] of path.slice(first.length).matchAll(/\.([^.[]+)|\[([^\]]+)\]/g)) {
      if (attribute !== undefined) value = this.#run.getAttribute(value, attribute, span);
      else if (key !== undefined) {
        value = this.#run.getItem(value, /^\d+$/.test(key) ? int(BigInt(key)) : str(key), span);
      }
    }
    return value;
  }
}

/** The `}` that closes the field opened at `start`, or -1. */
function fieldEnd(template: string, start: number): number {
  let depth = 0;
  for (let at = start; at < template.length; at += 1) {
    if (template[at] === '{') depth += 1;
    else if (template[at] === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}
