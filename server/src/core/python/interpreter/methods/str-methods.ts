import { type CallArguments, PythonRaise, type PythonStr, type PythonValue } from '../../values.ts';
import {
  argument,
  expectCount,
  firstUnknown,
  optionalNumber,
  required,
  textArgument,
  toNumber,
} from '../arguments.ts';
import { itemsOf } from '../iterate.ts';
import { bool, int, joinedText, list, str, tuple, typeNameOf, unknown } from '../objects.ts';
import { plainValue } from '../program-values.ts';
import type { Run } from '../run.ts';
import { RuntimeValue } from '../runtime-value.ts';
import { strFormat } from '../str-format.ts';
import { encodeText } from './text-encoding.ts';

export type StrMethod = (run: Run, self: string, args: CallArguments) => PythonValue;

/** Methods whose result depends on nothing but known text; an unknown argument makes the result unknown. */
function pure(method: StrMethod): StrMethod {
  return (run, self, args) => firstUnknown(args) ?? method(run, self, args);
}

function mapText(change: (text: string) => string): StrMethod {
  return (_run, self, args) => {
    expectCount(args, 'str', 0, 0);
    return str(change(self));
  };
}

function test(check: (text: string) => boolean): StrMethod {
  return (_run, self, args) => {
    expectCount(args, 'str', 0, 0);
    return bool(check(self));
  };
}

const BLANKS = ' \\t-\\r\\x1c-\\x1f\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

function strip(left: boolean, right: boolean): StrMethod {
  return pure((_run, self, args) => {
    const given = argument(args, 0);
    const set =
      given === undefined || given.kind === 'none'
        ? BLANKS
        : textArgument(args, 0, 'chars').replace(/[\\\]^-]/g, '\\$&');
    if (set === '') return str(self);
    let text = self;
    if (left) text = text.replace(new RegExp(`^[${set}]+`, 'u'), '');
    if (right) text = text.replace(new RegExp(`[${set}]+$`, 'u'), '');
    return str(text);
  });
}

function join(run: Run, self: string, args: CallArguments): PythonValue {
  expectCount(args, 'join', 1, 1);
  const items = itemsOf(run, required(args, 0, 'iterable'), args.span);
  if (!Array.isArray(items)) return items as PythonValue;
  const texts: PythonStr[] = [];
  const separator = str(self);
  let length = 0;
  for (const [index, given] of (items as PythonValue[]).entries()) {
    const item = plainValue(given);
    if (item.kind === 'unknown') return { ...item, span: args.span };
    if (item instanceof RuntimeValue && item.typeName === 'str') {
      if (index > 0) texts.push(separator);
      texts.push(str(item.text));
      continue;
    }
    if (item.kind !== 'str') {
      const message = `sequence item ${index}: expected str instance, ${typeNameOf(item)} found`;
      throw new PythonRaise('TypeError', message, args.span);
    }
    if (index > 0) texts.push(separator);
    texts.push(item);
    length += item.value.length + self.length;
  }
  run.meter.text(length, args.span);
  return joinedText(texts, args.span);
}

function format(run: Run, self: string, args: CallArguments): PythonValue {
  const text = strFormat(run, self, args);
  if (typeof text !== 'string') return text;
  run.meter.text(text.length, args.span);
  return str(text, args.span);
}

function split(fromRight: boolean): StrMethod {
  return pure((run, self, args) => {
    const separator = argument(args, 0, 'sep');
    const limit = optionalNumber(args, 1, 'maxsplit') ?? -1;
    run.meter.step(args.span, 1 + self.length / 8);
    const parts =
      separator === undefined || separator.kind === 'none'
        ? splitBlanks(self, limit, fromRight)
        : splitBy(self, textOfSeparator(separator, args), limit, fromRight);
    return list(parts.map((part) => str(part)));
  });
}

function textOfSeparator(separator: PythonValue, args: CallArguments): string {
  const plain = plainValue(separator);
  if (plain.kind !== 'str') {
    throw new PythonRaise('TypeError', `must be str or None, not ${typeNameOf(separator)}`, args.span);
  }
  if (plain.value === '') throw new PythonRaise('ValueError', 'empty separator', args.span);
  return plain.value;
}

function splitBy(text: string, separator: string, limit: number, fromRight: boolean): string[] {
  const parts = text.split(separator);
  if (limit < 0 || parts.length <= limit + 1) return parts;
  if (fromRight) {
    const kept = parts.length - limit;
    return [parts.slice(0, kept).join(separator), ...parts.slice(kept)];
  }
  return [...parts.slice(0, limit), parts.slice(limit).join(separator)];
}

