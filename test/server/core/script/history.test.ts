import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CommandError } from '../../../../server/src/core/script/command-error.ts';
import { historyBetween, historyOf, parseHistoryRange } from '../../../../server/src/core/script/history.ts';
import { chainOf } from './chain-of.ts';

describe('historyOf', () => {
  const check = (what: string, chain: string, expected: string) =>
    it(what, () => {
      const listed = historyOf(chainOf(chain)).map((node) => node.id);
      assert.equal(listed.join(' '), expected);
    });

  check('an empty directory', '', '');
  check('newest first', 'a; a -> b; b -> c', 'c b a');
  check('the head loaded first goes first', 'a; a -> b; a -> c', 'b c a');
  check('and nothing else decides between heads', 'a; a -> c; a -> b', 'c b a');
  check('a merge goes on with its first parent', 'a; a -> b; a -> c; b, c -> m', 'm b c a');
  check('whichever file was loaded first', 'a; a -> b; a -> c; c, b -> m', 'm c b a');
  check('nested merges', 'a; a -> b; a -> c; b -> d; b -> e; d, e -> m1; c, m1 -> m2', 'm2 c m1 d e b a');
  check('two roots', 'x; y', 'x y');
  check('a dependency comes below what needs it', 'x; y needs x', 'y x');
  check('a cycle is listed after what hangs below the heads', 'a; a -> b; d -> c; c -> d', 'b a d c');
  check('a lost parent leaves the rest readable', 'a; gone -> b; b -> c', 'a c b');
  check(
    'lines that wait for each other around a cycle',
    'a; b, d -> c; c -> d; c -> e; d -> f; a -> b',
    'e f c d b a',
  );
});

describe('historyBetween', () => {
  const CHAIN = 'a; a -> b (left); a -> c (right); b -> d; c -> e needs d';
  const check = (range: string, expected: string, rows: readonly string[] = []) =>
    it(`${range} -> ${expected}`, () => {
      const map = chainOf(CHAIN);
      let listed: string;
      try {
        listed = historyBetween(map, parseHistoryRange(range, rows))
          .map((node) => node.id)
          .join(' ');
      } catch (error) {
        if (!(error instanceof CommandError)) throw error;
        listed = error.code;
      }
      assert.equal(listed, expected);
    });

  check(':', 'e c d b a');
  check('base:d', 'd b a');
  check('a:d', 'd b a');
  check('b:', 'range-crosses-dependency');
  check('c:', 'e c');
  check(':b', 'b a');
  check('d:b', 'invalid-range');
  check('c:d', 'invalid-range');
  check('-1:', 'e c');
  check('current:e', 'e c', ['c']);
  check(':current', 'c a', ['c']);
  check('a', 'invalid-range');
  check('a:b:c', 'invalid-range');
});
