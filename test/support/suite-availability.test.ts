import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runProcess } from './child-process.ts';
import { repositoryPath } from './repository.ts';

const SCRIPT = `
  import { suiteNeeds } from ${JSON.stringify(repositoryPath('out', 'test', 'support', 'suite-availability.js'))};
  console.log(JSON.stringify(suiteNeeds('locks', { ok: true, value: 1 }, { ok: false, reason: 'no server' })));
`;

async function askWith(ci: string | undefined) {
  return runProcess(process.execPath, ['--input-type=module', '--eval', SCRIPT], { env: { CI: ci } });
}

it('skips a suite with one line where a need is missing', async () => {
  const { exitCode, stdout } = await askWith(undefined);
  assert.deepEqual([exitCode, stdout], [0, 'locks: skipped, no server\n{"skip":"no server"}\n']);
});

it('fails instead where CI=true', async () => {
  const { exitCode, stderr } = await askWith('true');
  assert.equal(exitCode, 1);
  assert.match(stderr, /locks: skipped, no server; CI=true asks for every suite/);
});