function splitBlanks(text: string, limit: number, fromRight: boolean): string[] {
  const blank = new RegExp(`[${BLANKS}]+`, 'u');
  const words = text.split(blank).filter((word) => word !== '');
  if (limit < 0 || words.length <= limit + 1) return words;
  const parts: string[] = [];
  let rest = text;
  if (fromRight) {
    for (let count = 0; count < limit; count += 1) {
      rest = rest.replace(new RegExp(`[${BLANKS}]+$`, 'u'), '');
      const word = new RegExp(`[^${BLANKS}]+$`, 'u').exec(rest);
      if (word === null) break;
      parts.unshift(word[0]);
      rest = rest.slice(0, word.index);
    }
    rest = rest.replace(new RegExp(`[${BLANKS}]+$`, 'u'), '');
    return rest === '' ? parts : [rest, ...parts];
  }
  rest = rest.replace(new RegExp(`^[${BLANKS}]+`, 'u'), '');
  for (let count = 0; count < limit; count += 1) {
    const cut = rest.search(blank);
    if (cut < 0) break;
    parts.push(rest.slice(0, cut));
    rest = rest.slice(cut).replace(new RegExp(`^[${BLANKS}]+`, 'u'), '');
  }
  return rest === '' ? parts : [...parts, rest];
}

function replace(run: Run, self: string, args: CallArguments): PythonValue {
  const from = textArgument(args, 0, 'old');
  const to = textArgument(args, 1, 'new');
  const limit = optionalNumber(args, 2, 'count') ?? -1;
  const pieces = from === '' ? ['', ...self, ''] : self.split(from);
  const count = limit < 0 ? pieces.length - 1 : Math.min(limit, pieces.length - 1);
  run.meter.text(self.length + count * to.length, args.span);
  const head = pieces.slice(0, count + 1).join(to);
  const tail = pieces.slice(count + 1);
  return str(tail.length === 0 ? head : head + from + tail.join(from));
}

function affix(isPrefix: boolean): StrMethod {
  return pure((_run, self, args) => {
    if (args.positional.length > 1) {
      return unknown('unsupported-operation', 'a search inside a part of a text is not followed', args.span);
    }
    const given = required(args, 0, 'prefix');
    const candidates = given.kind === 'tuple' ? given.items : [given];
    for (const candidate of candidates) {
      const plain = plainValue(candidate);
      if (plain.kind !== 'str') {
        throw new PythonRaise(
          'TypeError',
          `first arg must be str or a tuple of str, not ${typeNameOf(plain)}`,
          args.span,
        );
      }
      if (isPrefix ? self.startsWith(plain.value) : self.endsWith(plain.value)) return bool(true);
    }
    return bool(false);
  });
}

function find(fromRight: boolean, mustExist: boolean): StrMethod {
  return pure((_run, self, args) => {
    if (args.positional.length > 1) {
      return unknown('unsupported-operation', 'a search inside a part of a text is not followed', args.span);
    }
    const needle = textArgument(args, 0, 'sub');
    const at = fromRight ? self.lastIndexOf(needle) : self.indexOf(needle);
    if (at < 0 && mustExist) throw new PythonRaise('ValueError', 'substring not found', args.span);
    return int(at < 0 ? -1 : [...self.slice(0, at)].length);
  });
}

function partition(fromRight: boolean): StrMethod {
  return pure((_run, self, args) => {
    const separator = textOfSeparator(required(args, 0, 'sep'), args);
    const at = fromRight ? self.lastIndexOf(separator) : self.indexOf(separator);
    const parts =
      at >= 0
        ? [self.slice(0, at), separator, self.slice(at + separator.length)]
        : fromRight
          ? ['', '', self]
          : [self, '', ''];
    return tuple(parts.map((part) => str(part)));
  });
}

function justify(align: 'left' | 'right' | 'center'): StrMethod {
  return pure((run, self, args) => {
    const width = toNumber(required(args, 0, 'width'), args.span);
    const fill = args.positional[1] === undefined ? ' ' : textArgument(args, 1, 'fillchar');
    const missing = Math.max(width - [...self].length, 0);
    run.meter.text(missing, args.span);
    if (align === 'left') return str(self + fill.repeat(missing));
    if (align === 'right') return str(fill.repeat(missing) + self);
    const left = Math.floor(missing / 2) + (missing & width & 1);
    return str(fill.repeat(left) + self + fill.repeat(missing - left));
  });
}

function zfill(run: Run, self: string, args: CallArguments): PythonValue {
  const width = toNumber(required(args, 0, 'width'), args.span);
  const sign = /^[+-]/.exec(self)?.[0] ?? '';
  const missing = Math.max(width - [...self].length, 0);
  run.meter.text(missing, args.span);
  return str(sign + '0'.repeat(missing) + self.slice(sign.length));
}

function capitalize(text: string): string {
  const [first = '', ...rest] = text;
  return first.toUpperCase() + rest.join('').toLowerCase();
}

function title(text: string): string {
  return text.replace(/\p{L}+/gu, (word) => capitalize(word));
}

