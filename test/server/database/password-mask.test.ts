import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maskPasswords } from '../../../server/src/database/password-mask.ts';

function check(text: string, expected: string, secrets: ReadonlyArray<string | undefined> = []): void {
  it(`${JSON.stringify(text)} → ${JSON.stringify(expected)}`, () => {
    assert.equal(maskPasswords(text, secrets), expected);
  });
}

describe('maskPasswords', () => {
  check('cannot log in with hunter2!', 'cannot log in with ***!', ['hunter2']);
  check('cannot log in with hunter%202', 'cannot log in with ***', ['hunter 2', undefined]);
  check('postgresql://app:s3cret@h:5432/d', 'postgresql://app:***@h:5432/d');
  check('postgresql+asyncpg://app:p@ss:w/rd@h/d refused', 'postgresql+asyncpg://app:***@h/d refused');
  check('two: pg://a:b@c and pg://d:e@f', 'two: pg://a:***@c and pg://d:***@f');
  check('host=h password=s3cret user=u', 'host=h password=*** user=u');
  check('postgresql:///d?user=u&password=s3cret&x=1', 'postgresql:///d?user=u&password=***&x=1');
  check('postgresql://app@h/d', 'postgresql://app@h/d');
  check('at 12:30 a@b', 'at 12:30 a@b');
  check('a secret of two letters hides nothing: ab', 'a secret of two letters hides nothing: ab', ['ab', '']);

  const secret = `Pl4nted s3cret/%40é'"`;
  describe('finds a secret as Python, JSON, SQL and URLs spell it', () => {
    for (const spelt of [
      secret,
      String.raw`'Pl4nted s3cret/%40é\'"'`,
      String.raw`'Pl4nted s3cret/%40\xe9\'"'`,
      String.raw`"Pl4nted s3cret/%40\u00e9'\""`,
      String.raw`"\"Pl4nted s3cret/%40\\u00e9'\\\"\""`,
      'Pl4nted%20s3cret/%2540%C3%A9%27%22',
      'Pl4nted+s3cret%2F%2540%C3%A9%27%22',
      'Pl4nted s3cret%2f%2540%c3%a9%27%22',
      'postgresql://u:Pl4nted s3cret%2F%2540%C3%A9%27%22@h/d',
      'postgresql://u:Pl4nted s3cret%%2F%%2540%%C3%%A9%%27%%22@h/d',
      `'Pl4nted s3cret/%40é''"'`,
      String.raw`['\'Pl4nted s3cret/%40é\\\'"\'']`,
    ]) {
      it(spelt, () => assert.doesNotMatch(maskPasswords(`it is ${spelt}!`, [secret]), /Pl4nted|s3cret/));
    }
  });
  check('a.c is not abc', '*** is not abc', ['a.c']);
});
