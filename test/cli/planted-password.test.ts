import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { SCRIPT_TEMPLATE } from '../server/alembic/alembic-project.ts';
import { revisionText } from '../server/core/lint/chain-text.ts';
import { type CliResult, runCli } from '../support/cli.ts';
import {
  everything,
  PLANTED,
  plantedRole,
  TALKATIVE_ENV,
  TALKATIVE_FAILURE,
} from '../support/planted-password.ts';
import { databaseUrl, withPostgres } from '../support/postgres-server.ts';
import { withRealAlembic } from '../support/real-alembic.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';

const postgres = await withPostgres();
const alembic = await withRealAlembic();

/** Writes its arguments down, and says its password where everybody sees it. */
const TALKATIVE_DUMP = `#!/bin/sh
[ "$1" = --version ] && echo "pg_dump (PostgreSQL) 99.1" && exit
echo "$@" >> "$(dirname "$0")/arguments"
[ -n "$PGPASSWORD" ] || exit 3
echo "no: $PGPASSWORD" >&2
exit 1
`;

const suite = suiteNeeds('planted password on the command line', postgres, alembic);
describe('a password in the URL of a command line', suite, () => {
  const folder = mkdtempSync(join(tmpdir(), 'planted-'));
  const state = join(folder, 'state');
  let url: string;
  let other: string;
  const heard: CliResult[] = [];
  after(() => rmSync(folder, { recursive: true, force: true }));

  before(async () => {
    url = (await plantedRole(await available(postgres).createDatabase('planted'))).href;
    const name = new URL(await available(postgres).createDatabase('planted')).pathname.slice(1);
    other = databaseUrl(url, name);
    const versions = join(folder, 'migrations', 'versions');
    mkdirSync(versions, { recursive: true });
    const files = {
      'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
      pg_dump: TALKATIVE_DUMP,
      'migrations/env.py': TALKATIVE_ENV,
      'migrations/script.py.mako': SCRIPT_TEMPLATE,
      'migrations/versions/aaaa1.py': revisionText('aaaa1', 'None', {
        upgrade: "op.execute('CREATE TABLE orders (id INT PRIMARY KEY)')",
        downgrade: "op.execute('DROP TABLE orders')",
      }),
    };
    for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
    chmodSync(join(folder, 'pg_dump'), 0o755);
  });

  async function cli(...args: readonly string[]): Promise<CliResult> {
    const PATH = [dirname(available(alembic).python), process.env.PATH].join(delimiter);
    const env = { PATH, VIRTUAL_ENV: '', ALEMBIC_WORKBENCH_STATE: state };
    const result = await runCli(args, { cwd: folder, env });
    heard.push(result);
    return result;
  }
  const gone = () => url.replace(/:\d+\//, ':1/');

  it('runs in every way', async () => {
    const dump = ['--pg-dump', join(folder, 'pg_dump')];
    const exitCodes: number[] = [];
    const each = async (...args: readonly string[]): Promise<void> => {
      exitCodes.push((await cli(...args)).exitCode ?? -1);
    };
    await each('upgrade', 'head', '--url', url, '--dry-run');
    await each('upgrade', 'head', '--url', url, '--dry-run=copy', ...dump);
    await each('upgrade', 'head', '--url', url, '--backup', ...dump);
    await each('upgrade', 'head', '--url', url, '--url', other, '--url', gone(), '--on-failure', 'continue');
    await each('check', '--url', url);
    await each('revision', '--autogenerate', '-m', 'models', '--rev-id', 'auto1', '--url', url);
    await each('check', '--url', gone());
    await each('current', '--url', url, '--check-heads');
    await each('stamp', 'aaaa1', '--url', other);
    await each('--format', 'json', 'upgrade', 'auto1', '--url', gone());
    writeFileSync(
      join(folder, 'migrations', 'versions', 'bbbb2.py'),
      revisionText('bbbb2', "'aaaa1'", { upgrade: TALKATIVE_FAILURE }),
    );
    await each('upgrade', 'bbbb2', '--url', url);
    await each('--format', 'json', 'journal', '--url', url);
    assert.deepEqual(exitCodes, [0, 0, 2, 1, 1, 0, 2, 1, 0, 2, 1, 0]);
    const [failed] = heard.slice(-2);
    assert.match(`${failed?.stdout}`, /cannot reach.*\*\*\*/s, 'alembic quotes it');
    assert.match(readFileSync(join(folder, 'arguments'), 'utf8'), /--schema-only[\s\S]*--format=custom/);
  });

  it('is nowhere in what was printed, the journal, the arguments of programs, or any file', () => {
    const places = {
      printed: heard.map(({ stdout, stderr }) => stdout + stderr).join('\n'),
      folder: everything(folder),
    };
    assert.match(places.folder, /cannot reach/, 'the journal is read');
    for (const [place, text] of Object.entries(places)) {
      const found = text.split('\n').filter((line) => line.includes(PLANTED));
      assert.deepEqual(found, [], place);
    }
  });
});