function swapCase(text: string): string {
  return [...text]
    .map((character) =>
      character === character.toUpperCase() ? character.toLowerCase() : character.toUpperCase(),
    )
    .join('');
}

function count(_run: Run, self: string, args: CallArguments): PythonValue {
  const needle = textArgument(args, 0, 'sub');
  if (args.positional.length > 1) {
    return unknown('unsupported-operation', 'a search inside a part of a text is not followed', args.span);
  }
  return int(needle === '' ? [...self].length + 1 : self.split(needle).length - 1);
}

/** What ends a line for `str.splitlines`; written as text because some of it is control characters. */
const LINE_ENDS = '\\n\\r\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029';
const LINES = new RegExp(`[^${LINE_ENDS}]*(?:\\r\\n|[${LINE_ENDS}])|[^${LINE_ENDS}]+$`, 'g');
const LINE_END = new RegExp(`(?:\\r\\n|[${LINE_ENDS}])$`);

function splitLines(_run: Run, self: string, args: CallArguments): PythonValue {
  const keep = argument(args, 0, 'keepends');
  const parts = self.match(LINES);
  const lines = parts ?? [];
  const isKept = keep?.kind === 'bool' && keep.value;
  return list(lines.map((line) => str(isKept ? line : line.replace(LINE_END, ''))));
}

function removeAffix(isPrefix: boolean): StrMethod {
  return pure((_run, self, args) => {
    const part = textArgument(args, 0, 'prefix');
    if (part === '') return str(self);
    if (isPrefix) return str(self.startsWith(part) ? self.slice(part.length) : self);
    return str(self.endsWith(part) ? self.slice(0, -part.length) : self);
  });
}

function expandTabs(_run: Run, self: string, args: CallArguments): PythonValue {
  const size = optionalNumber(args, 0, 'tabsize') ?? 8;
  let column = 0;
  let text = '';
  for (const character of self) {
    if (character === '\t') {
      const width = size > 0 ? size - (column % size) : 0;
      text += ' '.repeat(Math.min(width, 1000));
      column += width;
    } else {
      text += character;
      column = character === '\n' || character === '\r' ? 0 : column + 1;
    }
  }
  return str(text);
}

function formatMap(run: Run, self: string, args: CallArguments): PythonValue {
  const mapping = required(args, 0, 'mapping');
  if (mapping.kind !== 'dict')
    return unknown('unsupported-operation', 'this mapping is not followed', args.span);
  const keywords = new Map<string, PythonValue>();
  for (const [key, value] of mapping.entries) if (key.kind === 'str') keywords.set(key.value, value);
  return format(run, self, { ...args, positional: [], positionalSpans: [], keywords });
}

const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u;

export const STR_METHODS: ReadonlyMap<string, StrMethod> = new Map<string, StrMethod>([
  ['format', format],
  ['format_map', formatMap],
  ['join', join],
  ['split', split(false)],
  ['rsplit', split(true)],
  ['splitlines', pure(splitLines)],
  ['strip', strip(true, true)],
  ['lstrip', strip(true, false)],
  ['rstrip', strip(false, true)],
  ['replace', pure(replace)],
  ['startswith', affix(true)],
  ['endswith', affix(false)],
  ['removeprefix', removeAffix(true)],
  ['removesuffix', removeAffix(false)],
  ['find', find(false, false)],
  ['rfind', find(true, false)],
  ['index', find(false, true)],
  ['rindex', find(true, true)],
  ['partition', partition(false)],
  ['rpartition', partition(true)],
  ['count', pure(count)],
  ['ljust', justify('left')],
  ['rjust', justify('right')],
  ['center', justify('center')],
  ['zfill', pure(zfill)],
  ['expandtabs', pure(expandTabs)],
  ['lower', mapText((text) => text.toLowerCase())],
  ['casefold', mapText((text) => text.toLowerCase().replaceAll('ß', 'ss'))],
  ['upper', mapText((text) => text.toUpperCase())],
  ['capitalize', mapText(capitalize)],
  ['title', mapText(title)],
  ['swapcase', mapText(swapCase)],
  ['isdigit', test((text) => /^\p{Nd}+$/u.test(text))],
  ['isdecimal', test((text) => /^\p{Nd}+$/u.test(text))],
  ['isnumeric', test((text) => /^\p{N}+$/u.test(text))],
  ['isalpha', test((text) => /^\p{L}+$/u.test(text))],
  ['isalnum', test((text) => /^[\p{L}\p{N}]+$/u.test(text))],
  ['isspace', test((text) => new RegExp(`^[${BLANKS}]+$`, 'u').test(text))],
  ['isidentifier', test((text) => IDENTIFIER.test(text))],
  ['islower', test((text) => text !== text.toUpperCase() && text === text.toLowerCase())],
  ['isupper', test((text) => text !== text.toLowerCase() && text === text.toUpperCase())],
  ['encode', pure((_run, self, args) => encodeText(self, args))],
]);
