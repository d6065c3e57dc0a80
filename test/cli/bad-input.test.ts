import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runCli } from '../support/cli.ts';
import { databaseUrl, queryDatabase, withPostgres } from '../support/postgres-server.ts';
import { repositoryPath } from '../support/repository.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';

const postgres = await withPostgres();
const PLANTED_PASSWORD = 'planted-s3cret';

describe(
  'bad input ends with exit code 2, a clear error, and nothing changed',
  suiteNeeds('bad input', postgres),
  () => {
    let folder: string;
    let sample: string;

    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'bad-input-'));
      sample = join(folder, 'sample');
      cpSync(repositoryPath('migrations-sample'), sample, { recursive: true });
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    /** Runs in both forms and checks that they say the same. */
    async function refuses(
      code: string,
      message: RegExp,
      args: readonly string[],
      cwd = sample,
    ): Promise<void> {
      const json = await runCli(['--format', 'json', ...args], { cwd });
      const text = await runCli(args, { cwd });
      assert.equal(json.exitCode, 2, json.stdout + json.stderr);
      assert.equal(text.exitCode, 2, text.stdout + text.stderr);
      const { error } = json.json() as { error: { code: string; message: string } };
      assert.equal(error.code, code, error.message);
      assert.match(error.message, message);
      assert.equal(text.stdout, '');
      assert.ok(text.stderr.includes(error.message), text.stderr);
      for (const output of [json.stdout, json.stderr, text.stderr])
        assert.ok(!output.includes(PLANTED_PASSWORD), output);
    }

    it('no configuration', () => refuses('no-config', /alembic\.ini/, ['history'], folder));
    it('a configuration that is not there', () =>
      refuses('no-config', /nope\.ini/, ['-c', 'nope.ini', 'history']));
    it('an ini file that cannot be read', async () => {
      writeFileSync(
        join(folder, 'broken.ini'),
        '[alembic]\nscript_location = migrations\nscript_location = twice\n',
      );
      await refuses('unreadable-config', /broken\.ini.*script_location|script_location/, [
        '-c',
        '../broken.ini',
        'history',
      ]);
    });
    it('a script location that is not there', async () => {
      writeFileSync(join(folder, 'nowhere.ini'), '[alembic]\nscript_location = %(here)s/nowhere\n');
      await refuses('missing-script-location', /nowhere/, ['-c', '../nowhere.ini', 'heads']);
    });
    it('an unknown revision', () => refuses('revision-not-found', /'zzzz'/, ['show', 'zzzz']));
    it('an unknown target of a plan', () =>
      refuses('revision-not-found', /'zzzz'/, ['plan', 'upgrade', 'zzzz']));
    it('an ambiguous prefix', async () => {
      const twins = join(folder, 'twins');
      mkdirSync(join(twins, 'migrations', 'versions'), { recursive: true });
      writeFileSync(join(twins, 'alembic.ini'), '[alembic]\nscript_location = %(here)s/migrations\n');
      for (const [revision, parent] of [
        ['abcd01', 'None'],
        ['abcd02', "'abcd01'"],
      ] as const) {
        writeFileSync(
          join(twins, 'migrations', 'versions', `${revision}_x.py`),
          `revision = '${revision}'\ndown_revision = ${parent}\n\ndef upgrade():\n    pass\n\ndef downgrade():\n    pass\n`,
        );
      }
      await refuses('ambiguous-revision', /abcd01, abcd02/, ['show', 'abcd'], twins);
    });
    it('no database', async () => {
      const ini = join(folder, 'no-database.ini');
      writeFileSync(ini, `[alembic]\nscript_location = ${join(sample, 'migrations')}\n`);
      await refuses('no-database', /--url/, ['-c', ini, 'current']);
    });
    it('a URL that is none', () =>
      refuses('invalid-url', /--url/, ['current', '--url', 'mysql://localhost/x']));
    it('a wrong password', async () => {
      const url = new URL(available(postgres).url);
      url.password = PLANTED_PASSWORD;
      await refuses('authentication', /password/, ['upgrade', 'head', '--url', url.href]);
    });
    it('a server that is down', () =>
      refuses('unreachable', /127\.0\.0\.1.*1\b/, [
        'upgrade',
        'head',
        '--url',
        `postgresql://someone:${PLANTED_PASSWORD}@127.0.0.1:1/nowhere`,
      ]));
    it('a database that does not exist', () =>
      refuses('no-database', /nowhere_at_all/, [
        'upgrade',
        'head',
        '--url',
        databaseUrl(available(postgres).url, 'nowhere_at_all'),
      ]));
    it('an unknown target of an upgrade leaves the database as it is', async () => {
      const url = await available(postgres).createDatabase('untouched');
      await refuses('revision-not-found', /'zzzz'/, ['upgrade', 'zzzz', '--url', url]);
      const tables = await queryDatabase(
        url,
        "SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace",
      );
      assert.equal(tables.length, 0);
    });
    it('a revision that exists already', async () => {
      const versions = join(sample, 'migrations', 'versions');
      const before = readdirSync(versions);
      await refuses('duplicate-revision-id', /816ce4f9d3b0/, [
        'revision',
        '-m',
        'again',
        '--rev-id',
        '816ce4f9d3b0',
      ]);
      assert.deepEqual(readdirSync(versions), before);
    });
    it('a command line that is none', () => refuses('usage', /no command 'upgrad'/, ['upgrad', 'head']));
  },
);
