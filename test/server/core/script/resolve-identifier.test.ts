import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CommandError } from '../../../../server/src/core/script/command-error.ts';
import { getRevisions } from '../../../../server/src/core/script/resolve-identifier.ts';
import { chainOf } from './chain-of.ts';

const CHAIN = `
  aaaa11
  aaaa11 -> bbbb22 (left)
  aaaa11 -> cccc33 (right)
  bbbb22 -> bbbb44
  cccc33 -> c5
`;

function resolved(identifier: string): string {
  try {
    const found = getRevisions(chainOf(CHAIN), identifier);
    return found.map((each) => (each === null || each === 'base' ? String(each) : each.id)).join(' ');
  } catch (error) {
    if (error instanceof CommandError) return error.code;
    throw error;
  }
}

describe('identifiers', () => {
  const check = (identifier: string, expected: string) =>
    it(`${JSON.stringify(identifier)} -> ${expected}`, () => assert.equal(resolved(identifier), expected));

  check('aaaa11', 'aaaa11');
  check('heads', 'bbbb44 c5');
  check('base', '');
  check('head', 'multiple-heads');
  check('left', 'bbbb22');
  check('left@head', 'bbbb44');
  check('left@heads', 'bbbb44');
  check('aaaa11@heads', 'bbbb44 c5');
  check('aaaa11@head', 'multiple-heads');
  check('left@base', '');
  check('nowhere@base', '');
  check('left@bbbb4', 'bbbb44');
  check('left@cccc33', 'not-on-branch');
  check('nowhere@bbbb22', 'branch-not-found');
  check('lef', 'bbbb22');
  check('a', 'aaaa11');
  check('bbbb', 'ambiguous-revision');
  check('right@b', 'revision-not-found');
  check('c', 'cccc33');
  check('c5', 'c5');
  check('nope', 'revision-not-found');
  check('', 'empty-target');
  check('current', 'revision-not-found');
  check('-1', 'bbbb22 cccc33');
  check('left@-1', 'bbbb22');
  check('-3', 'base base');
  check('-4', 'null null');
  check('+1', 'revision-not-found');

  it('an ambiguous one names what it could be', () => {
    assert.throws(() => getRevisions(chainOf(CHAIN), 'bbbb'), /bbbb22, bbbb44/);
  });
});
