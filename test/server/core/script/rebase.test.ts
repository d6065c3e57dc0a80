import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CommandError } from '../../../../server/src/core/script/command-error.ts';
import {
  type AppliedRows,
  planRebase,
  type RebaseRequest,
} from '../../../../server/src/core/script/rebase.ts';
import { chainOf } from './chain-of.ts';

interface Case {
  readonly chain: string;
  readonly move: string;
  readonly onto: string;
  readonly databases?: readonly AppliedRows[];
  readonly expected: string;
}

function check(what: string, scope: RebaseRequest['scope'], one: Case): void {
  it(what, () => {
    const request = { revision: one.move, onto: one.onto, scope, databases: one.databases ?? [] };
    let answer: string;
    try {
      const changes = planRebase(chainOf(one.chain), request);
      answer = changes
        .map((change) => `${change.revision.id} on ${change.downRevisions.join(', ') || 'base'}`)
        .join('; ');
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      answer = error.code;
    }
    assert.equal(answer, one.expected);
  });
}

const FORK = 'a; a -> b1; b1 -> b2; a -> c1; c1 -> c2';

describe('rebase of a branch', () => {
  const branch = (what: string, one: Case) => check(what, 'branch', one);

  branch('moves it where it leaves the other lineage', {
    chain: FORK,
    move: 'b2',
    onto: 'c2',
    expected: 'b1 on c2',
  });
  branch('may start anywhere on it', { chain: FORK, move: 'b1', onto: 'c2', expected: 'b1 on c2' });
  branch('moves a branch with a base of its own', {
    chain: 'a; x; x -> y',
    move: 'y',
    onto: 'a',
    expected: 'x on a',
  });
  branch('keeps a parent that no file has', {
    chain: 'a; gone, a -> m; a -> c',
    move: 'm',
    onto: 'c',
    expected: 'm on gone, c',
  });
  branch('is refused where it leaves the other lineage in several places', {
    chain: 'a; a -> b; a -> c; a -> d; b, c -> m',
    move: 'm',
    onto: 'd',
    expected: 'rebase-several-roots',
  });
  branch('has nothing to do below the goal', {
    chain: FORK,
    move: 'a',
    onto: 'c2',
    expected: 'rebase-nothing-to-move',
  });
  branch('has nothing to do on the goal', {
    chain: FORK,
    move: 'b1',
    onto: 'a',
    expected: 'rebase-nothing-to-move',
  });
  branch('is refused onto what depends on it', {
    chain: 'a; a -> b; a -> c needs b',
    move: 'b',
    onto: 'c',
    expected: 'rebase-onto-descendant',
  });
  branch('is refused where a database has passed the point', {
    chain: FORK,
    move: 'b2',
    onto: 'c2',
    databases: [{ database: 'live', rows: ['b1'] }],
    expected: 'rebase-applied',
  });
  branch('is not refused for databases elsewhere, or with rows that nobody knows', {
    chain: FORK,
    move: 'b2',
    onto: 'c2',
    databases: [
      { database: 'test', rows: ['a', 'gone'] },
      { database: 'other', rows: ['c2'] },
    ],
    expected: 'b1 on c2',
  });
  branch('needs identifiers that exist', {
    chain: FORK,
    move: 'gone',
    onto: 'c2',
    expected: 'revision-not-found',
  });
});

describe('rebase of one revision', () => {
  const revision = (what: string, one: Case) => check(what, 'revision', one);

  revision('lets its children follow its parent', {
    chain: FORK,
    move: 'b1',
    onto: 'c2',
    expected: 'b1 on c2; b2 on a',
  });
  revision('moves up its own line', {
    chain: 'a; a -> b; b -> c',
    move: 'b',
    onto: 'c',
    expected: 'b on c; c on a',
  });
  revision('leaves a new base behind', {
    chain: 'a; a -> b; x',
    move: 'a',
    onto: 'x',
    expected: 'a on x; b on base',
  });
  revision('is refused where the goal depends on it', {
    chain: 'a; a -> b; b -> c; c -> d needs b',
    move: 'b',
    onto: 'd',
    expected: 'rebase-onto-descendant',
  });
  revision('names each parent once', {
    chain: 'a; a -> b; a, b -> m; x',
    move: 'b',
    onto: 'x',
    expected: 'b on x; m on a',
  });
});

it('a database that has passed the point is named', () => {
  const request: RebaseRequest = {
    revision: 'b2',
    onto: 'c2',
    scope: 'branch',
    databases: [
      { database: 'live', rows: ['b2'] },
      { database: 'test', rows: ['a'] },
    ],
  };
  assert.throws(() => planRebase(chainOf(FORK), request), /Revision b1 has run in live \(at b2\),/);
});
