import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RunAnswer } from '../../../server/src/protocol/run-messages.ts';
import { GitRepositoryFixture } from '../../support/git-repository.ts';
import { queryDatabase, withPostgres } from '../../support/postgres-server.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { revisionText } from '../core/lint/chain-text.ts';
import { PLAIN_ENV } from './plain-env.ts';
import { RunningServer } from './running-server.ts';

const postgres = await withPostgres();
const folder = 'migrations/versions/';
const sql = (text: string) => `op.execute(${JSON.stringify(text)})`;
const BASE = revisionText('aaaa1', 'None', {
  docstring: 'add orders',
  upgrade: sql('CREATE TABLE orders (id SERIAL PRIMARY KEY, price NUMERIC(10, 2) NOT NULL DEFAULT 0)'),
  downgrade: sql('DROP TABLE orders'),
});
const BRANCH = {
  [`${folder}b.py`]: revisionText('bbbb2', "'aaaa1'", {
    docstring: 'add notes',
    upgrade: sql("ALTER TABLE orders ADD COLUMN note TEXT CHECK (note <> '')"),
    downgrade: sql('ALTER TABLE orders DROP COLUMN note'),
  }),
  [`${folder}c.py`]: revisionText('cccc3', "'bbbb2'", {
    docstring: 'index notes',
    upgrade: sql('CREATE INDEX ix_note ON orders (lower(note)) WHERE note IS NOT NULL'),
    downgrade: sql('DROP INDEX ix_note'),
  }),
};

