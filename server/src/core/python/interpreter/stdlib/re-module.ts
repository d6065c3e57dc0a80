import type { CallArguments, PythonUnknown, PythonValue } from '../../values.ts';
import { firstUnknown, optionalNumber, required, textArgument } from '../arguments.ts';
import { bool, int, list, nativeFunction, str, unknown } from '../objects.ts';
import type { Run } from '../run.ts';

const FLAGS: ReadonlyMap<string, number> = new Map([
  ['IGNORECASE', 2],
  ['I', 2],
  ['MULTILINE', 8],
  ['M', 8],
  ['DOTALL', 16],
  ['S', 16],
]);

export function reNames(run: Run): ReadonlyMap<string, PythonValue> {
  const names = new Map<string, PythonValue>();
  for (const [name, value] of FLAGS) names.set(name, int(value));
  names.set(
    'escape',
    nativeFunction(
      'escape',
      (args) => firstUnknown(args) ?? str(escapeText(textArgument(args, 0, 'pattern'))),
    ),
  );
  names.set(
    'sub',
    nativeFunction('sub', (args) => firstUnknown(args) ?? substitute(run, args)),
  );
  names.set(
    'split',
    nativeFunction('split', (args) => firstUnknown(args) ?? split(args)),
  );
  for (const name of ['match', 'search', 'fullmatch']) {
    names.set(
      name,
      nativeFunction(name, (args) => firstUnknown(args) ?? tests(name, args)),
    );
  }
  return names;
}

function escapeText(text: string): string {
  return text.replace(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g, '\\$&');
}

/** The pattern for this engine; unknown where it uses what the two engines do not share. */
function compile(pattern: string, flags: number, args: CallArguments): RegExp | PythonUnknown {
  const isShared =
    pattern.length < 500 &&
    !/\(\?(?![:=!])|\\[AZzpPbBkNuUxX0-9]|[*+?}]\+|\{,|\[\[|\[\]|\[\^\]|&&|--|[^\x20-\x7e\n\t]/.test(
      pattern,
    ) &&
    !/\)[*+{]/.test(pattern);
  if (!isShared || (flags & ~26) !== 0) {
    return unknown('unsupported-operation', 'this regular expression is not followed', args.span);
  }
  const letters = `g${(flags & 2) === 0 ? '' : 'i'}${(flags & 8) === 0 ? '' : 'm'}${(flags & 16) === 0 ? '' : 's'}`;
  try {
    return new RegExp(pattern, letters);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return unknown('unsupported-operation', 'this regular expression is not followed', args.span);
    }
    throw error;
  }
}

/** The engines count letters, digits and blanks outside ASCII differently. */
function isAsciiText(text: string): boolean {
  return !/[^\p{ASCII}]/u.test(text) && text.length < 20_000;
}

function substitute(run: Run, args: CallArguments): PythonValue {
  const replacement = required(args, 1, 'repl');
  const text = textArgument(args, 2, 'string');
  const pattern = compile(textArgument(args, 0, 'pattern'), optionalNumber(args, 4, 'flags') ?? 0, args);
  if (!(pattern instanceof RegExp)) return pattern;
  const limit = optionalNumber(args, 3, 'count') ?? 0;
  if (replacement.kind !== 'str' || /[\\]/.test(replacement.value) || limit !== 0 || !isAsciiText(text)) {
    return unknown('unsupported-operation', 'this substitution is not followed', args.span);
  }
  const replaced = text.replace(pattern, () => replacement.value);
  run.meter.text(replaced.length, args.span);
  return str(replaced);
}

function split(args: CallArguments): PythonValue {
  const text = textArgument(args, 1, 'string');
  const source = textArgument(args, 0, 'pattern');
  const pattern = compile(source, optionalNumber(args, 3, 'flags') ?? 0, args);
  if (!(pattern instanceof RegExp)) return pattern;
  if (args.positional.length > 2 || source.includes('(') || pattern.test('') || !isAsciiText(text)) {
    return unknown('unsupported-operation', 'this split is not followed', args.span);
  }
  return list(text.split(pattern).map((part) => str(part)));
}

/** Only whether it matches: `None`, or an object that counts as true. */
function tests(name: string, args: CallArguments): PythonValue {
  const text = textArgument(args, 1, 'string');
  const source = textArgument(args, 0, 'pattern');
  const anchored = name === 'search' ? source : name === 'match' ? `^(?:${source})` : `^(?:${source})$`;
  const pattern = compile(source, optionalNumber(args, 2, 'flags') ?? 0, args);
  if (!(pattern instanceof RegExp)) return pattern;
  if (!isAsciiText(text) || /[$\n]/.test(source + text) || pattern.multiline) {
    return unknown('unsupported-operation', 'this match is not followed', args.span);
  }
  if (!new RegExp(anchored, pattern.flags.replace('g', '')).test(text)) return { kind: 'none' };
  return {
    kind: 'native',
    typeName: 're.Match',
    pure: true,
    truth: () => bool(true).value,
    getAttribute: (attribute, span) =>
      unknown('unsupported-operation', `\`re.Match.${attribute}\` is not followed`, span),
    getItem: (_key, span) => unknown('unsupported-operation', 'groups of a match are not followed', span),
  };
}
