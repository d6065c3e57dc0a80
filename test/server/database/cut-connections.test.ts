import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { queryDatabase, withPostgres } from '../../support/postgres-server.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { CUT_CHAIN, checkCutRun, runCut } from './cut-runs.ts';
import type { Cut } from './cutting-proxy.ts';

const server = await withPostgres();
const AT_ONCE = 8;

async function cutConnection(cut: Cut | undefined) {
  const url = await available(server).createDatabase('cut');
  return runCut(url, cut, async (pid) => {
    await queryDatabase(url, 'SELECT pg_terminate_backend($1, 5000)', [pid]);
  });
}

describe('a connection cut at every statement', suiteNeeds('cut connections', server), () => {
  it('leaves a truthful version table, a true report, and a run that can be finished', async (context) => {
    const { sent, result } = await cutConnection(undefined);
    assert.equal(result.outcome, 'done', result.message);
    assert.ok(sent.length > CUT_CHAIN.length, 'the proxy sees the queries');
    const cuts = Array.from({ length: sent.length }, (_, index) => index + 1).flatMap((query): Cut[] => [
      { query, moment: 'before' },
      { query, moment: 'answer-lost' },
    ]);
    const survivors: Cut[] = [];
    const workers = Array.from({ length: AT_ONCE }, async () => {
      for (let cut = cuts.shift(); cut !== undefined; cut = cuts.shift()) {
        await checkCutRun(await cutConnection(cut));
        survivors.push(cut);
      }
    });
    await Promise.all(workers);
    context.diagnostic(`faults tried: ${2 * sent.length}, survived: ${survivors.length}, lost: 0`);
    assert.equal(survivors.length, 2 * sent.length);
  });
});
