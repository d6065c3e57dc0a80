import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { available, suiteNeeds } from '../../../support/suite-availability.ts';
import { IDIOM_GROUPS } from './idioms.ts';
import { expressionProgram, expressionText, programText } from './program-generator.ts';
import { type ProgramResult, withRealPython } from './real-python.ts';
import { recordWithUnknowns } from './recording-host.ts';

const EXPRESSION_COUNT = 4_000;
const PROGRAM_COUNT = 1_500;

/** The generator now and then makes text that only newer Pythons take, or that does not end. */
const UNCOMPARED = new Set(['SyntaxError', 'Limit']);

const python = await withRealPython();

interface Tally {
  equal: number;
  unknown: number;
}

/** Compares one program; a difference where everything was known fails with the program's text. */
function compare(text: string, real: ProgramResult, tally: Tally): void {
  const { events, outcome, isKnown } = recordWithUnknowns(text);
  if (!isKnown) {
    tally.unknown += 1;
    return;
  }
  const ours = events.map((event) => /^op\.execute\((.*)\)$/s.exec(event)?.[1] ?? event);
  const raised = outcome.outcome === 'raised' ? outcome.type : undefined;
  const expected = real.executed.map((value) => JSON.stringify(value));
  assert.deepEqual({ raised, executed: ours }, { raised: real.raised, executed: expected }, text);
  tally.equal += 1;
}

async function compareAll(texts: readonly string[], leastEqual: number): Promise<void> {
  const results = await available(python).runPrograms(texts);
  const tally: Tally = { equal: 0, unknown: 0 };
  for (const [index, text] of texts.entries()) {
    const real = results[index] as ProgramResult;
    if (!UNCOMPARED.has(real.raised ?? '')) compare(text, real, tally);
  }
  assert.ok(
    tally.equal >= leastEqual * texts.length,
    `only ${tally.equal} of ${texts.length} programs were worked out`,
  );
}

describe('the interpreter against real Python', suiteNeeds('interpreter against Python', python), () => {
  for (const { name, prologue, expressions } of IDIOM_GROUPS) {
    test(`works out ${name} as Python does`, async () => {
      const texts = expressions.map(
        (text) => `from alembic import op\n${prologue}def upgrade():\n    op.execute(repr((${text})))\n`,
      );
      await compareAll(texts, 1);
    });
  }

  test('knows that a value in between was not worked out, whatever is raised after it', () => {
    const text = 'from alembic import op\ndef upgrade():\n    op.execute(repr(7 ** -1 << 3 & 3 % 0))\n';
    assert.equal(recordWithUnknowns(text).isKnown, false);
  });

  test('gives the value that Python gives, or none', async () => {
    const texts = fc.sample(expressionText, { numRuns: EXPRESSION_COUNT }).map(expressionProgram);
    await compareAll(texts, 0.8);
  });

  test('follows programs as Python runs them, or says that it does not', async () => {
    await compareAll(fc.sample(programText, { numRuns: PROGRAM_COUNT }), 0.6);
  });
});
