import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type DatabasePosition,
  databaseTroubles,
  pendingCount,
} from '../../../../server/src/core/plan/database-troubles.ts';
import { chainView, revisionText, type Texts } from '../lint/chain-text.ts';

const CHAIN: Texts = { 'a.py': revisionText('aaaa1', 'None'), 'b.py': revisionText('bbbb2', "'aaaa1'") };
const FORKED: Texts = { ...CHAIN, 'c.py': revisionText('cccc3', "'aaaa1'") };

function check(
  name: string,
  texts: Texts,
  position: Partial<DatabasePosition>,
  expected: readonly RegExp[],
): void {
  it(name, () => {
    const { revisions } = chainView(texts);
    const rows = position.rows ?? ['bbbb2'];
    const troubles = databaseTroubles(revisions, {
      rows,
      behind: pendingCount(revisions, rows),
      edited: [],
      ...position,
    });
    assert.equal(troubles.length, expected.length, JSON.stringify(troubles));
    for (const [index, pattern] of expected.entries()) assert.match(troubles[index]?.message ?? '', pattern);
  });
}

describe('what is not as it should be with a database', () => {
  check('nothing at the head', CHAIN, {}, []);
  check('revisions that are not applied', CHAIN, { rows: ['aaaa1'] }, [/^1 revision is not applied yet/]);
  check('all of them', CHAIN, { rows: [] }, [/^2 revisions are not applied yet/]);
  check('a revision that no file has', CHAIN, { rows: ['gone'] }, [/^No file has the revision gone/]);
  check('several heads', FORKED, { rows: ['bbbb2', 'cccc3'] }, [/^The chain has 2 heads \(bbbb2, cccc3\)/]);
  check(
    'a broken chain, and nothing that follows from it',
    { ...CHAIN, 'c.py': revisionText('cccc3', "'gone'") },
    {},
    [/^The chain is broken, so nothing can be planned: Revision cccc3 follows 'gone', .* Mend it first\.$/],
  );
  check('tables without a version table', CHAIN, { rows: [], hasUnversionedTables: true }, [
    /^There are tables and no version table, so that an upgrade begins from the base/,
    /^2 revisions are not applied yet/,
  ]);
  check('what was edited', CHAIN, { edited: ['aaaa1'] }, [/^Edited after it was applied: aaaa1/]);
});
