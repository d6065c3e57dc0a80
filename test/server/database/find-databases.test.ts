import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type DatabaseSources, findDatabases } from '../../../server/src/database/find-databases.ts';
import { readDotenv } from '../../../server/src/database/read-dotenv.ts';

const nothing: DatabaseSources = {
  configPath: '/home/ada/shop/alembic.ini',
  section: 'alembic',
  settings: [],
  configUrl: undefined,
  dotenv: new Map(),
  environment: {},
  storagePath: undefined,
};

/** Expects, for each database in order: name, URL without password, protection, and whether a run asks first. */
function check(
  name: string,
  sources: Partial<DatabaseSources>,
  expected: ReadonlyArray<readonly [string, string, string, boolean]>,
): void {
  it(name, () => {
    const found = findDatabases({ ...nothing, ...sources }).map(({ summary, needsConsent }) => [
      summary.name,
      summary.displayUrl,
      summary.protection,
      needsConsent,
    ]);
    assert.deepEqual(found, expected);
  });
}

describe('findDatabases', () => {
  check('nothing is found where nothing is named', {}, []);
  check(
    'settings come first and keep their protection',
    {
      settings: [{ name: 'production', url: 'postgresql://app@db.example/shop', protection: 'typed' }],
      configUrl: 'postgresql+asyncpg://app:secret@localhost/shop',
    },
    [
      ['production', 'postgresql://app@db.example/shop', 'typed', false],
      ['sqlalchemy.url', 'postgresql://app@localhost/shop', 'none', false],
    ],
  );
  check(
    'what was only found on another machine asks first',
    {
      configUrl: 'postgresql://app:secret@db.example/shop',
      environment: { DATABASE_URL: 'postgres://u:p@10.0.0.1/d' },
    },
    [
      ['sqlalchemy.url', 'postgresql://app@db.example/shop', 'confirm', true],
      ['DATABASE_URL', 'postgresql://u@10.0.0.1/d', 'confirm', true],
    ],
  );
  check(
    'variables count by name and value, .env before the environment',
    {
      dotenv: new Map([
        ['SQLALCHEMY_DATABASE_URI', 'postgresql://u:p@localhost/one'],
        ['HOMEPAGE_URL', 'postgresql://u:p@localhost/no'],
        ['DATABASE_URL', 'mysql://u:p@localhost/no'],
      ]),
      environment: {
        SQLALCHEMY_DATABASE_URI: 'postgresql://u:p@localhost/two',
        TEST_DB_DSN: 'postgresql:///three',
      },
    },
    [
      ['SQLALCHEMY_DATABASE_URI', 'postgresql://u@localhost/one', 'none', false],
      ['TEST_DB_DSN', 'postgresql:///three', 'none', false],
    ],
  );
  check(
    'one place is listed once',
    {
      configUrl: 'postgresql://u:p@localhost/d',
      environment: { DATABASE_URL: 'postgresql+psycopg://u:q@localhost/d' },
    },
    [['sqlalchemy.url', 'postgresql://u@localhost/d', 'none', false]],
  );
  check(
    'a relative folder of an embedded database is beside the configuration',
    {
      settings: [{ name: 'scratch', url: 'pglite:data' }],
    },
    [['scratch', 'pglite:/home/ada/shop/data', 'none', false]],
  );

  it('offers the embedded database last, one per environment', () => {
    const folder = (section: string) =>
      findDatabases({ ...nothing, storagePath: '/store', section, configUrl: 'postgresql:///d' }).at(-1)
        ?.summary;
    assert.equal(folder('alembic')?.name, 'embedded');
    assert.match(folder('alembic')?.displayUrl ?? '', /^pglite:\/store\/embedded\/[0-9a-f]{12}$/);
    assert.notEqual(folder('alembic')?.displayUrl, folder('other')?.displayUrl);
  });

  it('says why a URL cannot be used, without showing it', () => {
    const [database] = findDatabases({ ...nothing, settings: [{ name: 'x', url: 'mysql://u:pl4nted@h/d' }] });
    assert.equal(database?.target, undefined);
    assert.match(database?.problem ?? '', /mysql/);
    assert.doesNotMatch(JSON.stringify(database), /pl4nted/);
  });

  it('asks for a password in a setting to be removed', () => {
    const [database] = findDatabases({
      ...nothing,
      settings: [{ name: 'x', url: 'postgresql://u:pl4nted@h/d' }],
    });
    assert.match(database?.problem ?? '', /holds a password/);
    assert.doesNotMatch(`${database?.problem} ${JSON.stringify(database?.summary)}`, /pl4nted/);
  });
});

describe('readDotenv', () => {
  it('reads the files from the workspace folder down; the nearest wins', async () => {
    const root = await mkdtemp(join(tmpdir(), 'dotenv-'));
    try {
      const inner = join(root, 'service', 'db');
      await mkdir(inner, { recursive: true });
      await writeFile(join(root, '.env'), 'export A=1\nB="two # no comment"\n# C=3\n');
      await writeFile(join(inner, '.env'), "A='near'\n");
      const config = join(inner, 'alembic.ini');
      assert.deepEqual(
        [...(await readDotenv(config, root))],
        [
          ['A', 'near'],
          ['B', 'two # no comment'],
        ],
      );
      assert.deepEqual([...(await readDotenv(config, undefined))], [['A', 'near']]);
      assert.deepEqual([...(await readDotenv(config, join(root, 'elsewhere')))], [['A', 'near']]);
    } finally {
      await rm(root, { recursive: true });
    }
  });
});
