import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planUpgrade } from '../../../../server/src/core/plan/plan-upgrade.ts';
import { chainOf } from '../script/chain-of.ts';
import { plannedOrder, plannedRows } from './planned-text.ts';

describe('order of an upgrade to heads', () => {
  const check = (what: string, chain: string, expected: string) =>
    it(what, () =>
      assert.equal(
        plannedOrder(() => planUpgrade(chainOf(chain), 'heads', [])),
        expected,
      ),
    );

  check('branches come out in reverse', 'a; a -> b; a -> c', 'a c b');
  check('a merge of b and c', 'a; a -> b; a -> c; b, c -> m', 'a c b m');
  check('a merge of c and b', 'a; a -> b; a -> c; c, b -> m', 'a b c m');
  check('two roots, the last loaded first', 'x; y', 'y x');
  check('nested merges', 'a; a -> b; a -> c; b -> d; b -> e; d, e -> m1; c, m1 -> m2', 'a b e d m1 c m2');
  check('a broken chain is not planned', 'gone -> a', 'missing-down-revision');
});

describe('targets of an upgrade', () => {
  const CHAIN = 'aaaa; aaaa -> bbbb (left); aaaa -> cccc (right); bbbb -> dddd; cccc -> eeee';
  const check = (target: string, rows: readonly string[], expected: string) =>
    it(`${JSON.stringify(target)} from [${rows.join(', ')}] -> ${expected}`, () =>
      assert.equal(
        plannedOrder(() => planUpgrade(chainOf(CHAIN), target, rows)),
        expected,
      ));

  check('heads', [], 'aaaa cccc eeee bbbb dddd');
  check('head', [], 'multiple-heads');
  check('base', ['dddd'], '');
  check('dddd', [], 'aaaa bbbb dddd');
  check('ddd', ['aaaa'], 'bbbb dddd');
  check('aaaa', ['dddd'], '');
  check('left', [], 'aaaa bbbb');
  check('left@head', ['aaaa'], 'bbbb dddd');
  check('right@bbbb', [], 'not-on-branch');
  check('+1', [], 'aaaa');
  check('+2', [], 'ambiguous-walk');
  check('+1', ['bbbb'], 'dddd');
  check('+1junk', ['bbbb'], 'dddd');
  check('+2', ['bbbb'], 'relative-out-of-range');
  check('+0', ['bbbb'], 'relative-out-of-range');
  check('-1', ['bbbb'], 'relative-out-of-range');
  check('+1', ['bbbb', 'cccc'], 'ambiguous-upgrade');
  check('left@+1', [], 'aaaa');
  check('left@+1', ['bbbb', 'cccc'], 'dddd');
  check('left@+1', ['eeee'], 'bbbb');
  check('bbbb+1', [], 'aaaa bbbb dddd');
  check('dddd+1', [], 'target-out-of-range');
  check('aaaa-1', [], 'target-out-of-range');
  check('left@head-1', [], 'aaaa bbbb');
  check('head-1', [], 'multiple-heads');
  check('base+1', [], 'aaaa');
  check('2024-01', [], 'revision-not-found');
  check('current', [], 'revision-not-found');
  check('', [], 'empty-target');
  check('heads', ['gone'], 'revision-not-found');
  check('heads', ['aaaa', 'dddd'], 'overlapping-revisions');
});

describe('rows of an upgrade', () => {
  const check = (what: string, chain: string, rows: readonly string[], expected: string) =>
    it(what, () =>
      assert.equal(
        plannedRows(() => planUpgrade(chainOf(chain), 'heads', rows)),
        expected,
      ),
    );

  check('one line', 'a; a -> b', [], 'I a | U a>b');
  check('the second child is a new row', 'a; a -> b; a -> c', [], 'I a | U a>c | I b');
  check('a merge leaves one row', 'a; a -> b; a -> c; b, c -> m', ['b', 'c'], 'D b, U c>m');
  check(
    'a dependency counts as a parent',
    'a1; a1 -> a2; b1; b1 -> b2 needs a2',
    ['a2', 'b1'],
    'D b1, U a2>b2',
  );
  check('a parent that is no longer a row', 'a1; a1 -> a2; b1; b1 -> b2 needs a2; a2 -> a3', ['b2'], 'I a3');
  check('a row by its partial id is not recognised', 'aaaa11; aaaa11 -> b', ['aaaa'], 'I b');
  check(
    'a merge that names an ancestor too',
    'a; a -> b; a -> c; a, b, c -> m',
    ['b', 'c'],
    'D b, U c>m fault',
  );
});

describe('steps of an upgrade', () => {
  it('name the sides of the log line by down_revision alone', () => {
    const map = chainOf('a; x; a -> b; a -> c; b, c -> m needs x');
    const steps = planUpgrade(map, 'm', []).map(({ revision, from, to }) => [
      revision,
      from.join(),
      to.join(),
    ]);
    assert.deepEqual(steps, [
      ['x', '', 'x'],
      ['a', '', 'a'],
      ['c', 'a', 'c'],
      ['b', 'a', 'b'],
      ['m', 'b,c', 'm'],
    ]);
  });
});
