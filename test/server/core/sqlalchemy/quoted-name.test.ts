import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { quoteIdentifier, quoteQualified } from '../../../../server/src/core/postgresql/identifiers.ts';
import {
  quotedName,
  quoteOf,
  withoutQuote,
  withoutQuotes,
} from '../../../../server/src/core/sqlalchemy/quoted-name.ts';

describe('quotedName', () => {
  const check = (name: string, quote: boolean | null, expected: string) =>
    it(`${name} with ${quote} -> ${expected}`, () => {
      const marked = quotedName(name, quote);
      assert.equal(quoteIdentifier(marked), expected);
      assert.equal(quoteOf(marked), quote);
      assert.equal(withoutQuote(marked), name);
    });

  check('users', true, '"users"');
  check('users', false, 'users');
  check('users', null, 'users');
  check('Users', false, 'Users');
  check('order', false, 'order');
  check('order', null, '"order"');
  check('say "hi"', true, '"say ""hi"""');

  it('takes the last choice', () => {
    assert.equal(quoteIdentifier(quotedName(quotedName('users', true), false)), 'users');
  });

  it('counts for its own part of a qualified name', () => {
    assert.equal(quoteQualified(quotedName('s', true), 't'), '"s".t');
  });
});

describe('withoutQuotes', () => {
  it('frees every name of an operation', () => {
    const operation = {
      kind: 'x',
      tableName: quotedName('t', true),
      columns: [{ name: quotedName('A', false) }],
    };
    assert.deepEqual(withoutQuotes(operation), { kind: 'x', tableName: 't', columns: [{ name: 'A' }] });
  });

  it('hands on what says nothing about quotes', () => {
    const operation = { tableName: 't', columns: [{ name: 'a' }] };
    assert.equal(withoutQuotes(operation), operation);
  });
});
