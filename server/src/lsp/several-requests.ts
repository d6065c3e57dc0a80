import { CommandError } from '../core/script/command-error.ts';
import { runSeveral, type Several, severalSentence } from '../database/run-several.ts';
import type { RunParams } from '../protocol/run-messages.ts';
import type { SeveralRunAnswer, SeveralRunParams, SeveralRunResult } from '../protocol/several-messages.ts';
import type { Databases } from './databases.ts';
import type { Requests } from './register-requests.ts';
import { run } from './run-requests.ts';
import type { Runs } from './runs.ts';
import type { ServerState } from './server-state.ts';

/** Runs over several databases at once. */
export function severalRequests(
  state: ServerState,
  databases: Databases,
  runs: Runs,
): Pick<Requests, 'alembic/runSeveral'> {
  return {
    'alembic/runSeveral': (params, token) =>
      runs.track(token, (signal) => runAll(state, databases, params, signal)),
  };
}

async function runAll(
  state: ServerState,
  databases: Databases,
  params: SeveralRunParams,
  signal: AbortSignal,
): Promise<SeveralRunAnswer> {
  const options = { parallel: Math.max(1, params.parallel), onFailure: params.onFailure, signal };
  const ended = await runSeveral(
    params.runs,
    options,
    (one) => runOne(state, databases, one, signal),
    ({ answer }) => answer?.outcome !== 'done',
  );
  const done = ended.filter((each) => 'result' in each && each.result.answer?.outcome === 'done').length;
  const skipped = ended.filter((each) => 'skipped' in each).length;
  return {
    results: ended.map(resultOf),
    message: severalSentence({ done, failed: ended.length - done - skipped, skipped }),
  };
}

/** A database that cannot be run is a result: the others do not depend on it. */
async function runOne(
  state: ServerState,
  databases: Databases,
  params: RunParams,
  signal: AbortSignal,
): Promise<SeveralRunResult> {
  const { database } = params;
  try {
    return { database, answer: await run(state, databases, params, signal), problem: undefined };
  } catch (error) {
    if (error instanceof CommandError) return { database, answer: undefined, problem: error.message };
    throw error;
  }
}

function resultOf(each: Several<RunParams, SeveralRunResult>): SeveralRunResult {
  if ('result' in each) return each.result;
  return { database: each.item.database, answer: undefined, problem: `Not begun: ${each.skipped}.` };
}
