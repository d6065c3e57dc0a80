import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSqlRange, startingRows } from '../../../../server/src/core/plan/sql-range.ts';
import { chainOf } from '../script/chain-of.ts';

describe('parseSqlRange', () => {
  const check = (argument: string, direction: 'upgrade' | 'downgrade', isSql: boolean, expected: unknown) =>
    it(`${direction} ${argument}${isSql ? ' --sql' : ''}`, () => {
      if (typeof expected === 'string') {
        assert.throws(() => parseSqlRange(argument, direction, isSql), { code: expected });
      } else assert.deepEqual(parseSqlRange(argument, direction, isSql), expected);
    });

  check('head', 'upgrade', false, { start: undefined, target: 'head' });
  check('head', 'upgrade', true, { start: undefined, target: 'head' });
  check('a:b', 'upgrade', true, { start: 'a', target: 'b' });
  check('a:b', 'upgrade', false, 'range-not-allowed');
  check('b', 'downgrade', true, 'range-required');
  check('b', 'downgrade', false, { start: undefined, target: 'b' });
  check('b:a', 'downgrade', true, { start: 'b', target: 'a' });
  check('a:b:c', 'upgrade', true, 'invalid-range');
});

describe('startingRows', () => {
  const map = chainOf('aaaa; aaaa -> bbbb (left); aaaa -> cccc');
  const check = (start: string | undefined, expected: readonly string[] | string) =>
    it(`${start}`, () => {
      if (typeof expected === 'string') assert.throws(() => startingRows(map, start), { code: expected });
      else assert.deepEqual(startingRows(map, start), expected);
    });

  check(undefined, []);
  check('base', []);
  check('aaa', ['aaaa']);
  check('left', ['bbbb']);
  check('left@head', ['bbbb']);
  check('head', 'multiple-heads');
  check('heads', 'multiple-heads');
  check('-1', 'revision-not-found');
  check('left@base', 'invalid-range');
  check('', 'empty-target');
});
