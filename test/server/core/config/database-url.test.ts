import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type DatabaseUrl,
  displayUrl,
  parseDatabaseUrl,
} from '../../../../server/src/core/config/database-url.ts';
import { DatabaseUrlError } from '../../../../server/src/core/config/database-url-error.ts';

/** `expected`: fields of the URL; hosts as "host:port". */
function check(text: string, expected: Readonly<Record<string, unknown>>): void {
  const url = parseDatabaseUrl(text);
  const fields: Record<string, unknown> = { ...url };
  if (url.kind === 'postgres') {
    fields.hosts = url.hosts.map(({ host, port }) => `${host ?? ''}:${port ?? ''}`).join(' ');
  }
  for (const [key, value] of Object.entries(expected)) assert.deepEqual(fields[key], value, key);
}

function refuse(text: string, code: DatabaseUrlError['code'], secret = 'hunter2'): void {
  assert.throws(
    () => parseDatabaseUrl(text),
    (error: unknown) => {
      assert.ok(error instanceof DatabaseUrlError);
      assert.equal(error.code, code);
      assert.ok(!error.message.includes(secret), error.message);
      return true;
    },
  );
}

describe('parseDatabaseUrl', () => {
  it('every part', () =>
    check('postgresql+asyncpg://me:p%40ss@db.example:5433/shop?application_name=x+y', {
      driver: 'asyncpg',
      user: 'me',
      password: 'p@ss',
      hosts: 'db.example:5433',
      database: 'shop',
      applicationName: 'x y',
    }));
  it('raw /, : and # in a password', () =>
    check('postgresql://u:a/b:c#d@h/x', { user: 'u', password: 'a/b:c#d', hosts: 'h:', database: 'x' }));
  it('a password ends at the first @', () =>
    check('postgresql://u:p@ss@h/d', { password: 'p', hosts: 'ss@h:' }));
  it('+ in a password stays', () => check('postgresql://u:a+b@h/d', { password: 'a+b' }));
  it('an IPv6 address', () => check('postgresql://u@[::1]:5432/d', { hosts: '::1:5432' }));
  it('a database with a slash', () => check('postgresql://h/my%2Fdb', { database: 'my/db' }));
  it('nothing at all', () => check('postgresql://', { hosts: ':', user: undefined, database: undefined }));
  it('a socket by ?host=', () =>
    check('postgresql://u@/d?host=/var/run/postgresql&port=5433', {
      hosts: '/var/run/postgresql:5433',
      database: 'd',
    }));
  it('a socket by an escaped host, as libpq', () =>
    check('postgresql://u@%2Fvar%2Frun%2Fpostgresql/d', { hosts: '/var/run/postgresql:' }));
  it('several hosts, each form', () => {
    check('postgresql://u@/d?host=h1:1&host=h2:2', { hosts: 'h1:1 h2:2' });
    check('postgresql://u@/d?host=h1,h2&port=1,2', { hosts: 'h1:1 h2:2' });
    check('postgresql://u:p@h1:1,h2:2/d', { hosts: 'h1:1 h2:2', password: 'p' });
  });
  it('Heroku’s scheme', () =>
    check('postgres://u:p@h:5432/d', { user: 'u', password: 'p', hosts: 'h:5432' }));
  it('what stands behind ? wins', () =>
    check('postgresql://u@h/d?user=v&dbname=e', { user: 'v', database: 'e' }));
  it('TLS words of libpq and asyncpg', () => {
    check('postgresql://h/d?sslmode=verify-full&sslrootcert=/ca.pem', {
      sslMode: 'verify-full',
      sslRootCertificate: '/ca.pem',
    });
    check('postgresql+asyncpg://h/d?ssl=require', { sslMode: 'require' });
  });
  it('options and timeouts', () =>
    check('postgresql://h/d?options=-csearch_path%3Dfoo&connect_timeout=10', {
      options: '-csearch_path=foo',
      connectTimeoutSeconds: 10,
    }));
  it('Neon’s channel binding', () =>
    check('postgresql://u:p@h/d?sslmode=require&channel_binding=require', { channelBinding: 'require' }));
  it('drops what only a Python driver knows', () =>
    check('postgresql+asyncpg://h/d?prepared_statement_cache_size=0', {
      ignoredParameters: ['prepared_statement_cache_size'],
    }));
  it('PGlite', () => {
    check('pglite:memory', { kind: 'pglite', dataDirectory: undefined });
    check('pglite:./data', { dataDirectory: './data' });
    check('pglite:///abs/dir', { dataDirectory: '/abs/dir' });
  });

  it('no URL', () => refuse('shop', 'not-a-url'));
  it('a blank in front', () => refuse(' postgresql://u:hunter2@h/d', 'not-a-url'));
  it('another database', () => refuse('mysql://u:hunter2@h/d', 'other-database'));
  it('a driver that is none', () => refuse('postgresql+pg://u:hunter2@h/d', 'unknown-driver'));
  it('a port that is none', () => refuse('postgresql://u@h:hunter2/d', 'bad-port'));
  it('an empty port', () => refuse('postgresql://u:hunter2@h:/d', 'bad-port'));
  it('unequal hosts and ports', () => refuse('postgresql://u@/d?host=h1,h2&port=1', 'bad-hosts'));
  it('a word that TLS does not know', () => refuse('postgresql://u:hunter2@h/d?sslmode=on', 'bad-parameter'));
  it('a service', () => refuse('postgresql://u:hunter2@h/d?service=x', 'unsupported-parameter'));
  it('pglite: with nothing', () => refuse('pglite:', 'not-a-url'));
});

describe('displayUrl', () => {
  function shown(text: string, expected: string): void {
    assert.equal(displayUrl(parseDatabaseUrl(text)), expected);
    assert.deepEqual(withoutSecrets(parseDatabaseUrl(expected)), withoutSecrets(parseDatabaseUrl(text)));
  }
  function withoutSecrets(url: DatabaseUrl): unknown {
    return url.kind === 'pglite' ? url : { hosts: url.hosts, user: url.user, database: url.database };
  }
  it('has no password and no parameters', () =>
    shown('postgresql+asyncpg://me:hunter2@h:1/d?password=x&sslmode=require', 'postgresql://me@h:1/d'));
  it('a search_path, by which tenants differ', () => {
    const path = 'postgresql://u@h/d?options=-csearch_path%3Dacme%2Cpublic';
    shown(path, path);
    shown(
      'postgresql://u@h/d?options=-c%20lock_timeout%3D3s%20-c%20search_path%3Dacme',
      path.replace('%2Cpublic', ''),
    );
    shown('postgresql://u@h/d?options=--search_path%3Dacme', path.replace('%2Cpublic', ''));
    shown('postgresql://u@h/d?options=-c%20app.secret%3Dx', 'postgresql://u@h/d');
  });
  it('several hosts', () => shown('postgresql://u@/d?host=h1:1&host=h2:2', 'postgresql://u@h1:1,h2:2/d'));
  it('a socket', () =>
    shown('postgresql://u@/d?host=/tmp&port=5433', 'postgresql://u@/d?host=/tmp&port=5433'));
  it('IPv6 and escapes', () =>
    shown('postgresql://a%2Fb@[::1]:1/my%2Fdb', 'postgresql://a%2Fb@[::1]:1/my%2Fdb'));
  it('PGlite', () => shown('pglite:memory', 'pglite:memory'));
});
