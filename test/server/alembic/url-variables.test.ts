import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { urlVariables } from '../../../server/src/alembic/url-variables.ts';
import { parseDatabaseUrl } from '../../../server/src/core/config/database-url.ts';
import type { EnvUrlSource } from '../../../server/src/core/config/env-script.ts';

interface Case {
  readonly variables?: readonly string[];
  readonly defaultUrl?: string;
  readonly isAsync?: boolean;
  readonly target?: string;
  readonly password?: string;
  readonly inherited?: Readonly<Record<string, string>>;
}

function check(
  {
    variables = ['DATABASE_URL'],
    defaultUrl,
    isAsync = false,
    target = 'postgresql://app@db/shop',
    password,
    inherited = {},
  }: Case,
  expected: Readonly<Record<string, string>>,
): void {
  const urlSource: EnvUrlSource = { kind: 'environment', variables, defaultUrl, span: { start: 0, end: 0 } };
  assert.deepEqual(
    urlVariables({ urlSource, isAsync }, parseDatabaseUrl(target), password, inherited),
    expected,
  );
}

describe('urlVariables', () => {
  it('sets the variable that env.py reads', () =>
    check({ password: 's3' }, { DATABASE_URL: 'postgresql://app:s3@db/shop' }));
  it('takes the driver of the URL that env.py was given so far', () =>
    check(
      { inherited: { DATABASE_URL: 'postgresql+psycopg://elsewhere/x' } },
      { DATABASE_URL: 'postgresql+psycopg://app@db/shop' },
    ));
  it('takes the driver of the default', () =>
    check(
      { defaultUrl: 'postgresql+asyncpg://localhost/x' },
      { DATABASE_URL: 'postgresql+asyncpg://app@db/shop' },
    ));
  it('takes asyncpg for an async engine', () =>
    check({ isAsync: true }, { DATABASE_URL: 'postgresql+asyncpg://app@db/shop' }));
  it('leaves the parts that a URL is put together from', () =>
    check({ variables: ['DB_HOST', 'DB_USER'] }, {}));
  it('reads past a value that is no URL of PostgreSQL', () =>
    check({ inherited: { DATABASE_URL: 'sqlite://' } }, { DATABASE_URL: 'postgresql://app@db/shop' }));
  it('has nothing for the embedded database', () => check({ target: 'pglite:memory' }, {}));
});
