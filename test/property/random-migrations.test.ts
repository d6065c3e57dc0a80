import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { GoldenCase } from '../support/golden.ts';
import { writtenByAlembic, writtenByUs } from '../support/golden-comparison.ts';
import { withRealAlembic } from '../support/real-alembic.ts';
import { repositoryPath } from '../support/repository.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';

const alembic = await withRealAlembic();

/** How many random migrations a run compares, from seed 0 on; the variable lets one look further. */
const RANDOM_MIGRATIONS = Number(process.env.ALEMBIC_WORKBENCH_RANDOM_MIGRATIONS ?? 1000);

describe('SQL of random migrations', suiteNeeds('SQL of random migrations', alembic), () => {
  const oracle = available(alembic).startOracle(repositoryPath('test', 'golden', 'random_oracle.py'));
  after(() => oracle.close());

  it(`is what real Alembic writes, ${RANDOM_MIGRATIONS} times`, async () => {
    const failures: string[] = [];
    for (let seed = 0; seed < RANDOM_MIGRATIONS; seed += 1) {
      const golden = (await oracle.ask({ seed })) as GoldenCase;
      try {
        assert.deepEqual(writtenByUs(golden), writtenByAlembic(golden));
      } catch (error) {
        if (!(error instanceof assert.AssertionError)) throw error;
        failures.push(`${golden.source}\n${error.message}`);
      }
    }
    assert.equal(failures.length, 0, `${failures.length} differ\n${failures.slice(0, 3).join('\n')}`);
  });
});
