/**
 * A process that runs what is left of a chain and may be killed at any moment: `node killed-runner.js TARGET-AS-JSON`.
 * Each revision makes one table and takes a moment, so that a kill meets every phase of a step. Tells each statement.
 */
import type { DatabaseUrl } from '../../../server/src/core/config/database-url.ts';
import { DEFAULT_VERSION_TABLE } from '../../../server/src/core/plan/version-table.ts';
import { openSession } from '../../../server/src/database/open-session.ts';
import { readVersionRows } from '../../../server/src/database/version-table.ts';
import { killableChain, planOf, run } from './run-fixture.ts';

async function main(target: DatabaseUrl): Promise<void> {
  const session = await openSession(target);
  const { revisions } = await readVersionRows(session, DEFAULT_VERSION_TABLE);
  await session.close();
  const chain = killableChain();
  const done = chain.findIndex(({ revision }) => revision === revisions[0]);
  const plan = planOf(chain.slice(done + 1), { expectedRevisions: revisions });
  const result = await run(target, plan, {
    onProgress: ({ revision, statement }) => process.stdout.write(`${revision} ${statement}\n`),
  });
  process.exitCode = result.outcome === 'done' ? 0 : 1;
}

await main(JSON.parse(process.argv[2] ?? '') as DatabaseUrl);
