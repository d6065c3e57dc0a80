import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readRevisionHeader } from '../../../../server/src/core/python/header-reader.ts';
import { scanRevisionHeader } from '../../../../server/src/core/python/header-scanner.ts';
import { headerToRevision } from '../../../../server/src/core/python/header-to-revision.ts';
import { parsePython } from '../../../../server/src/core/python/parse-python.ts';
import { programText } from './program-generator.ts';
import { recordRevision } from './recording-host.ts';
import { revisionFileText } from './revision-file-generator.ts';

const LIMITS = { steps: 20_000, callDepth: 40, textLength: 200_000 };
/** Processor time of this process, which other work on the machine does not lengthen. */
const MOST_PROCESSOR_MS = 3_000;

/** Reads a text in every way there is: none may throw, and each must end soon. */
function read(text: string): void {
  const start = process.cpuUsage();
  headerToRevision(scanRevisionHeader(text), 'x.py');
  readRevisionHeader(parsePython(text));
  recordRevision(text, 'upgrade', LIMITS);
  const { user, system } = process.cpuUsage(start);
  const milliseconds = (user + system) / 1000;
  assert.ok(
    milliseconds < MOST_PROCESSOR_MS,
    `${milliseconds} ms for ${text.length} characters: ${text.slice(0, 200)}`,
  );
}

/** Cuts, doubles, swaps and replaces pieces of a real-looking text. */
const mutation = fc.tuple(
  fc.constantFrom('cut', 'double', 'insert', 'truncate', 'swap'),
  fc.nat({ max: 10_000 }),
  fc.nat({ max: 60 }),
  fc.constantFrom(
    '(',
    ')',
    '"""',
    "'",
    '\\',
    '\n',
    '\t',
    ':',
    '=',
    '{',
    '}',
    'f"{',
    '[',
    ',',
    '#',
    '\0',
    '\ufeff',
    '\ud800',
    'lambda ',
    'match ',
    'if ',
    'yield ',
    '*',
    '**',
    '@',
    '0x',
    '\r',
  ),
);

function mutate(
  text: string,
  [kind, place, length, piece]: readonly [string, number, number, string],
): string {
  const at = text.length === 0 ? 0 : place % text.length;
  const [head, middle, tail] = [text.slice(0, at), text.slice(at, at + length), text.slice(at + length)];
  switch (kind) {
    case 'cut':
      return head + tail;
    case 'double':
      return head + middle + middle + tail;
    case 'insert':
      return head + piece + middle + tail;
    case 'truncate':
      return head;
    default:
      return tail + middle + head;
  }
}

const mutated = fc
  .tuple(fc.oneof(revisionFileText, programText), fc.array(mutation, { minLength: 1, maxLength: 6 }))
  .map(([text, mutations]) => mutations.reduce(mutate, text));

describe('reading bad input', () => {
  test('survives mutated revision files', () => {
    fc.assert(fc.property(mutated, read), { numRuns: 1_500 });
  });

  test('survives any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), read), { numRuns: 1_000 });
    const pieces = fc.constantFrom(
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '"""',
      'f"',
      '{x',
      ':',
      '\n',
      '    ',
      'def upgrade():',
      'if',
      'else',
      'for x in',
      'class A',
      '=',
      ',',
      '\\',
      '#',
      'lambda',
      'x',
      '1',
      'try',
      'except',
      'with',
      'async ',
      'match',
      'case',
      ';',
      '\r',
      '@',
      '->',
      ':=',
    );
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
        read,
      ),
      { numRuns: 2_000 },
    );
  });

  test('ends on deep and long input', () => {
    const deep = 10_000;
    const upgrade = (body: string) => `def upgrade():\n    ${body}\n`;
    read(upgrade(`x = ${'('.repeat(deep)}1${')'.repeat(deep)}`));
    read(upgrade(`x = ${'['.repeat(deep)}`));
    read(upgrade(`x = ${'-'.repeat(deep)}1`));
    read(upgrade(`x = ${'not '.repeat(deep)}1`));
    read(upgrade(`x = ${'lambda: '.repeat(deep)}1`));
    read(upgrade(`x = ${'f"{'.repeat(deep)}`));
    read(upgrade(`x = ${'a if b else '.repeat(deep)}c`));
    read(upgrade(`x = ${'"a" + '.repeat(deep)}"b"`));
    read(upgrade(`x = ${'2 ** '.repeat(deep)}1`));
    read(upgrade(`x = a${'.b'.repeat(deep)}`));
    read(upgrade(`x = a${'()'.repeat(deep)}`));
    read(upgrade(`x = a${'[0]'.repeat(deep)}`));
    read(upgrade(`${'a = '.repeat(deep)}1`));
    read(`x = lambda ${'a,'.repeat(100_000)}b: 1\n`);
    read(Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}if True:`).join('\n'));
    read('x = (\n'.repeat(20_000));
    read('"""\n'.repeat(20_001));
    read(`${'#'.repeat(1_000_000)}\nrevision = 'a'`);
    read(`x = "${'\\'.repeat(100_001)}"`);
    read(`with (a as b, ${'c as d, '.repeat(5_000)}): pass\n)`);
  });

  test('stops programs that do not end', () => {
    const outcome = (body: string) =>
      recordRevision(`def f(n): return f(n + 1)\ndef upgrade():\n${body}\n`, 'upgrade', LIMITS).outcome
        .outcome;
    assert.equal(outcome('    while True: pass'), 'limit');
    assert.equal(outcome('    f(0)'), 'limit');
    assert.equal(outcome('    x = [1]\n    for y in x: x.append(y)'), 'limit');
    assert.equal(outcome('    x = "ab"\n    while 1: x = x + x'), 'limit');
    assert.equal(outcome('    x = [1]\n    while 1: x += x'), 'limit');
    assert.equal(
      outcome('    x = "%1000000000s" % 1\n    y = f"{x:1000000000}"\n    z = "a" * 10**9'),
      'limit',
    );
    assert.equal(outcome('    x = 9 ** 9 ** 9\n    y = 1 << 10**9\n    z = range(10**12)'), 'returned');
  });
});
