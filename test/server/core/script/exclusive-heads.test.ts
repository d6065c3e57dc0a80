import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { areHeadsMarked } from '../../../../server/src/core/script/exclusive-heads.ts';
import { buildRevisionMap } from '../../../../server/src/core/script/map-builder.ts';
import type { RevisionMap } from '../../../../server/src/core/script/revision-map.ts';
import { chainOf } from './chain-of.ts';

function areMarked(map: RevisionMap, marks: readonly string[]): boolean {
  const files = marks.flatMap((id) => map.get(id)?.index ?? []);
  return areHeadsMarked(map.graph, map.graph.ends.heads, new Set(files));
}

describe('areHeadsMarked', () => {
  const check = (what: string, chain: string, marks: readonly string[], expected: boolean) =>
    it(what, () => assert.equal(areMarked(chainOf(chain), marks), expected));

  const fork = 'a; a -> b; b -> c; a -> x; x -> y';
  check('a mark in each branch', fork, ['b', 'x'], true);
  check('marks on the heads', fork, ['c', 'y'], true);
  check('one branch without a mark', fork, ['b', 'c'], false);
  check('a mark below the branch point belongs to no head', fork, ['a', 'b'], false);
  check('two roots', 'a; b', ['a', 'b'], true);
  check('a branch that is merged back into its head', 'a; a -> b; a -> c; b, c -> m; x', ['a', 'x'], true);
  check(
    'a branch that only one of its merges leads to',
    'a; a -> b; a -> c; b, c -> m; c -> n',
    ['c', 'n'],
    false,
  );

  it('agrees with a search from every mark', () => {
    const parents = fc.array(fc.array(fc.nat(30), { maxLength: 2 }), { minLength: 1, maxLength: 14 });
    let yes = 0;
    const check = (choices: readonly number[][], marked: readonly number[]): void => {
      const map = buildRevisionMap(
        choices.map((below, index) => ({
          revision: `r${index}`,
          downRevisions: index === 0 ? [] : [...new Set(below.map((choice) => `r${choice % index}`))],
          dependsOn: [],
          branchLabels: [],
          message: '',
          path: `r${index}.py`,
        })),
      );
      const marks = marked.map((choice) => `r${choice % choices.length}`);
      const exclusive = marks.map((id) => headsAbove(map, id)).filter(({ size }) => size === 1);
      const told = new Set(exclusive.flatMap((heads) => [...heads]));
      yes += Number(told.size === map.heads.length);
      assert.equal(areMarked(map, marks), told.size === map.heads.length);
    };
    fc.assert(fc.property(parents, fc.array(fc.nat(30), { maxLength: 5 }), check), { numRuns: 2000 });
    assert.ok(yes > 100, `${yes}`);
  });
});

function headsAbove(map: RevisionMap, id: string): ReadonlySet<string> {
  const children = map.get(id)?.children ?? [];
  return children.length === 0
    ? new Set([id])
    : new Set(children.flatMap((child) => [...headsAbove(map, child.id)]));
}
