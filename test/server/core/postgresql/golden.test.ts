import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type GoldenCase,
  type GoldenDifference,
  goldenDifference,
  goldenSections,
  readGoldenSection,
} from '../../../support/golden.ts';
import { type Written, writtenByAlembic, writtenByUs } from '../../../support/golden-comparison.ts';

/** What the two have to have in common where they may differ; see `GoldenDifference`. */
function common(written: Written, difference: GoldenDifference): unknown {
  if (difference === 'message') return { statements: written.statements, error: written.error?.type };
  return undefined;
}

function check(golden: GoldenCase, difference: GoldenDifference | undefined): void {
  const ours = writtenByUs(golden);
  const real = writtenByAlembic(golden);
  if (difference === undefined) {
    assert.deepEqual(ours, real);
    return;
  }
  assert.notDeepEqual(ours, real, 'they agree: take the case off test/fixtures/golden/differences.json');
  assert.deepEqual(common(ours, difference), common(real, difference));
  assert.equal(ours.unresolved !== undefined, difference === 'notFollowed');
}

for (const release of ['current', 'add-ons'] as const) {
  for (const section of goldenSections(release)) {
    describe(`SQL as real Alembic writes it: ${section}`, () => {
      for (const golden of readGoldenSection(release, section)) {
        it(golden.name, () => check(golden, goldenDifference(section, golden.name)));
      }
    });
  }
}
