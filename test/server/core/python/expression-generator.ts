import fc from 'fast-check';

/**
 * Random Python of the subset that the interpreter follows, as source text. Expressions are mostly of the type that their
 * place wants, so that programs get far; now and then they are not, so that errors are met too.
 */
type Expressions = {
  number: string;
  text: string;
  truth: string;
  list: string;
  dict: string;
  any: string;
};

const INTEGERS = fc
  .integer({ min: -20, max: 300 })
  .map((value) => (value < 0 ? `(${value})` : String(value)));
const FLOATS = fc.constantFrom('0.5', '2.5', '1e3', '10.25', '1e16', '1e-7', '0.1', '-0.0', '123456789.125');
const TEXTS = fc.constantFrom(
  "'ab'",
  '"x"',
  "''",
  "'a b  c'",
  "'Ünï'",
  "'{}'",
  "'%s'",
  "'a,b,c'",
  "'ABC'",
  "' pad '",
  "'12'",
  "'😀z'",
  "'it\\'s'",
  "'l1\\nl2'",
  "r'\\d'",
  "'a' 'b'",
);
const LISTS = fc.constantFrom(
  '[]',
  '()',
  '[1, 2, 3]',
  "('a', 'b')",
  "['b', 'a']",
  'range(4)',
  '[[1, 2], [3]]',
  '[0.5, True]',
);
const NUMBER_SPECIFICATIONS = fc.constantFrom(
  '',
  ':>6',
  ':<4',
  ':^7',
  ':03d',
  ':.2f',
  ':,',
  ':x',
  ':e',
  ':g',
  ':+d',
  ':_',
  ':%',
  ':#x',
  ':*^9',
  ':10.3f',
  ':b',
  ':08.3f',
  ':012,',
  '!r',
  '!s:>5',
  ':.0f',
  ':G',
);
const TEXT_SPECIFICATIONS = fc.constantFrom(
  '',
  ':>6',
  ':<4',
  ':^7',
  ':.2',
  '!r',
  '!r:>8',
  ':*^9',
  ':s',
  ':05',
);
const PERCENT_NUMBER = fc.constantFrom(
  "'%d'",
  "'%5d'",
  "'%05d'",
  "'%+d'",
  "'%x'",
  "'%.2f'",
  "'%e'",
  "'%g'",
  "'%s'",
  "'%r'",
  "'%-6d|'",
  "'%i%%'",
);
const PERCENT_TEXT = fc.constantFrom("'%s'", "'%r'", "'%5s|'", "'%-5s|'", "'%.1s'", "'<%s>'", "'%%%s'");

type Tie = <K extends keyof Expressions>(key: K) => fc.Arbitrary<string>;

