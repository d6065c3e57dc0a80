import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDatabaseUrl } from '../../../../server/src/core/config/database-url.ts';
import { writeSqlAlchemyUrl } from '../../../../server/src/core/config/write-sqlalchemy-url.ts';

function check(text: string, expected: string, driver?: string): void {
  const url = parseDatabaseUrl(text);
  assert.ok(url.kind === 'postgres');
  const written = writeSqlAlchemyUrl(url, driver);
  assert.equal(written, expected);
  assert.deepEqual(
    { ...parseDatabaseUrl(written), driver: undefined },
    { ...url, driver: undefined },
    'it reads back as the same server',
  );
}

describe('writeSqlAlchemyUrl', () => {
  it('keeps what a URL names', () => check('postgresql://app@db:5433/shop', 'postgresql://app@db:5433/shop'));
  it('adds the driver where the URL has none', () =>
    check('postgres://db/shop', 'postgresql+psycopg://db/shop', 'psycopg'));
  it("leaves the URL's own driver", () =>
    check('postgresql+asyncpg://db/shop', 'postgresql+asyncpg://db/shop', 'psycopg'));
  it('escapes a password that would end the URL', () =>
    check('postgresql://app:p%40ss%2Fw%3Ard@db/shop', 'postgresql://app:p%40ss%2Fw%3Ard@db/shop'));
  it('puts an IPv6 address in brackets', () =>
    check('postgresql://[::1]:5432/x', 'postgresql://[::1]:5432/x'));
  it('names several hosts, and a socket, in the query', () => {
    check('postgresql:///x?host=a:1&host=b:2', 'postgresql:///x?host=a%3A1&host=b%3A2');
    check('postgresql:///x?host=/run/postgresql', 'postgresql:///x?host=%2Frun%2Fpostgresql');
  });
  it('keeps TLS and options for a driver on libpq', () =>
    check(
      'postgresql://db/x?sslmode=require&options=-c%20search_path%3Da',
      'postgresql+psycopg2://db/x?sslmode=require&options=-c%20search_path%3Da',
      'psycopg2',
    ));
  it('spells TLS as asyncpg does', () => {
    const url = parseDatabaseUrl('postgresql+asyncpg://db/x?ssl=require');
    assert.ok(url.kind === 'postgres');
    assert.equal(writeSqlAlchemyUrl(url, undefined), 'postgresql+asyncpg://db/x?ssl=require');
  });
});
