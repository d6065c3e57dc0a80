import assert from 'node:assert/strict';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { sealSecret } from '../../../client/src/seal-secret.ts';
import type { RunAnswer, RunParams } from '../../../server/src/protocol/run-messages.ts';
import type { DatabaseSetting } from '../../../server/src/protocol/settings.ts';
import {
  everything,
  PLANTED,
  PLANTED_PASSWORD,
  plantedRole,
  withoutPassword,
} from '../../support/planted-password.ts';
import { withPostgres } from '../../support/postgres-server.ts';
import { withRealAlembic } from '../../support/real-alembic.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { revisionText } from '../core/lint/chain-text.ts';
import { RunningServer } from './running-server.ts';

const postgres = await withPostgres();
const alembic = await withRealAlembic();

const ENV = `import os
from alembic import context
from sqlalchemy import create_engine


def run_migrations_online():
    with create_engine(os.environ.get("SHOP_URL", "")).connect() as connection:
        context.configure(connection=connection, target_metadata=None, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()


run_migrations_online()
`;
const FILES = {
  'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
  'migrations/env.py': ENV,
  'migrations/versions/aaaa1.py': revisionText('aaaa1', 'None', {
    upgrade: "op.execute('CREATE TABLE orders (id INT PRIMARY KEY)')",
    downgrade: "op.execute('DROP TABLE orders')",
  }),
  'migrations/versions/bbbb2.py': revisionText('bbbb2', "'aaaa1'", {
    upgrade: "op.execute('SELECT 1/0')",
    downgrade: 'pass',
  }),
};

describe('a password in secret storage', suiteNeeds('planted password', postgres, alembic), () => {
  let server: RunningServer;
  let environment: string;
  let dumpProgram: string;
  let databases: readonly DatabaseSetting[];

  before(async () => {
    const url = withoutPassword(await plantedRole(await available(postgres).createDatabase('planted')));
    const closed = new URL(url);
    closed.port = '1';
    databases = [
      { name: 'live', url: url.href },
      { name: 'gone', url: closed.href },
      { name: 'missing', url: url.href.replace(/\/planted_\w+$/, '/nowhere') },
    ];
    server = await RunningServer.start({ files: FILES, password: PLANTED_PASSWORD, settings: { databases } });
    dumpProgram = join(server.folder, 'pg_dump');
    environment = await server.environment();
  });
  after(() => server.stop());

  async function run(target: string, more: Partial<RunParams> = {}): Promise<RunAnswer> {
    const params = { environment, database: 'live', direction: 'upgrade', target } as const;
    const { heads, digest, engine } = await server.request('alembic/plan', params);
    return server.request('alembic/run', { ...params, heads, digest, engine, runId: target, ...more });
  }

  it('opens the database, in every kind of run', async () => {
    const status = await server.request('alembic/databaseStatus', { environment, database: 'live' });
    assert.equal(status.condition, 'ready', status.message);
    assert.equal((await run('aaaa1')).outcome, 'done');
    const failed = await run('bbbb2');
    assert.equal(failed.failure?.sqlState, '22012');
    await server.request('alembic/runs', { environment, database: 'live' });
    await server.request('alembic/report', { environment, report: 'current', database: 'live' });
  });

  it('is told to no one where a connection fails', async () => {
    for (const database of ['gone', 'missing']) {
      const status = await server.request('alembic/databaseStatus', { environment, database });
      assert.equal(status.condition, 'unreachable');
    }
    const key = await server.request('alembic/sealingKey', null);
    const url = databases[0]?.url ?? '';
    const test = (password: string) =>
      server.request('alembic/testConnection', { url, password: sealSecret(password, key) });
    assert.equal((await test(PLANTED_PASSWORD)).ok, true);
    assert.equal((await test(`${PLANTED_PASSWORD}!`)).ok, false);
  });

  it('reaches pg_dump through its environment alone', async () => {
    writeFileSync(
      dumpProgram,
      '#!/bin/sh\n[ "$1" = --version ] && echo "pg_dump (PostgreSQL) 99.1" && exit\n' +
        'echo "$@" > "$(dirname "$0")/arguments"; [ -n "$PGPASSWORD" ] || exit 3; echo "no: $PGPASSWORD" >&2; exit 1\n',
    );
    chmodSync(dumpProgram, 0o755);
    await server.configure({ databases, pgDump: dumpProgram });
    await assert.rejects(run('bbbb2', { backup: 'all' }), { data: { code: 'backup-failed' } });
    assert.match(readFileSync(join(server.folder, 'arguments'), 'utf8'), /--format=custom/);
  });

  it('is nowhere in the protocol, the log, the journal, or any file', () => {
    assert.ok(
      server.trace.some((line) => line.includes('alembic/password')),
      'the trace holds the request',
    );
    assert.ok(everything(server.storage).includes('"outcome":"failed"'), 'the journal is read');
    const places = {
      trace: server.trace.join('\n'),
      log: server.log.join('\n'),
      storage: everything(server.storage),
      workspace: everything(server.folder),
    };
    for (const [place, text] of Object.entries(places)) assert.ok(!text.includes(PLANTED), place);
  });
});
