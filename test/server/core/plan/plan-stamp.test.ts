import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planStamp } from '../../../../server/src/core/plan/plan-stamp.ts';
import { chainOf } from '../script/chain-of.ts';
import { plannedRows } from './planned-text.ts';

const CHAIN = 'a; a -> b1 (left); b1 -> b2; a -> c1 (right); c1 -> c2; x';

describe('stamp', () => {
  const check = (targets: readonly string[], rows: readonly string[], expected: string) =>
    it(`${targets.join(' ')} on [${rows.join(', ')}] -> ${expected}`, () =>
      assert.equal(
        plannedRows(() => planStamp(chainOf(CHAIN), targets, rows)),
        expected,
      ));

  check(['b2'], [], 'I b2');
  check(['b2'], ['a'], 'U a>b2');
  check(['a'], ['b2'], 'U b2>a');
  check(['a'], ['b2', 'c2'], 'D b2, U c2>a');
  check(['c2'], ['b2'], 'I c2');
  check(['b2'], ['b2'], '');
  check(['base'], ['b2', 'c2'], 'D b2 | D c2');
  check(['left@base'], ['b2', 'c2', 'x'], 'D b2');
  check(['heads'], [], 'I b2 | I c2 | I x');
  check(['head'], [], 'multiple-heads');
  check(['b1', 'c1'], [], 'I b1 | I c1');
  check(['+1'], ['a'], 'revision-not-found');
  check(['gone'], [], 'revision-not-found');
  check(['b1'], ['gone'], 'revision-not-found');
  check(['b1'], ['a', 'b2'], 'overlapping-revisions');

  it('tells the sides of the log line', () => {
    const [step] = planStamp(chainOf(CHAIN), ['a'], ['b2', 'c2']);
    assert.deepEqual(
      [step?.direction, step?.revision, step?.from, step?.to],
      ['stamp', 'a', ['b2', 'c2'], ['a']],
    );
  });
  it('to base has no revision on its right side', () => {
    const [step] = planStamp(chainOf(CHAIN), ['base'], ['b2']);
    assert.deepEqual([step?.revision, step?.from, step?.to], ['', ['b2'], []]);
  });
});
