import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { quoteIdentifier, quoteQualified } from '../../../../server/src/core/postgresql/identifiers.ts';

describe('quoteIdentifier', () => {
  const check = (name: string, expected: string) =>
    it(`${JSON.stringify(name)} -> ${expected}`, () => assert.equal(quoteIdentifier(name), expected));

  check('users', 'users');
  check('_t1$x', '_t1$x');
  check('type', 'type');
  check('lateral', 'lateral');
  check('user', '"user"');
  check('offset', '"offset"');
  check('Users', '"Users"');
  check('1st', '"1st"');
  check('$x', '"$x"');
  check('a b', '"a b"');
  check('größe', '"größe"');
  check('say "hi"', '"say ""hi"""');
  check('', '""');
});

describe('quoteQualified', () => {
  it('quotes each part on its own', () => {
    assert.equal(quoteQualified('My S', 'order'), '"My S"."order"');
    assert.equal(quoteQualified(null, 't'), 't');
  });
});
