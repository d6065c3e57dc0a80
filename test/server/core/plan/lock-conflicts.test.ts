import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { locksConflict } from '../../../../server/src/core/plan/lock-conflicts.ts';

/** "Conflicting Lock Modes" of PostgreSQL's manual: for each mode those that conflict with it. */
const TABLE: Readonly<Record<string, readonly string[]>> = {
  'ACCESS SHARE': ['ACCESS EXCLUSIVE'],
  'ROW SHARE': ['EXCLUSIVE', 'ACCESS EXCLUSIVE'],
  'ROW EXCLUSIVE': ['SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE'],
  'SHARE UPDATE EXCLUSIVE': [
    'SHARE UPDATE EXCLUSIVE',
    'SHARE',
    'SHARE ROW EXCLUSIVE',
    'EXCLUSIVE',
    'ACCESS EXCLUSIVE',
  ],
  SHARE: ['ROW EXCLUSIVE', 'SHARE UPDATE EXCLUSIVE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE'],
  'SHARE ROW EXCLUSIVE': [
    'ROW EXCLUSIVE',
    'SHARE UPDATE EXCLUSIVE',
    'SHARE',
    'SHARE ROW EXCLUSIVE',
    'EXCLUSIVE',
    'ACCESS EXCLUSIVE',
  ],
  EXCLUSIVE: [
    'ROW SHARE',
    'ROW EXCLUSIVE',
    'SHARE UPDATE EXCLUSIVE',
    'SHARE',
    'SHARE ROW EXCLUSIVE',
    'EXCLUSIVE',
    'ACCESS EXCLUSIVE',
  ],
};
const MODES = [...Object.keys(TABLE), 'ACCESS EXCLUSIVE'];

describe('two locks on one relation', () => {
  for (const one of MODES) {
    it(`${one} conflicts as the manual says`, () => {
      const conflicting = MODES.filter((other) => locksConflict(one, other));
      assert.deepEqual(conflicting, TABLE[one] ?? MODES);
    });
  }
  it('a mode that nobody knows conflicts with all', () =>
    assert.equal(locksConflict('NEW', 'ACCESS SHARE'), true));
});
