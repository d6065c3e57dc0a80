import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lintChain } from '../../../../server/src/core/lint/lint-chain.ts';
import type { Problem } from '../../../../server/src/core/lint/problem.ts';
import { applyFix, chainView, revisionText, type Texts } from './chain-text.ts';

const IDS = ['aaaa1', 'bbbb2', 'cccc3', 'dddd4', 'eeee5', 'ffff6'];
const name = fc.constantFrom(...IDS, 'left', 'nowhere');
const tuple = fc.array(name, { maxLength: 3 }).map((names) => {
  if (names.length === 0) return 'None';
  return names.length === 1 ? `'${names[0]}'` : `(${names.map((one) => `'${one}'`).join(', ')})`;
});
const file = fc
  .record({
    id: fc.constantFrom(...IDS),
    down: tuple,
    dependsOn: fc.option(tuple, { nil: 'None', freq: 3 }),
    labels: fc.option(fc.constantFrom("'left'", "'right'", "('left', 'right')", "'aaaa1'"), {
      nil: 'None',
      freq: 4,
    }),
  })
  .map(({ id, down, ...more }) => revisionText(id, down, more));
const chain: fc.Arbitrary<Texts> = fc
  .array(file, { maxLength: 7 })
  .map((texts) => Object.fromEntries(texts.map((text, index) => [`f${index}.py`, text])));

/** Rules for what Alembic stumbles over when it reads a chain, and where it only warns. */
const FAULT_RULES = new Set([
  'dangling-down-revision',
  'dangling-depends-on',
  'dependency-cycle',
  'duplicate-branch-label',
  'duplicate-revision-id',
  'forbidden-revision-id-character',
  'revision-cycle',
  'self-reference',
]);

/** The text that a finding points at. */
function literalOf(texts: Texts, { path, span }: Problem): string {
  return (texts[path.slice(path.lastIndexOf('/') + 1)] ?? '').slice(span.start, span.end);
}

describe('random chains', () => {
  it('have an error exactly where the revision map has a fault, in a file that the fault names', () => {
    fc.assert(
      fc.property(chain, (texts) => {
        const view = chainView(texts);
        const problems = lintChain(view).filter(({ code }) => FAULT_RULES.has(code));
        const faults = view.revisions.faults.filter(({ kind }) => kind !== 'dependency-cycle');
        if (view.revisions.faults.length === 0) assert.deepEqual(problems, []);
        for (const fault of faults) {
          const paths = new Set(
            ('revisions' in fault ? fault.revisions : [fault.revision]).map(({ path }) => path),
          );
          assert.ok(
            problems.some(({ path }) => paths.has(path)),
            JSON.stringify(fault),
          );
        }
        for (const problem of problems) assert.equal(problem.severity, 'error');
      }),
      { numRuns: 2000 },
    );
  });

  it('stay readable under every fix, and lose the finding that it is for', () => {
    fc.assert(
      fc.property(chain, (texts) => {
        for (const problem of lintChain(chainView(texts))) {
          const literal = literalOf(texts, problem);
          for (const fix of problem.fixes) {
            const mended = applyFix(texts, fix);
            const after = lintChain(chainView(mended));
            assert.ok(!after.some(({ code }) => code === 'syntax-error'), fix.title);
            // Of three heads one fix leaves two; every other finding goes away at once.
            if (problem.code === 'multiple-heads') continue;
            const same = after.filter(
              ({ code, path, message }) =>
                code === problem.code && path === problem.path && message === problem.message,
            );
            const left = same.filter((other) => literalOf(mended, other) === literal);
            assert.deepEqual(left, [], `${fix.title} for ${problem.message}`);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
