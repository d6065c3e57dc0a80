import fc from 'fast-check';

/** Random revision files whose header is written in the ways that real files use, and in rarer ones. */
const id = fc.constantFrom('a1b2c3', '0001', 'add_users', 'ünï', '1975ea83b712', 'x y');
const quote = fc.constantFrom("'", '"', '"""', "'''");
const prefix = fc.constantFrom('', '', '', 'u', 'r', 'f', 'R', 'b');
const stringLiteral = fc.tuple(prefix, quote, id).map(([letters, marks, text]) => {
  const body = letters === 'b' ? text.replace('ünï', 'uni') : text;
  return `${letters}${marks}${body}${marks}`;
});
const joined = fc.array(stringLiteral, { minLength: 1, maxLength: 3 }).map((parts) => {
  const isBytes = parts[0]?.startsWith('b') === true;
  return parts.filter((part) => part.startsWith('b') === isBytes).join(' ');
});
const atom = fc.oneof(
  { weight: 6, arbitrary: joined },
  fc.constantFrom(
    'None',
    'BASE',
    'PAIR',
    'OTHER',
    '12',
    'True',
    '1.5',
    'f()',
    "'a'.upper()",
    "f'{x}'",
    '{}',
    "{'a': 1}",
    '...',
    '-1',
    'x[0]',
    'lambda: 1',
  ),
);
const separator = fc.constantFrom(', ', ',', ',\n    ', ',  # why not\n    ');
const value = fc.oneof(
  { weight: 3, arbitrary: atom },
  fc
    .tuple(fc.constantFrom('()', '[]', '{}'), fc.array(atom, { maxLength: 3 }), separator, fc.boolean())
    .map(([brackets, items, comma, trailing]) => {
      const end = items.length > 0 && (trailing || (brackets === '()' && items.length === 1)) ? ',' : '';
      return `${brackets[0]}${items.join(comma)}${end}${brackets[1]}`;
    }),
  fc.array(atom, { minLength: 2, maxLength: 3 }).map((items) => items.join(', ')),
  atom.map((inner) => `(${inner})`),
  atom.map((inner) => `(\n    ${inner}\n)`),
  fc.tuple(joined, joined).map((parts) => parts.join(' + ')),
  fc.tuple(atom, atom).map(([left, right]) => `${left} if x else ${right}`),
  joined.map((text) => `\\\n    ${text}`),
);
const name = fc.constantFrom(
  'revision',
  'down_revision',
  'branch_labels',
  'depends_on',
  'BASE',
  'PAIR',
  'OTHER',
);
const annotation = fc.constantFrom('', '', ': str', ': Union[str, Sequence[str], None]', ": 'str | None'");
const comment = fc.constantFrom('', '', "  # down_revision = 'decoy'");

const simple = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(name, annotation, value, comment)
      .map(([left, type, right, end]) => `${left}${type} = ${right}${end}`),
  },
  fc.tuple(name, name, atom).map(([first, second, right]) => `${first} = ${second} = ${right}`),
  fc
    .tuple(name, name, atom, atom)
    .map(([first, second, left, right]) => `${first}, ${second} = ${left}, ${right}`),
  fc
    .tuple(name, fc.constantFrom('+=', '|=', '-='), atom)
    .map(([left, operator, right]) => `${left} ${operator} ${right}`),
  fc.tuple(name, annotation).map(([left, type]) => `${left}${type === '' ? ': int' : type}`),
  fc.constantFrom(
    'import sqlalchemy as sa',
    'from alembic import op',
    'from x import (revision as r,\n    OTHER)',
    'from .y import BASE, PAIR',
    'import a.b.c, d',
    'del BASE',
    'x.revision = "z"',
    'foo(revision="z")',
    '"revision = 1"',
    'assert revision == "a"',
    "print('down_revision = 3'); x = {'revision': 'b'}",
    'pass',
  ),
);
const indent = (text: string) =>
  text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
const statement = fc.oneof(
  { weight: 8, arbitrary: simple },
  fc
    .tuple(
      fc.constantFrom(
        'if True:',
        'if x:',
        'if TYPE_CHECKING:',
        'try:\n    pass\nexcept E:',
        'for OTHER in y:',
        'while x:',
        'with a() as b:',
        'def f(revision=1):',
        'class C(B):',
        'if False:\n    pass\nelse:',
      ),
      simple,
    )
    .map(([head, body]) => `${head}\n${indent(body)}`),
  fc
    .tuple(simple, simple)
    .map(
      ([first, second]) =>
        `${first.split('\n').length > 1 || first.includes('#') ? 'pass' : first}; ${second}`,
    ),
  fc.constantFrom(
    'def upgrade():\n    revision = "inner"\n',
    'async def downgrade(): pass',
    'upgrade = 3',
    '@wrap(1)\ndef downgrade() -> None:\n    """revision = 1"""',
  ),
  fc.constantFrom('# revision = "decoy"', '', '    # indented comment'),
);
const docstring = fc.constantFrom(
  '',
  '"""add users\n\nRevision ID: a1\nRevises: b2\n"""',
  "'one line'",
  'r"""raw \\d"""',
  '"a" "b"',
  'f"no doc"',
  '("doc")',
);

/** Text with `\n`, `\r\n` or a byte order mark. */
export const revisionFileText = fc
  .tuple(docstring, fc.array(statement, { maxLength: 10 }), fc.constantFrom('\n', '\n', '\r\n'), fc.boolean())
  .map(([doc, statements, lineEnd, hasMark]) => {
    const text = [doc, ...statements, ''].join('\n').replaceAll('\n', lineEnd);
    return hasMark ? `\ufeff${text}` : text;
  });
