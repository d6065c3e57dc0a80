import fc from 'fast-check';
import { expressions, fill } from './expression-generator.ts';

/** Random Python expressions of the subset that the interpreter follows. */
export const expressionText = expressions.any;

const indent = (lines: string) => lines.replace(/^(?=.)/gm, '    ');

const { statement } = fc.letrec<{ statement: string; body: string }>((tie) => {
  const { number, text, truth, list, dict, any } = expressions;
  const body = tie('body').map(indent);
  return {
    body: fc.array(tie('statement'), { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n')),
    statement: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'statement' },
      fill('a = #', number),
      fill('b = #', text),
      fill('c = #', list),
      fill('op.execute(repr(#))', any),
      fill('a # #', fc.constantFrom('+=', '-=', '*=', '//='), number),
      fill('b += #', text),
      fill('words += #', list),
      fill('words.#', fill('append(#)', any)),
      fill(
        'words.#',
        fc.constantFrom(
          'reverse()',
          'pop()',
          'sort(key=str)',
          "insert(0, 'i')",
          'clear()',
          "remove('p')",
          'extend(words)',
        ),
      ),
      fill('table[#] = #', fc.oneof(number, text), any),
      fill('table.update(#)', dict),
      fill("table.setdefault('new', #)", any),
      fill('a, *c = #', list),
      fill('(a, b), c = (#, #), #', number, text, list),
      fill('if #:\n#\nelif #:\n#\nelse:\n#', truth, body, truth, body, body),
      fill("for q in #:\n#\n    if q == 'b': break\nelse:\n    a = 'done'", list, body),
      fill('n = 0\nwhile n < 3:\n    n += 1\n    if n == 2: continue\n#', body),
      fill(
        "try:\n#\nexcept # as e:\n    op.execute(type(e).__name__)\n#\nelse:\n    b = 'fine'\nfinally:\n    op.execute('finally')",
        body,
        fc.constantFrom('TypeError', 'Exception', '(KeyError, ValueError)', 'LookupError', 'ArithmeticError'),
        body,
      ),
      fc.constantFrom(
        "raise ValueError('x')",
        'del a',
        'assert b',
        'pass',
        'op.execute(str(words))',
        'global g\ng = 1',
      ),
      fill('def helper(x, y=1, *rest, **named):\n    nonlocal a\n    a = 7\n    return [y, x, #]', any),
      fill(
        "match #:\n    case 1 | 'ab':\n        a = 1\n#\n    case [a, b]:\n        op.execute('two')\n    case str() as b:\n        pass\n    case _:\n        op.execute('other')",
        any,
        body.map(indent),
      ),
      fill('if (n := #) and n:\n    op.execute(repr(n))', any),
      fill(
        'class Thing:\n    size = #\n    def __init__(self, x):\n        self.x = x\n    def get(self):\n        return (self.x, self.size)\nop.execute(repr(Thing(#).get()))',
        number,
        any,
      ),
    ),
  };
});

const PROLOGUE = `from alembic import op
def helper(x, y=1, *rest, **named):
    return [x, y, rest, named]
def helper2(items):
    for q in items:
        yield q
        yield (q, 1)
def upgrade():
    a, b, c = 1, 'ab', [3, 'x']
    words = ['p', 'q']
    table = {'k': 'v', 2: None}
`;

/** A whole revision file whose `upgrade()` hands texts to `op.execute`. */
export const programText: fc.Arbitrary<string> = fc
  .array(statement, { minLength: 1, maxLength: 5 })
  .map((lines) => `${PROLOGUE}${indent(lines.join('\n'))}\n    op.execute(repr((a, b, c, words, table)))\n`);

/** A revision file that gives the text of one expression. */
export function expressionProgram(text: string): string {
  return `${PROLOGUE}    op.execute(repr(${text}))\n`;
}
