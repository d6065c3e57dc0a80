import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { runCli } from '../support/cli.ts';
import { withRealAlembic } from '../support/real-alembic.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { SAMPLE_CONFIG, SAMPLE_DIRECTORY, sampleRevisions } from './sample-project.ts';

const alembic = await withRealAlembic();
const head = sampleRevisions().at(-1)?.revision ?? '';

/**
 * Taking a merge back leaves a row for each parent: one is inserted, one is the merge's row, updated. Real Alembic walks through
 * a Python set there, so which is which changes from run to run.
 */
function parentsInOrder(script: string): string {
  return script.replace(
    /(INSERT INTO alembic_version \(version_num\) VALUES \(')(\w+)('\)[^;]*;\s+UPDATE alembic_version SET version_num=')(\w+)'/g,
    (_, insert: string, inserted: string, update: string, updated: string) => {
      const [first, second] = [inserted, updated].sort();
      return `${insert}${first}${update}${second}'`;
    },
  );
}

describe('SQL of the sample without a database', suiteNeeds('offline SQL', alembic), () => {
  const commands = available(alembic).startCommands();
  after(() => commands.close());

  async function check(...args: string[]) {
    const real = await commands.run(args, {
      cwd: SAMPLE_DIRECTORY,
      env: { ALPHA_PANDA_DATABASE_URL: 'postgresql+asyncpg://nobody@127.0.0.1:1/none' },
    });
    assert.equal(real.exitCode, 0, real.stderr);
    const ours = await runCli(['-c', SAMPLE_CONFIG, ...args]);
    assert.equal(parentsInOrder(ours.stdout), parentsInOrder(real.stdout));
    assert.equal(ours.exitCode, 0, ours.stderr);
  }

  it('is what real Alembic writes on the way up', () => check('upgrade', 'head', '--sql'));
  it('is what real Alembic writes on the way down', () => check('downgrade', `${head}:base`, '--sql'));
  it('is what real Alembic writes for a range', () => check('upgrade', '52e8b1f6a9d3:04c6d95e7fb1', '--sql'));
  it('is what real Alembic writes for a stamp', async () => {
    await check('stamp', 'head', '--sql');
    await check('stamp', 'base', '--sql');
    await check('stamp', '52e8b1f6a9d3:heads', '--sql');
    await check('stamp', 'head:base', '--sql');
    await check('stamp', '3a75c2e8d106', 'c5d8e3179a40', '--sql');
  });
});
