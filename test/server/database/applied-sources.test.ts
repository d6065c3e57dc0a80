import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { AppliedSources } from '../../../server/src/database/applied-sources.ts';
import type { AppliedStep } from '../../../server/src/database/migration-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'applied-'));
after(() => rmSync(folder, { recursive: true }));

const TEXT = "def upgrade():\n    op.drop_table('a')\n";
const step = (revision: string, direction: AppliedStep['direction'] = 'upgrade'): AppliedStep => ({
  revision,
  direction,
  milliseconds: 1,
});

let number = 0;
function kept(): AppliedSources {
  number += 1;
  return new AppliedSources(folder, `postgresql://app@db/app${number}`);
}

describe('revisions that were edited after they were applied', () => {
  async function check(
    text: string,
    databaseId: string | undefined,
    expected: readonly string[],
  ): Promise<void> {
    const sources = kept();
    await sources.keep([step('a'), step('b')], '16384', () => TEXT);
    const files = [
      { revision: 'a', text },
      { revision: 'b', text: TEXT },
      { revision: 'c', text: 'c ran elsewhere' },
    ];
    assert.deepEqual(await sources.edited(files, databaseId), expected);
  }

  it('are those that do something else', () => check(TEXT.replace("'a'", "'b'"), '16384', ['a']));
  it('are not those with another layout or comment', () => check(`${TEXT}# done\n`, '16384', []));
  it('are not told of a database that was made anew', () => check(TEXT.replace("'a'", "'b'"), '16999', []));

  it('are forgotten when they are taken back, and kept anew when they run again', async () => {
    const sources = kept();
    await sources.keep([step('a')], '1', () => 'old = 1');
    await sources.keep([step('a', 'downgrade')], '1', () => 'old = 1');
    assert.deepEqual(await sources.edited([{ revision: 'a', text: 'new = 1' }], '1'), []);
    await sources.keep([step('a')], '1', () => 'new = 1');
    assert.deepEqual(await sources.edited([{ revision: 'a', text: 'new = 1' }], '1'), []);
    assert.deepEqual(await sources.edited([{ revision: 'a', text: 'newer = 1' }], '1'), ['a']);
  });

  it('are none where nothing is kept', async () => {
    assert.deepEqual(await kept().edited([{ revision: 'a', text: TEXT }], '1'), []);
  });
});