describe('the repair of a database over the real transport', suiteNeeds('repair', postgres), () => {
  let url: string;
  let server: RunningServer;
  let params: { readonly environment: string; readonly database: string };

  before(async () => {
    url = await available(postgres).createDatabase('repair');
    server = await RunningServer.start({
      files: {
        'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
        'migrations/env.py': PLAIN_ENV,
        [`${folder}a.py`]: BASE,
      },
      settings: { databases: [{ name: 'shop', url }] },
    });
    const repository = new GitRepositoryFixture(server.folder);
    repository.commit('the beginning', {});
    repository.git('checkout', '-q', '-b', 'feature/notes');
    repository.commit('notes', BRANCH);
    await changed(1);
    params = { environment: await server.environment(), database: 'shop' };
    assert.equal((await run('upgrade', 'head')).outcome, 'done');
  });
  after(() => server.stop());

  /** The files of the branch came (1) or went (3). */
  async function changed(type: 1 | 3): Promise<void> {
    const changes = Object.keys(BRANCH).map((name) => ({ uri: server.uri(name), type }));
    const seen = server.notifications.length;
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await server.until(() =>
      server.notifications.slice(seen).some(({ method }) => method === 'alembic/environmentsChanged'),
    );
  }

  async function run(
    direction: 'upgrade' | 'downgrade' | 'stamp',
    target: string,
    purge = false,
  ): Promise<RunAnswer> {
    const planned = { ...params, direction, target, purge };
    const { heads, digest, engine } = await server.request('alembic/plan', planned);
    return server.request('alembic/run', { ...planned, heads, digest, engine, runId: target });
  }

  const rows = async () =>
    (
      await queryDatabase<{ version_num: string }>(url, 'SELECT version_num FROM alembic_version ORDER BY 1')
    ).map(({ version_num }) => version_num);

  it('finds nothing wrong where nothing is', async () => {
    assert.deepEqual(await server.request('alembic/diagnose', params), { troubles: [] });
  });

  it('names the downgrade that undoes what the base branch does not have', async () => {
    const { target, undone } = await server.request('alembic/baseBranchTarget', params);
    assert.deepEqual([target, [...undone].sort()], ['aaaa1', ['bbbb2', 'cccc3']]);
  });

  it('names the revision that a database without version table is at, and stamps it', async () => {
    await queryDatabase(url, 'DROP TABLE alembic_version');
    const { troubles } = await server.request('alembic/diagnose', params);
    assert.deepEqual(
      troubles.map(({ kind }) => kind),
      ['missing-version-table'],
    );
    const { matches, stopped } = await server.request('alembic/matchSchema', {
      ...params,
      runId: 'match',
    });
    assert.equal(stopped, undefined);
    const [nearest, next] = matches;
    assert.deepEqual([nearest?.revision, nearest?.rows, nearest?.differences], ['cccc3', ['cccc3'], []]);
    assert.equal(next?.revision, 'bbbb2');
    assert.match(next?.differences.join() ?? '', /^left over: index CREATE INDEX ix_note/);
    assert.equal((await run('stamp', 'cccc3', true)).outcome, 'done');
    assert.deepEqual(await rows(), ['cccc3']);
  });

  it('names a row that another one stands on, and stamps the rest', async () => {
    await queryDatabase(url, "INSERT INTO alembic_version VALUES ('aaaa1')");
    const { troubles } = await server.request('alembic/diagnose', params);
    const [trouble] = troubles;
    assert.ok(trouble?.kind === 'redundant-rows');
    assert.match(trouble.message, /a row aaaa1, although cccc3 stands on it/);
    assert.deepEqual(trouble.stampRows, ['cccc3']);
    assert.equal((await run('stamp', trouble.stampRows.join(' '), true)).outcome, 'done');
    assert.deepEqual(await rows(), ['cccc3']);
  });

  it('finds the files of another branch in git, and what the database then stands on', async () => {
    const repository = new GitRepositoryFixture(server.folder);
    repository.git('checkout', '-q', 'main');
    await changed(3);
    const { troubles } = await server.request('alembic/diagnose', params);
    const [trouble] = troubles;
    assert.ok(trouble?.kind === 'unknown-revisions');
    assert.deepEqual(
      trouble.lost.map(({ revision, message, uri, text }) => [revision, message, uri, text]),
      [
        ['cccc3', 'index notes', server.uri(`${folder}c.py`), BRANCH[`${folder}c.py`]],
        ['bbbb2', 'add notes', server.uri(`${folder}b.py`), BRANCH[`${folder}b.py`]],
      ],
    );
    assert.match(trouble.lost[0]?.origin ?? '', /Ada Lovelace, on feature\/notes$/);
    assert.deepEqual([trouble.rows, trouble.unfound], [['cccc3'], []]);
    assert.deepEqual([trouble.stampRows, trouble.downgradeTarget], [['aaaa1'], 'aaaa1']);
  });

  it('does not call the revisions pending while nobody knows what the lost one stands on', async () => {
    const { nodes } = await server.request('alembic/revisionPage', { ...params, offset: 0, limit: 9 });
    assert.deepEqual(
      nodes.map(({ revision, state }) => [revision, state]),
      [['aaaa1', 'unknown']],
    );
  });

  it('shows the SQL of the stamp, which forgets rows that no file has', async () => {
    const { sql } = await server.request('alembic/sqlPreview', {
      kind: 'plan',
      environment: params.environment,
      direction: 'stamp',
      target: 'aaaa1',
      heads: ['cccc3'],
      purge: true,
    });
    assert.match(sql, /DELETE FROM alembic_version;\s+-- Running stamp_revision {2}-> aaaa1\s+INSERT INTO/);
    assert.doesNotMatch(sql, /CREATE TABLE/);
  });

  it('goes back with the files from git, as an ordinary downgrade', async () => {
    new GitRepositoryFixture(server.folder).git('checkout', '-q', 'feature/notes');
    await changed(1);
    assert.equal((await run('downgrade', 'aaaa1')).outcome, 'done');
    new GitRepositoryFixture(server.folder).git('checkout', '-q', 'main');
    await changed(3);
    assert.deepEqual(await server.request('alembic/diagnose', params), { troubles: [] });
    assert.deepEqual(await rows(), ['aaaa1']);
  });

  it('has nothing to undo on the base branch', async () => {
    const { target, message } = await server.request('alembic/baseBranchTarget', params);
    assert.equal(target, undefined);
    assert.match(message, /Everything in the database is on main/);
  });

  it('names the version table of another schema', async () => {
    await queryDatabase(url, 'CREATE SCHEMA sales');
    await queryDatabase(url, 'ALTER TABLE alembic_version SET SCHEMA sales');
    const [trouble] = (await server.request('alembic/diagnose', params)).troubles;
    assert.equal(trouble?.kind, 'other-version-table');
    assert.match(trouble?.message ?? '', /there is sales\.alembic_version/);
  });

  it('logged no defect', () => assert.deepEqual(server.log, []));
});
