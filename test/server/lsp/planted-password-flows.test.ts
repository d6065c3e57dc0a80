import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { RunParams } from '../../../server/src/protocol/run-messages.ts';
import {
  everything,
  PLANTED,
  PLANTED_PASSWORD,
  plantedRole,
  TALKATIVE_ENV,
  TALKATIVE_FAILURE,
  withoutPassword,
} from '../../support/planted-password.ts';
import { databaseUrl, queryDatabase, withPostgres } from '../../support/postgres-server.ts';
import { withRealAlembic } from '../../support/real-alembic.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { LOGGING_INI, SCRIPT_TEMPLATE } from '../alembic/alembic-project.ts';
import { revisionText } from '../core/lint/chain-text.ts';
import { RunningServer } from './running-server.ts';

const postgres = await withPostgres();
const alembic = await withRealAlembic();
const FILES = {
  'alembic.ini': `[alembic]\nscript_location = %(here)s/migrations\n\n${LOGGING_INI}`,
  'migrations/env.py': TALKATIVE_ENV,
  'migrations/script.py.mako': SCRIPT_TEMPLATE,
  'migrations/versions/aaaa1.py': revisionText('aaaa1', 'None', {
    upgrade: "op.execute('CREATE TABLE orders (id INT PRIMARY KEY)')",
    downgrade: "op.execute('DROP TABLE orders')",
  }),
  'migrations/versions/bbbb2.py': revisionText('bbbb2', "'aaaa1'", {
    upgrade: "op.execute('SELECT 1')",
    downgrade: 'pass',
  }),
  'migrations/versions/cccc3.py': revisionText('cccc3', "'bbbb2'", { upgrade: TALKATIVE_FAILURE }),
};

describe('a password in secret storage, in every other flow', suiteNeeds('flows', postgres, alembic), () => {
  let server: RunningServer;
  let environment: string;
  let url: URL;
  /** What the user is shown: every answer and every refusal. */
  const told: unknown[] = [];

  before(async () => {
    url = await plantedRole(await available(postgres).createDatabase('flows'));
    const bare = withoutPassword(url).href;
    const second = new URL(await available(postgres).createDatabase('flows')).pathname.slice(1);
    const lost = new URL(await available(postgres).createDatabase('flows')).pathname.slice(1);
    await queryDatabase(databaseUrl(url.href, lost), 'CREATE TABLE orders (id INT PRIMARY KEY)');
    const closed = new URL(bare);
    closed.port = '1';
    server = await RunningServer.start({
      files: FILES,
      password: PLANTED_PASSWORD,
      interpreter: available(alembic).python,
      settings: {
        databases: [
          { name: 'live', url: bare },
          { name: 'second', url: databaseUrl(bare, second) },
          { name: 'lost', url: databaseUrl(bare, lost) },
          { name: 'gone', url: closed.href },
        ],
        pgDump: '/nowhere/pg_dump',
      },
    });
    environment = await server.environment();
  });
  after(() => server.stop());

  async function planned(database: string, target: string): Promise<RunParams> {
    const params = { environment, database, direction: 'upgrade', target } as const;
    const { heads, digest, engine } = await server.request('alembic/plan', params);
    return { ...params, heads, digest, engine, runId: `${database} ${target}` };
  }

  /** Takes note of what came back, of an error as well. */
  async function heard<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
      const value = await answer;
      told.push(value);
      return value;
    } catch (error) {
      told.push(error instanceof Error ? [error.message, error.stack, error] : error);
      return undefined;
    }
  }

  it('a dry run on a copy', async () => {
    const params = { ...(await planned('live', 'aaaa1')), dryRun: true, onCopy: true };
    const answer = await heard(server.request('alembic/run', params));
    assert.equal(answer?.outcome, 'done', answer?.message);
  });

  it('a run on several databases, one of which is not there', async () => {
    const runs = [await planned('live', 'bbbb2'), await planned('second', 'bbbb2')];
    runs.push({ ...(runs[0] as RunParams), database: 'gone' });
    const params = { runs, parallel: 2, onFailure: 'continue' } as const;
    const answer = await heard(server.request('alembic/runSeveral', params));
    assert.equal(answer?.message, '2 of 3 databases are done, 1 failed.');
    await heard(
      server.request('alembic/plan', { environment, database: 'gone', direction: 'upgrade', target: 'head' }),
    );
  });

  it("a run of the user's own alembic, whose traceback quotes it", async () => {
    const params = await planned('live', 'cccc3');
    assert.equal(params.engine, 'alembic');
    const answer = await heard(server.request('alembic/run', params));
    assert.equal(answer?.outcome, 'failed');
    assert.match(answer?.message ?? '', /cannot reach/);
    assert.match(answer?.message ?? '', /\*\*\*/, 'it was there to be masked');
  });

  it('autogenerate and check', async () => {
    const database = 'live';
    const path = join(server.folder, 'migrations', 'versions', 'cccc3.py');
    rmSync(path);
    const seen = server.notifications.length;
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: server.uri('migrations/versions/cccc3.py'), type: 3 }],
    });
    await server.until(() => server.notifications.length > seen);
    const check = await heard(server.request('alembic/checkModels', { environment, database }));
    assert.deepEqual(check?.detected.length === 0, false);
    const params = { environment, database, message: 'models', head: undefined, versionPath: undefined };
    const made = await heard(server.request('alembic/autogenerate', params));
    assert.ok(made !== undefined);
    rmSync(fileURLToPath(made.uri));
    await heard(server.request('alembic/checkModels', { environment, database: 'gone' }));
  });

  it('repair: the diagnosis, the comparison with every revision, the stamp', async () => {
    const params = { environment, database: 'lost' };
    const { troubles = [] } = (await heard(server.request('alembic/diagnose', params))) ?? {};
    assert.deepEqual(
      troubles.map(({ kind }) => kind),
      ['missing-version-table'],
    );
    await heard(server.request('alembic/matchSchema', { ...params, runId: 'match' }));
    await heard(server.request('alembic/diagnose', { environment, database: 'gone' }));
    await heard(server.request('alembic/loadBaseline', { ...params, uri: server.uri('alembic.ini') }));
    await heard(server.request('alembic/baseBranchTarget', params));
    const stamp = { ...params, direction: 'stamp', target: 'aaaa1' } as const;
    const { heads, digest, engine } = await server.request('alembic/plan', stamp);
    await heard(server.request('alembic/run', { ...stamp, heads, digest, engine, runId: 'stamp' }));
  });

  it('the journal, the reports and the status', async () => {
    for (const database of ['live', 'second', 'lost', 'gone']) {
      await heard(server.request('alembic/runs', { environment, database }));
      await heard(server.request('alembic/databaseStatus', { environment, database }));
      await heard(server.request('alembic/report', { environment, report: 'current', database }));
    }
    await heard(server.request('alembic/databases', { environment }));
  });

  it('is nowhere in what was told, the protocol, the log, the journal, or any file', () => {
    const places = {
      told: JSON.stringify(told),
      trace: server.trace.join('\n'),
      log: server.log.join('\n'),
      storage: everything(server.storage),
      workspace: everything(server.folder),
    };
    assert.match(places.storage, /cannot reach/, 'the journal is read');
    for (const [place, text] of Object.entries(places)) assert.ok(!text.includes(PLANTED), place);
  });
});
