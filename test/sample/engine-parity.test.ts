import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { dumpDatabase } from '../support/catalog.ts';
import { queryDatabase, withPostgres } from '../support/postgres-server.ts';
import { withRealAlembic } from '../support/real-alembic.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import {
  downgradeTarget,
  type Migrator,
  ourCliOn,
  realAlembicOn,
  SAMPLE_CATALOG,
  sampleRevisions,
} from './sample-project.ts';
import { CLEARED_BEFORE_DOWNGRADE, TRADING_DAY } from './trading-day.ts';

const postgres = await withPostgres();
const alembic = await withRealAlembic();
const revisions = sampleRevisions();

/** One database that is migrated; the same rows come into each at the same revisions. */
interface Side {
  readonly url: string;
  readonly migrator: Migrator;
}

async function upgrade(side: Side, revision: string): Promise<string> {
  await side.migrator.upgrade(revision);
  for (const statement of TRADING_DAY.get(revision) ?? []) await queryDatabase(side.url, statement);
  return dumpDatabase(side.url, SAMPLE_CATALOG);
}

describe('the built-in engine on migrations-sample', suiteNeeds('engine parity', postgres, alembic), () => {
  const commands = available(alembic).startCommands();
  after(() => commands.close());

  async function sides(name: string): Promise<{ real: Side; ours: Side }> {
    const [realUrl, ourUrl] = await Promise.all([
      available(postgres).createDatabase(`${name}_real`),
      available(postgres).createDatabase(`${name}_ours`),
    ]);
    return {
      real: { url: realUrl, migrator: realAlembicOn(commands, realUrl) },
      ours: { url: ourUrl, migrator: ourCliOn(ourUrl) },
    };
  }

  it('leaves the catalog and the rows that real Alembic leaves, revision by revision, up and down', async () => {
    const { real, ours } = await sides('steps');
    for (const { revision, fileName } of revisions) {
      const expected = await upgrade(real, revision);
      assert.equal(await upgrade(ours, revision), expected, `going up, at ${fileName}`);
    }
    for (const step of revisions.toReversed()) {
      for (const side of [real, ours]) {
        for (const statement of CLEARED_BEFORE_DOWNGRADE.get(step.revision) ?? []) {
          await queryDatabase(side.url, statement);
        }
        await side.migrator.downgrade(downgradeTarget(step));
      }
      assert.equal(
        await dumpDatabase(ours.url, SAMPLE_CATALOG),
        await dumpDatabase(real.url, SAMPLE_CATALOG),
        `going down, after ${step.fileName}`,
      );
    }
  });

  it('leaves the catalog that real Alembic leaves in one run to head and back to base', async () => {
    const { real, ours } = await sides('run');
    for (const target of ['head', 'base']) {
      for (const { migrator } of [real, ours]) {
        if (target === 'head') await migrator.upgrade(target);
        else await migrator.downgrade(target);
      }
      assert.equal(
        await dumpDatabase(ours.url, SAMPLE_CATALOG),
        await dumpDatabase(real.url, SAMPLE_CATALOG),
        target,
      );
    }
  });
});
