import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { PgliteUrl } from '../../../server/src/core/config/database-url.ts';
import { prepareDataDirectory, withReason } from '../../../server/src/database/data-directory.ts';
import { lockDataDirectory } from '../../../server/src/database/data-directory-lock.ts';
import { type OpenOptions, openSession } from '../../../server/src/database/open-session.ts';
import { closeIdlePglite } from '../../../server/src/database/pglite-directories.ts';
import { KILLABLE_STATE, planOf, run, step, summary } from './run-fixture.ts';

const folder = await mkdtemp(join(tmpdir(), 'pglite-test-'));
const target: PgliteUrl = { kind: 'pglite', dataDirectory: join(folder, 'data') };
const now = () => new Date('2025-03-04T05:06:07Z');
/** Larger than any process id that a system gives. */
const NO_PROCESS = 2 ** 30;

after(async () => {
  await closeIdlePglite();
  await rm(folder, { recursive: true, force: true });
});

async function queryOnce(sql: string, options: OpenOptions = { embeddedIdleMs: 60_000 }) {
  const session = await openSession(target, options);
  try {
    return await session.query(sql);
  } finally {
    await session.close();
  }
}

describe('the folder of an embedded database', () => {
  async function refuses(dataDirectory: string, message: RegExp): Promise<void> {
    const opening = openSession({ kind: 'pglite', dataDirectory }, { embeddedIdleMs: 0 });
    await assert.rejects(opening, { name: 'DatabaseError', kind: 'refused', message });
  }

  it('is never one with other files, which stay alone', async () => {
    const project = join(folder, 'project');
    await mkdir(project);
    await writeFile(join(project, 'alembic.ini'), '');
    await refuses(project, /project holds other files \(alembic\.ini\) and no embedded database/);
    assert.deepEqual(await readdir(project), ['alembic.ini']);
    assert.equal(existsSync(`${project}.lock`), false);
  });
  it('is no file', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await refuses(file, /is a file/);
    await refuses(join(file, 'below'), /is a file/);
  });
  it('may be what an interrupted start left', async () => {
    const torn = join(folder, 'torn');
    await mkdir(join(torn, 'pg_wal'), { recursive: true });
    await writeFile(join(torn, 'postgresql.conf'), '');
    await prepareDataDirectory(torn);
  });
  it('says that it may not be written', async () => {
    const refused = withReason('/data', () => Promise.reject(Object.assign(new Error(), { code: 'EACCES' })));
    await assert.rejects(refused, { kind: 'refused', message: /no permission to write there/ });
  });
});

describe('a session on the embedded database', () => {
  it('answers like a server: values as text, results, status, errors with their fields', async () => {
    const session = await openSession(target, { embeddedIdleMs: 60_000 });
    assert.match(session.serverVersion, /^\d+\.\d+$/);
    assert.deepEqual(await session.query('SELECT $1::text AS a, 1 AS b, true AS c, NULL AS d', ['x']), [
      { a: 'x', b: '1', c: 't', d: null },
    ]);
    const results = await session.execute(
      'BEGIN; CREATE TABLE gone (id int); INSERT INTO gone VALUES (1), (2)',
    );
    assert.deepEqual(results, [
      { command: 'BEGIN', rowCount: undefined },
      { command: 'CREATE', rowCount: undefined },
      { command: 'INSERT', rowCount: 2 },
    ]);
    assert.equal(session.transactionStatus, 'in-transaction');
    await assert.rejects(session.execute('SELECT * FROM nowhere'), {
      kind: 'statement',
      sqlState: '42P01',
      message: 'relation "nowhere" does not exist',
    });
    assert.equal(session.transactionStatus, 'failed');
    await session.close();
    await assert.rejects(session.query('SELECT 1'), { kind: 'connection-lost' });
  });

  it('leaves nothing of itself to the next session', async () => {
    const [start] = await queryOnce("SELECT current_setting('search_path') AS path");
    const session = await openSession(target, { embeddedIdleMs: 60_000 });
    await session.execute(
      'SET search_path TO nowhere; SELECT pg_advisory_lock(7); CREATE TEMP TABLE t (id int); BEGIN',
    );
    await session.close();
    assert.deepEqual(
      await queryOnce(
        `SELECT to_regclass('gone') AS gone, to_regclass('t') AS t, current_setting('search_path') AS path,
           (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory') AS locks`,
      ),
      [{ gone: null, t: null, path: start?.path, locks: '0' }],
    );
  });

  it('lets a second session of this process wait its turn, and gives up in time', async () => {
    const first = await openSession(target, { embeddedIdleMs: 60_000 });
    const second = openSession(target, { embeddedIdleMs: 60_000 });
    await assert.rejects(openSession(target, { embeddedWaitMs: 50 }), { kind: 'in-use' });
    await first.close();
    await (await second).close();
  });

  it('has the extensions that migrations ask for', async () => {
    const session = await openSession({ kind: 'pglite', dataDirectory: undefined });
    await session.execute('CREATE EXTENSION pgcrypto; CREATE EXTENSION citext; CREATE EXTENSION "uuid-ossp"');
    await session.execute('CREATE EXTENSION hstore; CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gist');
    await session.close();
  });

  it('cancel drops what was not committed and the next session goes on', async () => {
    const abort = new AbortController();
    const endless = step('a', 'b', ['CREATE TABLE two (id int)', 'DO $$ BEGIN LOOP END LOOP; END $$']);
    const onProgress = ({ statement, revision }: { statement: number; revision: string }) => {
      if (revision === 'b' && statement === 2) setTimeout(() => abort.abort(), 100);
    };
    const plan = planOf([step(undefined, 'a', ['CREATE TABLE one (id int)']), endless]);
    const result = await run(target, plan, { signal: abort.signal, onProgress });
    assert.deepEqual(summary(result), { outcome: 'cancelled', applied: ['a'], revisions: ['a'] });
    assert.deepEqual(await queryOnce("SELECT to_regclass('one') AS one, to_regclass('two') AS two"), [
      { one: 'one', two: null },
    ]);
  });

  it('runs up to a failure as a server does', async () => {
    const plan = planOf([step('a', 'b', ['CREATE TABLE two (id int)']), step('b', 'c', ['SELECT 1/0'])]);
    const result = await run(target, plan);
    assert.deepEqual(summary(result), { outcome: 'failed', applied: ['b'], revisions: ['b'] });
    assert.equal(result.failure?.sqlState, '22012');
  });
});

