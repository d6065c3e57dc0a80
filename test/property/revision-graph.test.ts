import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { historyOf } from '../../server/src/core/script/history.ts';
import { buildRevisionMap } from '../../server/src/core/script/map-builder.ts';
import type { Revision } from '../../server/src/core/script/revision.ts';
import { type PythonOracle, type RealAlembic, withRealAlembic } from '../support/real-alembic.ts';
import { repositoryPath } from '../support/repository.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { brokenGraph, type GraphCase, graphCases, soundGraph } from './revision-graphs.ts';
import { compareAnswers, compareHistories, compareMaps, type OracleAnswer } from './revision-truth.ts';

/**
 * Real Alembic is the truth for random graphs and random targets.
 *
 * What Alembic leaves to the order of a Python set is compared without order, or fixed in the oracle: the order of a
 * revision's dependencies (declared order there and here), which of several parents a row is updated to or from
 * (compared as sets of rows removed and added), and labels and children (sorted).
 *
 * PROPERTY_SEED and PROPERTY_RUNS replay or widen a run; a failure prints the seed and path of its case.
 */
const SEED = Number(process.env.PROPERTY_SEED ?? 20240817);
const QUESTIONS = 8;

const alembic = await withRealAlembic();

describe('revision graphs against real Alembic', suiteNeeds('revision graphs', alembic), () => {
  let oracle: PythonOracle | undefined;
  const ask = async (question: GraphCase): Promise<OracleAnswer> => {
    oracle ??= start(available(alembic));
    // Alembic overlooks a cycle between a base and a head, and may then walk it for ever.
    const walks = buildRevisionMap(question.revisions).isAcyclic;
    return (await oracle.ask({ ...question, walks })) as OracleAnswer;
  };
  after(async () => oracle?.close());

  it('sound graphs: map, history, plans, version rows and errors', async (context) => {
    const runs = Number(process.env.PROPERTY_RUNS ?? 2500);
    context.diagnostic(`seed ${SEED}, ${runs} graphs of ${QUESTIONS} questions`);
    await fc.assert(
      fc.asyncProperty(graphCases(soundGraph, QUESTIONS), async (one) => compare(one, await ask(one))),
      { numRuns: runs, seed: SEED, includeErrorInReport: true },
    );
  });

  it('broken graphs: the same fault, or the same answers where Alembic does not mind', async (context) => {
    const runs = Number(process.env.PROPERTY_RUNS ?? 1500);
    context.diagnostic(`seed ${SEED}, ${runs} graphs of ${QUESTIONS} questions`);
    await fc.assert(
      fc.asyncProperty(graphCases(brokenGraph, QUESTIONS), async (one) => compare(one, await ask(one))),
      { numRuns: runs, seed: SEED, includeErrorInReport: true },
    );
  });
});

function start(real: RealAlembic): PythonOracle {
  return real.startOracle(repositoryPath('test', 'property', 'revision-oracle.py'));
}

function compare({ revisions, questions }: GraphCase, truth: OracleAnswer): void {
  const map = buildRevisionMap(revisions);
  const expectSame = ([ours, theirs]: readonly [unknown, unknown], what: string) =>
    assert.deepEqual(
      ours,
      theirs,
      `${what} differs (ours, then Alembic's)\n${JSON.stringify(ours)}\n${JSON.stringify(theirs)}\n${graphText(revisions)}`,
    );
  expectSame(compareMaps(map, truth), 'map');
  if (!map.isAcyclic) assert.equal(historyOf(map).length, map.size);
  if (truth.answers === undefined) return;
  expectSame(compareHistories(map, truth), 'history');
  for (const [index, question] of questions.entries()) {
    const what = `${question.kind} ${JSON.stringify(question.target)} with rows [${question.rows.join(', ')}]`;
    expectSame(compareAnswers(map, question, truth.answers[index]), what);
  }
}

function graphText(revisions: readonly Revision[]): string {
  return revisions
    .map(({ revision, downRevisions, dependsOn, branchLabels }) => {
      const needs = dependsOn.length > 0 ? ` needs ${dependsOn.join(', ')}` : '';
      const labels = branchLabels.length > 0 ? ` (${branchLabels.join(', ')})` : '';
      return `  ${downRevisions.join(', ') || '<base>'} -> ${revision}${labels}${needs}`;
    })
    .join('\n');
}
