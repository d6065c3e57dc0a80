import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { withRealAlembic } from './real-alembic.ts';
import { available, suiteNeeds } from './suite-availability.ts';

const alembic = await withRealAlembic();

describe('real Alembic', suiteNeeds('real Alembic', alembic), () => {
  const directory = mkdtemp(join(tmpdir(), 'oracle-'));
  after(async () => rm(await directory, { recursive: true, force: true }));

  async function oracle(body: string) {
    const path = join(await directory, `${Date.now()}.py`);
    await writeFile(
      path,
      `import json, sys\nfor line in sys.stdin:\n    question = json.loads(line)\n    ${body}\n`,
    );
    return available(alembic).startOracle(path);
  }

  it('runs in the pinned version', async () => {
    const { exitCode, stdout } = await available(alembic).run(['--version']);
    assert.deepEqual([exitCode, stdout.trim()], [0, `alembic ${available(alembic).version}`]);
  });

  it('answers each question in order', async () => {
    const asked = await oracle('print(json.dumps(question * 2), flush=True)');
    const answers = await Promise.all([1, 'ä', [3]].map((question) => asked.ask(question)));
    await asked.close();
    assert.deepEqual(answers, [2, 'ää', [3, 3]]);
  });

  it('rejects with the traceback where the script dies', async () => {
    const asked = await oracle('raise ValueError("no such case")');
    await assert.rejects(asked.ask(1), /ValueError: no such case/);
    await assert.rejects(asked.ask(2), /ended with 1/);
  });
});