/** A template whose `#` are filled in order. */
export function fill(template: string, ...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((values) => {
    let next = 0;
    return template.replace(/#/g, () => values[next++] ?? '');
  });
}

function numbers(tie: Tie): fc.Arbitrary<string> {
  const arithmetic = fc.constantFrom('+', '-', '*', '%', '//', '/', '&', '|', '^');
  return fc.oneof(
    { maxDepth: 4, depthIdentifier: 'expression' },
    fc.oneof({ weight: 3, arbitrary: INTEGERS }, FLOATS, fc.constantFrom('a', 'True')),
    fill('(# # #)', tie('number'), arithmetic, tie('number')),
    fill(
      '(#)',
      fc.tuple(fc.constantFrom('-', '+', '~'), tie('number')).map((parts) => parts.join('')),
    ),
    fill('#(#)', fc.constantFrom('abs', 'int', 'float', 'round'), tie('number')),
    fill('round(#, #)', tie('number'), fc.constantFrom('0', '1', '2')),
    fill('#(#)', fc.constantFrom('len', 'min', 'max', 'sum'), tie('list')),
    fill('len(#)', tie('text')),
    fill('#.#', tie('text'), fc.constantFrom("count('a')", "find('b')", "rfind('a')", "index('a')")),
    fill('(# if # else #)', tie('number'), tie('truth'), tie('number')),
    fill('(# ** #)', tie('number'), fc.constantFrom('0', '1', '2', '3', '-1')),
    fill('(# << #)', INTEGERS, fc.constantFrom('0', '1', '5')),
    fill('divmod(#, #)[#]', tie('number'), tie('number'), fc.constantFrom('0', '1')),
    fill('int(#)', tie('text')),
    tie('any'),
  );
}

function texts(tie: Tie): fc.Arbitrary<string> {
  return fc.oneof(
    { maxDepth: 4, depthIdentifier: 'expression' },
    fc.oneof({ weight: 4, arbitrary: TEXTS }, fc.constant('b')),
    fill('(# + #)', tie('text'), tie('text')),
    fill('(# * #)', tie('text'), fc.constantFrom('0', '2', '3')),
    fill(
      '#(#)',
      fc.constantFrom('str', 'repr'),
      fc.oneof(tie('number'), tie('list'), tie('dict'), tie('text')),
    ),
    fill(
      '(#).#()',
      tie('text'),
      fc.constantFrom(
        'upper',
        'lower',
        'strip',
        'title',
        'capitalize',
        'swapcase',
        'lstrip',
        'rstrip',
        'casefold',
        'expandtabs',
      ),
    ),
    fill("(#).replace('a', #)", tie('text'), tie('text')),
    fill('(#).strip(#)', tie('text'), tie('text')),
    fill('(#).#(#)', tie('text'), fc.constantFrom('removeprefix', 'removesuffix'), tie('text')),
    fill(
      '(#).#(#)',
      tie('text'),
      fc.constantFrom('zfill', 'center', 'ljust', 'rjust'),
      fc.constantFrom('0', '5', '9'),
    ),
    fill("(#).center(#, '*')", tie('text'), fc.constantFrom('4', '7')),
    fill('#.join(str(q) for q in #)', TEXTS, tie('list')),
    fill('(#)[#]', tie('text'), fc.constantFrom('0', '-1', '1:', '::-1', ':2', '-2:', '1:4:2')),
    fill("f'{(#)#}'", tie('number'), NUMBER_SPECIFICATIONS).map(singleQuoted),
    fill("f'<{(#)#}>'", tie('text'), TEXT_SPECIFICATIONS).map(singleQuoted),
    fill('(# % #)', PERCENT_NUMBER, tie('number')),
    fill('(# % (#,))', PERCENT_TEXT, tie('text')),
    fill("('%(k)s-%(j)s' % {'k': #, 'j': #})", tie('any'), tie('number')),
    fill("'{} {}'.format(#, #)", tie('any'), tie('text')),
    fill("'{0:>5}{k!r}{0}'.format(#, k=#)", tie('text'), tie('any')),
    fill("'{x[0]}{y:.1f}'.format(x=#, y=#)", tie('list'), tie('number')),
    fill('(# if # else #)', tie('text'), tie('truth'), tie('text')),
    fill('(# or #)', tie('text'), tie('text')),
  );
}

/** Python before 3.12 takes no quote or backslash of the outer kind inside an f-string: such a text becomes a plain one. */
function singleQuoted(text: string): string {
  const inner = text.slice(2, -1);
  return /['\\]|^\{\(\{/.test(inner) ? `'${inner.replace(/['\\{}]/g, '')}'` : text;
}

function truths(tie: Tie): fc.Arbitrary<string> {
  const comparison = fc.constantFrom('==', '!=', '<', '<=', '>', '>=');
  return fc.oneof(
    { maxDepth: 4, depthIdentifier: 'expression' },
    fc.constantFrom('True', 'False', 'None', 'words'),
    fill('(# # #)', tie('number'), comparison, tie('number')),
    fill('(# # # # #)', tie('number'), comparison, tie('number'), comparison, tie('number')),
    fill('(# # #)', tie('text'), comparison, tie('text')),
    fill('(# # #)', tie('list'), fc.constantFrom('==', '!='), tie('list')),
    fill('(# # #)', tie('any'), fc.constantFrom('==', '!=', 'and', 'or'), tie('any')),
    fill('(not #)', tie('any')),
    fill('(# # #)', tie('any'), fc.constantFrom('in', 'not in'), tie('list')),
    fill('(# # #)', tie('text'), fc.constantFrom('in', 'not in'), fc.oneof(tie('text'), tie('dict'))),
    fill('#(#)', fc.constantFrom('bool', 'any', 'all'), tie('list')),
    fill('(# is None)', tie('any')),
    fill(
      'isinstance(#, #)',
      tie('any'),
      fc.constantFrom('str', 'int', '(list, tuple)', 'dict', 'float', 'bool'),
    ),
    fill('(#).#(#)', tie('text'), fc.constantFrom('startswith', 'endswith'), tie('text')),
    fill(
      '(#).#()',
      tie('text'),
      fc.constantFrom('isdigit', 'isalpha', 'isalnum', 'isspace', 'islower', 'isupper'),
    ),
  );
}

function lists(tie: Tie): fc.Arbitrary<string> {
  return fc.oneof(
    { maxDepth: 4, depthIdentifier: 'expression' },
    fc.oneof({ weight: 3, arbitrary: LISTS }, fc.constantFrom('words', 'c')),
    fc.array(tie('any'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc.array(tie('any'), { maxLength: 3 }).map((items) => `(${items.map((item) => `${item}, `).join('')})`),
    fill('[# for q in # if #]', tie('any'), tie('list'), tie('truth')),
    fill('[(q, r) for q in # for r in #]', tie('list'), LISTS),
    fill('[q for q in #]', tie('text')),
    fill('#(#)', fc.constantFrom('list', 'tuple', 'sorted'), tie('list')),
    fill('sorted(#, key=lambda q: (str(q), #), reverse=#)', tie('list'), tie('number'), tie('truth')),
    fill('list(#(#))', fc.constantFrom('enumerate', 'reversed'), tie('list')),
    fill('list(zip(#, #))', tie('list'), tie('list')),
    fill('list(map(str, #))', tie('list')),
    fill('list((#).#())', tie('dict'), fc.constantFrom('keys', 'values', 'items')),
    fill('(#)[#]', tie('list'), fc.constantFrom('1:', '::-1', ':2', '-2:', '::2')),
    fill('[*#, *#]', tie('list'), tie('list')),
    fill(
      '(#).#',
      tie('text'),
      fc.constantFrom(
        'split()',
        "split(',')",
        "rsplit(' ', 1)",
        'splitlines()',
        "partition(',')",
        "split(' ', 1)",
        "rpartition('a')",
      ),
    ),
    fill(
      '(# + [#])',
      fc.array(tie('any'), { maxLength: 2 }).map((items) => `[${items.join(', ')}]`),
      tie('any'),
    ),
    fill('(# * 2)', LISTS),
    fill('helper(#, #, #, k=#)', tie('any'), tie('any'), tie('any'), tie('number')),
    fill('helper(#, y=#)', tie('any'), tie('any')),
    fill('helper(*#)', tie('list')),
    fill('list(helper2(#))', tie('list')),
  );
}

function dicts(tie: Tie): fc.Arbitrary<string> {
  return fc.oneof(
    { maxDepth: 4, depthIdentifier: 'expression' },
    fc.constantFrom("{'k': 1, 'j': 2}", '{}', 'table', "{1: 'x', 2.0: 'y', True: 'z'}"),
    fill("{#: #, 'k': #}", tie('text'), tie('any'), tie('any')),
    fill('{q: # for q in #}', tie('any'), LISTS),
    fill('dict(k=#, m=#)', tie('any'), tie('any')),
    fill('{**#, #: 1}', tie('dict'), tie('number')),
    fill('dict(zip(#, #))', tie('list'), tie('list')),
    fill('(# | #)', tie('dict'), tie('dict')),
  );
}

function anything(tie: Tie): fc.Arbitrary<string> {
  return fc.oneof(
    { maxDepth: 4, depthIdentifier: 'expression' },
    fc.oneof(INTEGERS, TEXTS, fc.constant('None')),
    flatExpression,
    tie('number'),
    tie('text'),
    tie('truth'),
    tie('list'),
    tie('dict'),
    fill('(#)[#]', tie('list'), fc.constantFrom('0', '-1', '1')),
    fill('(#).get(#, #)', tie('dict'), tie('text'), tie('any')),
    fill("(#)['k']", tie('dict')),
    fill('(lambda q, *r: #)(#, 2)', tie('any'), tie('any')),
  );
}

const OPERAND = fc.constantFrom('1', '2', '3', '0', 'a', 'True', 'False', '7', '(2)', 'len(b)', 'None');
const PREFIX = fc.constantFrom('', '', '', '-', '~', '+', 'not ', 'not not ', '- -', 'not -');
const INFIX = fc.constantFrom(
  '+',
  '-',
  '*',
  '//',
  '%',
  '**',
  '<<',
  '>>',
  '&',
  '|',
  '^',
  '/',
  '<',
  '>',
  '==',
  '!=',
  '<=',
  'is',
  'is not',
  'and',
  'or',
  'and',
  'or',
  'and not',
  'or not',
);

/** Operators without brackets: what binds to what is the parser's to know. */
const flatExpression = fc
  .tuple(
    PREFIX,
    OPERAND,
    fc.array(fc.tuple(INFIX, fc.constantFrom('', '', '-', '~'), OPERAND), { minLength: 1, maxLength: 6 }),
    fc.constantFrom('', '', ' if a else b', ' if not a or 0 else not a and b'),
  )
  .map(
    ([prefix, first, rest, end]) =>
      `(${prefix}${first}${rest.map((parts) => ` ${parts.join(' ')}`).join('')}${end})`,
  );

export const expressions = fc.letrec<Expressions>((tie) => ({
  number: numbers(tie),
  text: texts(tie),
  truth: truths(tie),
  list: lists(tie),
  dict: dicts(tie),
  any: anything(tie),
}));
