import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  databaseNameTrouble,
  splitPassword,
  urlTrouble,
} from '../../../client/src/view-models/database-url.ts';

describe('the password of a URL', () => {
  const check = (text: string, url: string, password: string | undefined): void =>
    assert.deepEqual(splitPassword(text), { url, password });

  it('is taken out of a URL and decoded', () => {
    check('postgresql+asyncpg://app:s3cret@db:5432/app', 'postgresql+asyncpg://app@db:5432/app', 's3cret');
    check('postgres://app:p%40ss%2Fword@db/app', 'postgres://app@db/app', 'p@ss/word');
    check('postgresql://app:100%@db/app', 'postgresql://app@db/app', '100%');
    check('postgresql://:only@db/app', 'postgresql://@db/app', 'only');
  });
  it('is taken out of a query', () => {
    check(
      'postgresql://db/app?user=a&password=x&sslmode=require',
      'postgresql://db/app?user=a&sslmode=require',
      'x',
    );
    check('postgresql://db/app?password=x', 'postgresql://db/app', 'x');
  });
  it('is taken out of libpq’s keywords', () => {
    check(`host=db password='it\\'s' dbname=app`, 'host=db dbname=app', `it's`);
    check('password=x host=db', 'host=db', 'x');
  });
  it('is undefined where there is none', () => {
    check(' postgresql://app@db:5432/app ', 'postgresql://app@db:5432/app', undefined);
    check('pglite:data', 'pglite:data', undefined);
  });
  it('never stays in the URL, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (password) => {
        const url = `postgresql://app:${encodeURIComponent(password)}@db/app`;
        assert.deepEqual(splitPassword(url), { url: 'postgresql://app@db/app', password });
      }),
    );
  });
});

describe('what the input boxes refuse', () => {
  it('a text that is no URL of PostgreSQL', () => {
    for (const fine of [
      'postgresql://db/app',
      'postgresql+psycopg://db/app',
      'pglite:x',
      'host=db dbname=app',
    ]) {
      assert.equal(urlTrouble(fine), undefined, fine);
    }
    for (const wrong of ['', 'db', 'mysql://db/app', 'postgresql:db']) {
      assert.notEqual(urlTrouble(wrong), undefined, wrong);
    }
    assert.match(urlTrouble('sqlite:///x.db') ?? '', /"sqlite" is not PostgreSQL/);
  });
  it('an empty name or one that is taken', () => {
    assert.equal(databaseNameTrouble('staging', ['production']), undefined);
    assert.match(databaseNameTrouble(' ', []) ?? '', /Type a name/);
    assert.match(databaseNameTrouble(' staging', ['staging']) ?? '', /already/);
  });
});
