import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { knownValueNameProblem, knownValueOf } from '../../../client/src/view-models/known-value.ts';

describe('a known value as it is typed', () => {
  const check = (text: string, expected: unknown) =>
    it(JSON.stringify(text), () => assert.deepEqual(knownValueOf(text), expected));
  check('trading', 'trading');
  check(' "trading" ', 'trading');
  check('42', 42);
  check('null', null);
  check('["a", 1]', ['a', 1]);
  check('type: NUMERIC(18, 4)', { type: 'NUMERIC(18, 4)' });
  check('{"type": "TEXT"}', { type: 'TEXT' });
  check('  ', undefined);
});

describe('the name of a known value', () => {
  const check = (name: string, isRight: boolean) =>
    it(name, () => assert.equal(knownValueNameProblem(name) === undefined, isRight));
  check('app.settings.SCHEMA', true);
  check("os.environ['SCHEMA']", true);
  check('app.settings().SCHEMA', true);
  check('app settings', false);
  check('', false);
});
