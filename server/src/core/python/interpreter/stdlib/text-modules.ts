import type { CallArguments, PythonValue } from '../../values.ts';
import { firstUnknown, textArgument } from '../arguments.ts';
import { changedText, nativeFunction, str } from '../objects.ts';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

export function stringNames(): ReadonlyMap<string, PythonValue> {
  return new Map([
    ['ascii_lowercase', str(LOWER)],
    ['ascii_uppercase', str(UPPER)],
    ['ascii_letters', str(LOWER + UPPER)],
    ['digits', str(DIGITS)],
    ['hexdigits', str('0123456789abcdefABCDEF')],
    ['punctuation', str(PUNCTUATION)],
  ]);
}

export function textwrapNames(): ReadonlyMap<string, PythonValue> {
  return new Map<string, PythonValue>([
    ['dedent', nativeFunction('dedent', (args) => firstUnknown(args) ?? dedented(args))],
    ['indent', nativeFunction('indent', (args) => firstUnknown(args) ?? indent(args))],
  ]);
}

function dedented(args: CallArguments): PythonValue {
  const text = dedent(textArgument(args, 0, 'text'));
  const [from] = args.positional;
  return from?.kind === 'str' ? changedText(text, from, args.span) : str(text, args.span);
}

/** Source: `textwrap.dedent`. */
function dedent(text: string): string {
  const lines = text.replace(/^[ \t]+$/gm, '').split('\n');
  let margin: string | undefined;
  for (const line of lines) {
    const blanks = /^([ \t]*)[^ \t\n]/.exec(line)?.[1];
    if (blanks === undefined) continue;
    if (margin === undefined) margin = blanks;
    else {
      let length = 0;
      while (length < margin.length && margin[length] === blanks[length]) length += 1;
      margin = margin.slice(0, length);
    }
  }
  const cut = margin ?? '';
  return lines.map((line) => (cut !== '' && line.startsWith(cut) ? line.slice(cut.length) : line)).join('\n');
}

function indent(args: CallArguments): PythonValue {
  const prefix = textArgument(args, 1, 'prefix');
  const lines = textArgument(args, 0, 'text').split(/(?<=\n)/);
  return str(lines.map((line) => (line.trim() === '' ? line : prefix + line)).join(''));
}