describe('the lock of a data directory', () => {
  const place = join(folder, 'locked');

  it('names the process that holds it', async () => {
    const lock = await lockDataDirectory(place, now);
    await assert.rejects(lockDataDirectory(place, now), {
      kind: 'in-use',
      message: new RegExp(`is open in process ${process.pid} since 2025-03-04T05:06:07`),
    });
    await lock.release();
    assert.equal(existsSync(`${place}.lock`), false);
  });

  const DEAD = JSON.stringify({ pid: NO_PROCESS, token: 'x', since: '' });
  for (const [name, files] of [
    ['of a dead process', { '.lock': DEAD }],
    ['that is torn', { '.lock': '{"pid": 1' }],
    ['whose taker died over it', { '.lock': DEAD, '.lock.dead-x': DEAD.replace('"x"', '"y"') }],
  ] as const) {
    it(`takes one over ${name}, and only one of many takes it`, async () => {
      // Two of eight in one round of a hundred is what a careless takeover lets through.
      for (let round = 0; round < 50; round += 1) {
        for (const [suffix, content] of Object.entries(files)) await writeFile(`${place}${suffix}`, content);
        const tries = await Promise.allSettled(
          Array.from({ length: 8 }, () => lockDataDirectory(place, now)),
        );
        const taken = tries.filter((attempt) => attempt.status === 'fulfilled');
        assert.equal(taken.length, 1);
        await taken[0]?.value.release();
        const left = (await readdir(folder)).filter((file) => file.startsWith('locked.lock'));
        assert.deepEqual(left, []);
      }
    });
  }
});

describe('a runner on the embedded database that is killed', () => {
  const program = fileURLToPath(new URL('./killed-runner.js', import.meta.url));

  /** Starts a run in a process of its own and kills it when it has told of its `statement`-th statement. */
  async function runAndKill(statement: number): Promise<number | null> {
    const child = spawn(process.execPath, [program, JSON.stringify(target)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = 0;
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      told += chunk.split('\n').length - 1;
      if (told >= statement) child.kill('SIGKILL');
    });
    return new Promise((resolve) => child.once('exit', resolve));
  }

  it('leaves a truthful version table, and a new run finishes', async () => {
    await queryOnce('DROP TABLE one, two, alembic_version', {});
    const met: string[] = [];
    for (const statement of [9, 14]) {
      assert.equal(await runAndKill(statement), null);
      const [state] = await queryOnce(KILLABLE_STATE, {});
      assert.equal(state?.table_name?.replace('t', 'r'), state?.revision);
      assert.equal(Number(state?.tables), Number(state?.revision?.slice(1)));
      met.push(state?.revision ?? '');
    }
    assert.ok(
      met.every((revision) => revision !== '' && revision !== 'r15'),
      met.join(),
    );
    assert.equal(await runAndKill(Number.POSITIVE_INFINITY), 0);
    assert.deepEqual(await queryOnce('SELECT version_num FROM alembic_version', {}), [
      { version_num: 'r15' },
    ]);
  });
});
