import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planDowngrade } from '../../../../server/src/core/plan/plan-downgrade.ts';
import { chainOf } from '../script/chain-of.ts';
import { plannedOrder, plannedRows } from './planned-text.ts';

describe('targets of a downgrade', () => {
  const CHAIN = 'aaaa; aaaa -> bbbb (left); aaaa -> cccc (right); bbbb -> dddd; cccc -> eeee; xxxx (other)';
  const check = (target: string, rows: readonly string[], expected: string) =>
    it(`${JSON.stringify(target)} from [${rows.join(', ')}] -> ${expected}`, () =>
      assert.equal(
        plannedOrder(() => planDowngrade(chainOf(CHAIN), target, rows)),
        expected,
      ));

  check('base', ['dddd', 'eeee'], 'dddd bbbb eeee cccc aaaa');
  check('base', [], '');
  check('aaaa', ['dddd', 'eeee'], 'dddd bbbb eeee cccc');
  check('bbbb', ['dddd', 'eeee'], 'dddd');
  check('bbbb', ['bbbb'], '');
  check('dddd', ['bbbb'], 'invalid-downgrade-target');
  check('aaaa', [], 'invalid-downgrade-target');
  check('left@aaaa', ['dddd', 'eeee'], 'dddd bbbb');
  check('left@base', ['dddd', 'eeee', 'xxxx'], 'dddd bbbb eeee cccc aaaa');
  check('other@base', ['dddd', 'xxxx'], 'xxxx');
  check('-1', ['dddd'], 'dddd');
  check('-1', ['dddd', 'eeee'], 'dddd');
  check('-1', ['eeee', 'dddd'], 'eeee');
  check('-3', ['dddd'], 'dddd bbbb aaaa');
  check('-4', ['dddd'], 'relative-out-of-range');
  check('-1', [], 'relative-out-of-range');
  check('+1', ['dddd'], 'relative-out-of-range');
  check('right@-1', ['dddd', 'eeee'], 'eeee');
  check('left@-1', [], 'ambiguous-downgrade');
  check('bbbb-1', ['dddd'], 'dddd bbbb');
  check('aaaa-1', ['dddd'], 'dddd bbbb aaaa');
  check('aaaa-2', ['dddd'], 'walked-too-far');
  check('bbbb+1', ['dddd'], '');
  check('head', ['dddd'], 'multiple-heads');
  check('gone', ['dddd'], 'revision-not-found');
  check('', ['dddd'], 'empty-target');
});

describe('what depends on the target goes too', () => {
  it('by depends_on', () => {
    const map = chainOf('a1; a1 -> a2; b1; b1 -> b2 needs a2');
    assert.equal(
      plannedOrder(() => planDowngrade(map, 'a1', ['b2'])),
      'b2 a2',
    );
  });
  it('a walk past a merge is ambiguous', () => {
    const map = chainOf('a; a -> b; a -> c; b, c -> m');
    assert.equal(
      plannedOrder(() => planDowngrade(map, '-1', ['m'])),
      'ambiguous-walk',
    );
  });
});

describe('rows of a downgrade', () => {
  const check = (what: string, chain: string, target: string, rows: readonly string[], expected: string) =>
    it(what, () =>
      assert.equal(
        plannedRows(() => planDowngrade(chainOf(chain), target, rows)),
        expected,
      ),
    );

  check('one line to base', 'a; a -> b', 'base', ['b'], 'U b>a | D a');
  check(
    'leaving one of two branches',
    'a; a -> b1 (l); b1 -> b2; a -> c',
    'l@a',
    ['b2', 'c'],
    'U b2>b1 | D b1',
  );
  check('through a merge', 'a; a -> b; a -> c; b, c -> m', 'c', ['m'], 'I b, U m>c');
  check(
    'a dependency comes back as a row',
    'a1; a1 -> a2; b1; b1 -> b2; b2 -> b3 needs a2',
    'b2',
    ['b3'],
    'I b2, U b3>a2',
  );
  check('rows that need each other', 'a; a -> b; b -> c', 'base', ['c', 'b'], 'D c | U b>a | D a');
});
