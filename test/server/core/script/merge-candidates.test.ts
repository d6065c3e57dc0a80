import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  mergeCandidates,
  refuseMergeOfAncestor,
} from '../../../../server/src/core/script/merge-candidates.ts';
import { chainOf } from './chain-of.ts';

describe('mergeCandidates', () => {
  const check = (chain: string, expected: string) =>
    it(`${chain} -> ${expected || 'nothing'}`, () =>
      assert.equal(
        mergeCandidates(chainOf(chain))
          .map((node) => node.id)
          .join(' '),
        expected,
      ));

  check('a; a -> b', '');
  check('a; a -> b; a -> c', 'b c');
  check('a; a -> b; a -> c needs b', '');
  check('a; a -> b; a -> b', '');
});

describe('refuseMergeOfAncestor', () => {
  const check = (chain: string, revisions: readonly string[], refused: boolean) =>
    it(`${revisions.join(' and ')} of ${chain}`, () => {
      const map = chainOf(chain);
      const nodes = revisions.flatMap((id) => map.get(id) ?? []);
      if (refused) assert.throws(() => refuseMergeOfAncestor(nodes), { code: 'merge-of-ancestor' });
      else refuseMergeOfAncestor(nodes);
    });

  check('a; a -> b; a -> c', ['b', 'c'], false);
  check('a; a -> b; b -> c', ['a', 'c'], true);
  check('a; a -> b; a -> c needs b', ['b', 'c'], true);
});
