import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { dumpDatabase } from '../support/catalog.ts';
import { sqlalchemyUrl, withPostgres } from '../support/postgres-server.ts';
import { withRealAlembic } from '../support/real-alembic.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import {
  downgradeTarget,
  realAlembicOn,
  SAMPLE_CATALOG,
  SAMPLE_DIRECTORY,
  sampleRevisions,
} from './sample-project.ts';

const postgres = await withPostgres();
const alembic = await withRealAlembic();
const revisions = sampleRevisions();

/** A downgrade to base leaves Alembic's own table, empty. */
const BASE = `schema public
table public.alembic_version
column public.alembic_version.version_num character varying(32) NOT NULL
constraint alembic_version.alembic_version_pkc PRIMARY KEY (version_num)
index CREATE UNIQUE INDEX alembic_version_pkc ON public.alembic_version USING btree (version_num)
`;

describe('migrations-sample', () => {
  it('has its files in the order of creation, parents first', () => {
    const dates = revisions.map((revision) => revision.createDate);
    assert.deepEqual(dates, [...dates].sort());
    const seen = new Set<string>();
    for (const { revision, downRevisions, fileName } of revisions) {
      for (const parent of downRevisions) assert.ok(seen.has(parent), `${fileName} comes before ${parent}`);
      seen.add(revision);
    }
    assert.ok(revisions.length >= 14);
  });
});

describe('migrations-sample by real Alembic', suiteNeeds('migrations-sample', postgres, alembic), () => {
  const commands = available(alembic).startCommands();
  after(() => commands.close());

  it('goes up, down and up again, the same catalog at every revision', async () => {
    const url = await available(postgres).createDatabase('round_trip');
    const migrator = realAlembicOn(commands, url);
    // A column that a downgrade brings back stands last, which no SQL can change.
    const dump = () => dumpDatabase(url, { ...SAMPLE_CATALOG, columnOrder: 'name' });

    const goingUp: string[] = [];
    for (const { revision } of revisions) {
      await migrator.upgrade(revision);
      goingUp.push(await dump());
    }
    for (let index = revisions.length - 1; index >= 0; index -= 1) {
      const step = revisions[index];
      assert.ok(step);
      assert.equal(await dump(), goingUp[index], `going down, at ${step.fileName}`);
      await migrator.downgrade(downgradeTarget(step));
    }
    assert.equal(await dump(), BASE, 'base');
    for (const [index, { revision, fileName }] of revisions.entries()) {
      await migrator.upgrade(revision);
      assert.equal(await dump(), goingUp[index], `going up again, at ${fileName}`);
    }
  });

  it('has nothing left for autogenerate at head', async () => {
    const url = await available(postgres).createDatabase('check');
    await realAlembicOn(commands, url).upgrade('head');
    const env = { ALPHA_PANDA_DATABASE_URL: sqlalchemyUrl(url, 'asyncpg') };
    const { exitCode, stdout, stderr } = await commands.run(['check'], { cwd: SAMPLE_DIRECTORY, env });
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /No new upgrade operations detected/);
  });

  it('writes its SQL without a database', async () => {
    const env = { ALPHA_PANDA_DATABASE_URL: 'postgresql+asyncpg://nobody@127.0.0.1:1/none' };
    const { exitCode, stdout, stderr } = await commands.run(['upgrade', 'head', '--sql'], {
      cwd: SAMPLE_DIRECTORY,
      env,
    });
    assert.equal(exitCode, 0, stderr);
    for (const { revision } of revisions) assert.ok(stdout.includes(revision), revision);
  });
});
