import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { queryDatabase, type StopMode, withRestartablePostgres } from '../../support/postgres-server.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { type CutRun, checkCutRun, runCut } from './cut-runs.ts';
import type { Cut } from './cutting-proxy.ts';

const server = await withRestartablePostgres();
/** RESTARTS=all restarts at every query of the run. */
const ALL = process.env.RESTARTS === 'all';
const MOMENTS = ['before', 'during', 'answer-lost'] as const;
/** `crash`: a server process is killed, and the server restarts by itself, as after an out-of-memory kill. */
const WAYS = ['immediate', 'fast', 'crash'] as const;

type Way = StopMode | 'crash';

/** Whether the server has seen that its process ended, and answers. */
async function hasRecovered(pid: number): Promise<boolean> {
  const { url } = available(server);
  const alive = await queryDatabase(url, 'SELECT 1 FROM pg_stat_activity WHERE pid = $1', [pid]).catch(
    () => undefined,
  );
  return alive?.length === 0;
}

async function restart(way: Way, pid: number): Promise<void> {
  if (way !== 'crash') return available(server).restart(way);
  process.kill(pid, 'SIGKILL');
  while (!(await hasRecovered(pid))) await sleep(20);
}

/** Restarts at the cut, checks what is left, and leaves no database that the next recovery would read. */
async function restartAt(cut: Cut | undefined, way: Way): Promise<CutRun> {
  const url = await available(server).createDatabase('restarted');
  const cutRun = await runCut(url, cut, (pid) => restart(way, pid));
  if (cut !== undefined) await checkCutRun(cutRun);
  await queryDatabase(available(server).url, `DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`);
  return cutRun;
}

/** In a statement and between two, around every kind of COMMIT, in an autocommit block, and at the version table. */
function chosen(sent: readonly string[]): Cut[] {
  const at = (wanted: (sql: string) => boolean, from: number): number =>
    sent.findIndex((sql, index) => index >= from && wanted(sql)) + 1;
  const half = Math.floor(sent.length / 2);
  const commits = sent.flatMap((sql, index) => (sql.startsWith('COMMIT') ? [index + 1] : []));
  const queries = [
    1,
    at((sql) => sql.includes('pg_sleep'), 0),
    at((sql) => sql.startsWith('INSERT INTO t'), half),
    at((sql) => sql.includes('alone'), 0),
    at((sql) => sql.includes('alone'), 0) + 1,
    ...[commits[0], commits[Math.floor(commits.length / 2)], commits.at(-1)],
  ];
  return queries.flatMap((query) => (query ? MOMENTS.map((moment) => ({ query, moment })) : []));
}

describe('a server that is restarted in a run', suiteNeeds('server restarts', server), () => {
  it('leaves a truthful version table, a true report, and a run that can be finished', async (context) => {
    const { sent, result } = await restartAt(undefined, 'fast');
    assert.equal(result.outcome, 'done', result.message);
    const every = sent.flatMap((_, index) => MOMENTS.map((moment): Cut => ({ query: index + 1, moment })));
    const cuts = ALL ? every : chosen(sent);
    let survived = 0;
    for (const [index, cut] of cuts.entries()) {
      const way = WAYS[(index + Math.floor(index / MOMENTS.length)) % WAYS.length] ?? 'fast';
      await restartAt(cut, way);
      survived += 1;
    }
    context.diagnostic(
      `restarts tried: ${cuts.length}, survived: ${survived}, lost: ${cuts.length - survived}`,
    );
    assert.ok(survived >= 20, 'the moments are found in the run');
  });
});
