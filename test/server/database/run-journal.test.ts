import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { RunJournal } from '../../../server/src/database/run-journal.ts';
import type { RunRecord } from '../../../server/src/protocol/run-messages.ts';

const folder = await mkdtemp(join(tmpdir(), 'journal-'));
after(() => rm(folder, { recursive: true }));

function record(startedAt: string): RunRecord {
  return {
    startedAt,
    user: 'ada',
    direction: 'upgrade',
    from: ['a'],
    to: ['b'],
    engine: 'builtin',
    outcome: 'done',
    milliseconds: 12,
    steps: [{ revision: 'b', milliseconds: 11 }],
    message: undefined,
  };
}

describe('RunJournal', () => {
  it('is empty before the first run', async () => {
    assert.deepEqual(await new RunJournal(folder, 'postgresql://nobody').read(5), []);
  });

  it('tells the newest runs first, as many as asked for', async () => {
    const journal = new RunJournal(folder, 'postgresql://u@h:5432/shop');
    for (const startedAt of ['1', '2', '3']) await journal.append(record(startedAt));
    const starts = async (limit: number) => (await journal.read(limit)).map(({ startedAt }) => startedAt);
    assert.deepEqual(await starts(2), ['3', '2']);
    assert.deepEqual(await starts(9), ['3', '2', '1']);
    assert.match(journal.path, /u_h_5432_shop-[0-9a-f]{12}\.jsonl$/);
  });

  it('keeps the databases apart', async () => {
    const journal = new RunJournal(folder, 'postgresql://u@h:5432/shop_');
    assert.deepEqual(await journal.read(9), []);
  });

  it('goes on after a line that a crash has torn', async () => {
    const journal = new RunJournal(folder, 'pglite:/torn');
    await journal.append(record('1'));
    await appendFile(journal.path, '{"startedAt":"2","outc');
    assert.deepEqual(
      (await journal.read(9)).map(({ startedAt }) => startedAt),
      ['1'],
    );
    await journal.append(record('3'));
    assert.deepEqual(
      (await journal.read(9)).map(({ startedAt }) => startedAt),
      ['3', '1'],
    );
    assert.equal((await readFile(journal.path, 'utf8')).split('\n').length, 4);
  });

  it('takes records of several writers at once', async () => {
    const journal = new RunJournal(folder, 'pglite:/many');
    await Promise.all(Array.from({ length: 20 }, (_, index) => journal.append(record(String(index)))));
    assert.equal((await journal.read(99)).length, 20);
  });
});
