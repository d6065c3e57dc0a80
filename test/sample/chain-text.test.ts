import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { runCli } from '../support/cli.ts';
import { withRealAlembic } from '../support/real-alembic.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { SAMPLE_CONFIG, SAMPLE_DIRECTORY } from './sample-project.ts';

const alembic = await withRealAlembic();

/** Alembic keeps the children of a revision in a Python set, so their order changes from run to run. */
function childrenInOrder(text: string): string {
  return text
    .replace(/^( +-> .*\n)+/gm, (children) => children.split('\n').sort().join('\n'))
    .replace(/^(Branches into: )(.*)$/gm, (_, what: string, ids: string) => what + ids.split(', ').sort());
}

describe('the text of the chain commands', suiteNeeds('chain text', alembic), () => {
  const commands = available(alembic).startCommands();
  after(() => commands.close());

  async function check(...args: string[]) {
    const real = await commands.run(['-c', SAMPLE_CONFIG, ...args], { cwd: SAMPLE_DIRECTORY });
    assert.equal(real.exitCode, 0, real.stderr);
    const ours = await runCli(['-c', SAMPLE_CONFIG, ...args]);
    assert.equal(childrenInOrder(ours.stdout), childrenInOrder(real.stdout));
    assert.equal(ours.exitCode, 0, ours.stderr);
  }

  it('is that of real Alembic for the history', async () => {
    await check('history');
    await check('history', '--verbose');
    await check('history', '-r-3:');
    await check('history', '-r', '52e8b1f6a9d3:04c6d95e7fb1', '-v');
  });
  it('is that of real Alembic for heads and branches', async () => {
    await check('heads');
    await check('heads', '-v', '--resolve-dependencies');
    await check('branches');
    await check('branches', '-v');
  });
  it('is that of real Alembic for a revision', async () => {
    await check('show', 'heads');
    await check('show', '2be6a40f97d8');
    await check('show', '8f2b');
  });
});
