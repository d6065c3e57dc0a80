import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { DatabaseUrl } from '../../../server/src/core/config/database-url.ts';
import { displayUrl } from '../../../server/src/core/config/database-url.ts';
import { DEFAULT_VERSION_TABLE } from '../../../server/src/core/plan/version-table.ts';
import {
  readDatabaseState,
  type StateOptions,
  unknownRevisions,
} from '../../../server/src/database/database-state.ts';
import type { RunPlan } from '../../../server/src/database/migration-run.ts';
import { RunJournal } from '../../../server/src/database/run-journal.ts';
import { runOnDatabase } from '../../../server/src/database/run-on-database.ts';
import { queryDatabase, withPostgres } from '../../support/postgres-server.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { planOf, run, step, targetOf } from './run-fixture.ts';

const server = await withPostgres();
const storagePath = await mkdtemp(join(tmpdir(), 'storage-'));
after(() => rm(storagePath, { recursive: true }));

const PLANTED = 'pl4nted-secret';
const plain: StateOptions = { versionTable: DEFAULT_VERSION_TABLE, statementsBefore: [] };

function onDatabase(target: DatabaseUrl, plan: RunPlan, dryRun = false) {
  return runOnDatabase(
    { target, plan, direction: 'upgrade', options: { dryRun }, open: {}, storagePath },
    () => undefined,
    new AbortController().signal,
  );
}

describe('readDatabaseState', suiteNeeds('readDatabaseState', server), () => {
  it('tells the revisions, and those that no file has', async () => {
    const url = await available(server).createDatabase('state');
    const before = await readDatabaseState(targetOf(url), plain);
    assert.deepEqual(
      [before.condition, before.currentRevisions, before.versionTableExists],
      ['ready', [], false],
    );
    await run(targetOf(url), planOf([step(undefined, 'a', [])]));
    await queryDatabase(url, "INSERT INTO alembic_version VALUES ('elsewhere')");
    const state = await readDatabaseState(targetOf(url), plain);
    assert.deepEqual(state.currentRevisions, ['a', 'elsewhere']);
    assert.equal(state.serverVersion, available(server).version);
    assert.deepEqual(
      unknownRevisions(state, (revision) => revision === 'a'),
      ['elsewhere'],
    );
  });

  it('finds the version table that env.py means, and changes nothing in finding it', async () => {
    const url = await available(server).createDatabase('state');
    const statementsBefore = ['CREATE SCHEMA app', 'SET search_path TO app'];
    await run(targetOf(url), planOf([step(undefined, 'a', [])], { statementsBefore }));
    const state = await readDatabaseState(targetOf(url), { ...plain, statementsBefore });
    assert.deepEqual(state.currentRevisions, ['a']);
    assert.deepEqual((await readDatabaseState(targetOf(url), plain)).currentRevisions, []);
  });

  it('says why a server does not answer', async () => {
    const target = { ...targetOf(available(server).url), password: PLANTED };
    const state = await readDatabaseState(target, plain);
    assert.equal(state.condition, 'unreachable');
    assert.match(state.message ?? '', /password authentication failed/);
    assert.doesNotMatch(JSON.stringify(state), new RegExp(PLANTED));
  });

  it('gives up on a version table that somebody has locked', async () => {
    const url = await available(server).createDatabase('state');
    await run(targetOf(url), planOf([step(undefined, 'a', [])]));
    const locked = queryDatabase(url, 'BEGIN; LOCK TABLE alembic_version; SELECT pg_sleep(1.5)');
    await queryDatabase(url, 'SELECT pg_sleep(0.2)');
    const startedAt = performance.now();
    const state = await readDatabaseState(targetOf(url), { ...plain, timeoutMs: 300 });
    assert.equal(state.condition, 'unreachable');
    assert.ok(performance.now() - startedAt < 1000);
    await locked;
  });

  it('answers for fifty databases in less than two seconds', async () => {
    const url = await available(server).createDatabase('state');
    const startedAt = performance.now();
    const states = await Promise.all(
      Array.from({ length: 50 }, () => readDatabaseState(targetOf(url), plain)),
    );
    assert.ok(states.every(({ condition }) => condition === 'ready'));
    assert.ok(performance.now() - startedAt < 2000);
  });
});

describe('readDatabaseState of an embedded database that nobody used', () => {
  it('is at base, and asking does not make it', async () => {
    const dataDirectory = join(storagePath, 'never');
    const state = await readDatabaseState({ kind: 'pglite', dataDirectory }, plain);
    assert.deepEqual([state.condition, state.currentRevisions], ['ready', []]);
    assert.equal(existsSync(dataDirectory), false);
  });
});

describe('runOnDatabase', suiteNeeds('runOnDatabase', server), () => {
  const steps = [step(undefined, 'a', ['CREATE TABLE one (id int)']), step('a', 'b', ['SELECT 1/0'])];

  it('writes what happened to the journal', async () => {
    const target = targetOf(await available(server).createDatabase('journal'));
    const result = await onDatabase(target, planOf(steps));
    const [record, ...others] = await new RunJournal(storagePath, displayUrl(target)).read(9);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [record?.direction, record?.from, record?.to, record?.engine, record?.outcome, record?.message],
      ['upgrade', [], ['a'], 'builtin', 'failed', result.message],
    );
    assert.deepEqual(
      record?.steps.map(({ revision }) => revision),
      ['a'],
    );
  });

  it('keeps no record of a dry run or of a plan that was stale', async () => {
    const target = targetOf(await available(server).createDatabase('journal'));
    await onDatabase(target, planOf(steps), true);
    assert.equal((await onDatabase(target, planOf(steps.slice(1)))).outcome, 'stale');
    assert.deepEqual(await new RunJournal(storagePath, displayUrl(target)).read(9), []);
  });

  it('a server that refuses is a failed run, and the password is nowhere', async () => {
    const target = { ...targetOf(available(server).url), password: PLANTED };
    const result = await onDatabase(target, planOf(steps));
    assert.equal(result.outcome, 'failed');
    assert.equal(result.revisions, undefined);
    assert.match(result.message, /password authentication failed/);
    const folder = join(storagePath, 'journal');
    const journals = await Promise.all(
      (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
    );
    assert.ok(journals.some((text) => text.includes('password authentication failed')));
    assert.doesNotMatch(JSON.stringify(result) + journals.join(), new RegExp(PLANTED));
  });

  it('a migration that repeats the password does not carry it out', async () => {
    const url = await available(server).createDatabase('journal');
    const role = `role_${url.slice(-10)}`;
    await queryDatabase(url, `CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD '${PLANTED}'`);
    const target = { ...targetOf(url), user: role, password: PLANTED };
    const result = await onDatabase(target, planOf([step(undefined, 'a', [`SELECT '${PLANTED}'::int`])]));
    assert.equal(result.failure?.sqlState, '22P02');
    assert.doesNotMatch(JSON.stringify(result), new RegExp(PLANTED));
  });
});
