import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CommandError } from '../../../../server/src/core/script/command-error.ts';
import { buildRevisionMap } from '../../../../server/src/core/script/map-builder.ts';
import { requireLoadable } from '../../../../server/src/core/script/require-loadable.ts';
import {
  describeFault,
  revisionsOf as involved,
} from '../../../../server/src/core/script/revision-map-fault.ts';
import { chainOf, revisionsOf } from './chain-of.ts';

describe('heads and bases', () => {
  interface Expected {
    readonly heads: string;
    readonly effectiveHeads?: string;
    readonly bases: string;
    readonly effectiveBases?: string;
  }
  const check = (what: string, chain: string, expected: Expected) =>
    it(what, () => {
      const map = chainOf(chain);
      assert.deepEqual(
        [map.heads, map.effectiveHeads, map.bases, map.effectiveBases].map((ids) => ids.join(' ')),
        [
          expected.heads,
          expected.effectiveHeads ?? expected.heads,
          expected.bases,
          expected.effectiveBases ?? expected.bases,
        ],
      );
      assert.deepEqual(map.faults, []);
    });

  check('an empty directory', '', { heads: '', bases: '' });
  check('one line', 'a; a -> b; b -> c', { heads: 'c', bases: 'a' });
  check('load order, not order of age', 'b -> z; a; a -> b; a -> y', { heads: 'z y', bases: 'a' });
  check('a merge joins two heads', 'a; a -> b; a -> c; b, c -> m', { heads: 'm', bases: 'a' });
  check(
    'a dependency swallows a head in the version table only',
    'a1; a1 -> a2; b1; b1 -> b2; b2 -> b3 needs a2',
    {
      heads: 'a2 b3',
      effectiveHeads: 'b3',
      bases: 'a1 b1',
    },
  );
  check('a base may depend on another branch', 'a; b needs a', {
    heads: 'a b',
    effectiveHeads: 'b',
    bases: 'a b',
    effectiveBases: 'a',
  });
});

describe('an empty depends_on string', () => {
  const withEmpty = (chain: string) =>
    buildRevisionMap(
      revisionsOf(chain).map((revision, index) =>
        index === 0 ? { ...revision, dependsOn: [''] } : revision,
      ),
    );

  it('counts as none', () => assert.deepEqual(withEmpty('a -> b; a').faults, []));
  it('leaves a base without a place', () =>
    assert.equal(withEmpty('a').loadFault?.kind, 'missing-dependency'));
});

describe('branch labels', () => {
  const check = (what: string, chain: string, expected: Readonly<Record<string, string>>) =>
    it(what, () => {
      const map = chainOf(chain);
      const reached = [...map.revisions()].map((node) => [node.id, map.labelsOf(node).join(' ')]);
      assert.deepEqual(Object.fromEntries(reached.filter(([, labels]) => labels !== '')), expected);
    });

  check('reach the whole of an unbranched line', 'a; a -> b (x); b -> c', { a: 'x', b: 'x', c: 'x' });
  check('stop below at a branch point', 'a; a -> b; b -> c (x); c -> d; a -> e', { b: 'x', c: 'x', d: 'x' });
  check('pass a merge upward', 'a; a -> b; a -> c (x); b, c -> m; m -> n', { c: 'x', m: 'x', n: 'x' });
  check('do not pass a dependency', 'a (x); b needs a', { a: 'x' });
  check('stop below where a dependency branches off', 'a; a -> b; b -> c (x); d needs b', { c: 'x' });
  check('the own one first', 'a (x); a -> b (y)', { a: 'x y', b: 'y x' });
});

describe('normalized parents', () => {
  const check = (what: string, chain: string, revision: string, expected: string) =>
    it(what, () => {
      const map = chainOf(chain);
      const node = map.get(revision);
      assert.ok(node);
      assert.equal(
        map
          .normalizedParents(node)
          .map((parent) => parent.id)
          .join(' '),
        expected,
      );
    });

  check('hold parents and dependencies', 'a; b; c; a -> d needs c, b', 'd', 'a c b');
  check('leave out what a parent depends on already', 'x; a; a -> b needs x; b -> c needs x', 'c', 'b');
  check('find the revision behind a label', 'x (lab); a; a -> b needs lab', 'b', 'a x');
});

describe('faults', () => {
  const check = (what: string, chain: string, faults: readonly string[], load: string | undefined) =>
    it(what, () => {
      const map = chainOf(chain);
      const told = map.faults.map(
        (fault) =>
          `${fault.kind}: ${involved(fault)
            .map(({ revision }) => revision)
            .join(' ')}`,
      );
      assert.deepEqual(told, faults);
      assert.equal(map.loadFault?.kind, load);
      for (const fault of map.faults) {
        assert.ok(describeFault(fault).length > 20);
        for (const { revision } of involved(fault)) assert.ok(describeFault(fault).includes(revision));
      }
    });

  check('a parent that no file has', 'gone -> a', ['missing-down-revision: a'], 'missing-down-revision');
  check(
    'a label where a parent should be',
    'a (x); x -> b',
    ['missing-down-revision: b'],
    'missing-down-revision',
  );
  check('a dependency that no file has', 'a; b needs gone', ['missing-dependency: b'], 'missing-dependency');
  check('an id in two files is only a warning', 'a; a -> b; a -> b', ['duplicate-revision: b b'], undefined);
  check('a label in two files', 'a (x); a -> b (x)', ['duplicate-label: a b'], 'duplicate-label');
  check('a label that is an id', 'a (b); b', ['label-equals-revision: a b'], 'label-equals-revision');
  check('itself as parent', 'a -> a', ['self-loop: a'], 'self-loop');
  check('itself as dependency', 'b; a needs a', ['dependency-self-loop: a'], 'dependency-self-loop');
  check('a cycle', 'a; c -> b; b -> c', ['cycle: b c'], 'cycle');
  check('a cycle that Alembic overlooks', 'a; a, c -> b; b -> c; c -> d', ['cycle: b c'], undefined);
  check('a cycle by dependency', 'a needs b; a -> b', ['dependency-cycle: a b'], 'dependency-cycle');
  check('a character of the target grammar', 'a-b', ['illegal-revision-id: a-b'], 'illegal-revision-id');
  check(
    'several at once: Alembic stops at the label',
    'gone -> a (x); c -> b (x); b -> c',
    ['duplicate-label: a b', 'missing-down-revision: a', 'cycle: b c'],
    'duplicate-label',
  );
});

describe('requireLoadable', () => {
  it('tells the fault with ids and files', () => {
    assert.throws(
      () => requireLoadable(chainOf('a; gone -> b')),
      (error) =>
        error instanceof CommandError &&
        error.code === 'missing-down-revision' &&
        error.message.includes("'gone'") &&
        error.message.includes('versions/1_b.py'),
    );
  });
  it('refuses a cycle that Alembic overlooks', () => {
    assert.throws(() => requireLoadable(chainOf('a; a, c -> b; b -> c; c -> d')), { code: 'cycle' });
  });
  it('lets a repeated id pass', () => requireLoadable(chainOf('a; a -> b; a -> b')));
});

describe('a repeated id', () => {
  it('is listed twice among the heads, and the last file is in force', () => {
    const map = chainOf('a; a -> b; b -> c; a -> c');
    assert.deepEqual(map.heads, ['b', 'c', 'c']);
    assert.deepEqual(map.get('c')?.source.downRevisions, ['a']);
    assert.equal(map.size, 3);
  });
});
