import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  allDone,
  plansText,
  runnable,
  type SeveralPlan,
  severalCards,
  severalReport,
} from '../../../client/src/view-models/several-databases.ts';
import type { PlanAnswer } from '../../../server/src/protocol/run-messages.ts';

function plan(changes: Partial<PlanAnswer>, revisions: readonly string[] = ['bbbb2']): PlanAnswer {
  const steps = revisions.map((revision) => ({
    revision,
    direction: 'upgrade' as const,
    message: '',
    uri: undefined,
    statementCount: 1,
    unresolved: [],
    destroys: revision === 'cccc3' ? ['table orders'] : [],
  }));
  return {
    heads: ['aaaa1'],
    digest: '',
    steps,
    engine: 'builtin',
    engineReason: '',
    blocked: undefined,
    ...changes,
  };
}
const of = (database: string, made: PlanAnswer | undefined, problem?: string): SeveralPlan => ({
  database,
  plan: made,
  problem,
});

describe('plans of several databases', () => {
  const plans = [
    of('live', plan({}, ['bbbb2', 'cccc3'])),
    of('fresh', plan({ heads: [] })),
    of('level', plan({}, [])),
    of('closed', plan({ outsideWindow: 'The window opens at 22:00.' })),
    of('stuck', plan({ blocked: 'It is a replica.' })),
    of('gone', undefined, 'No server answers.'),
  ];

  it('are told in one line each', () => {
    assert.equal(
      plansText(plans),
      [
        '• live: at aaaa1, 2 revisions to cccc3, removes table orders',
        '• fresh: empty, 1 revision to bbbb2',
        '• level: at aaaa1, nothing to do',
        '• closed: at aaaa1, left out. The window opens at 22:00.',
        '• stuck: at aaaa1, left out. It is a replica.',
        '• gone: left out. No server answers.',
      ].join('\n'),
    );
  });

  it('count what deserves a look', () => {
    const card = { decision: 'caution', text: 'The card of live\n', dryRunObstacle: undefined } as const;
    const cautions = [
      { kind: 'destroys', message: 'Removes table orders.' },
      { kind: 'session', message: 'orders is locked.' },
    ] as const;
    const looked = of('live', plan({ card: { ...card, cautions } }, ['cccc3']));
    assert.equal(
      plansText([looked]),
      '• live: at aaaa1, 1 revision to cccc3, removes table orders, 1 caution',
    );
    assert.equal(
      severalCards([of('gone', undefined, 'No server answers.'), looked]),
      `The card of live\n\n${'='.repeat(92)}\n\ngone: left out. No server answers.\n`,
    );
  });

  it('run where there is something to do and nothing in the way', () => {
    assert.deepEqual(
      runnable(plans).map(({ database }) => database),
      ['live', 'fresh'],
    );
  });

  it('are cut where they are many', () => {
    const many = Array.from({ length: 20 }, (_, index) => of(`t${index}`, plan({})));
    assert.match(plansText(many), /• t10: .*\n… and 9 more$/);
  });
});

describe('the report of several databases', () => {
  it('tells each with its own words', () => {
    const answer = {
      message: '0 of 1 databases are done, 1 was not begun.',
      results: [{ database: 'live', answer: undefined, problem: 'Not begun: another database failed.' }],
    };
    assert.equal(allDone(answer), false);
    assert.match(severalReport(answer), /live: not run\n {4}Not begun: another database failed\./);
  });
});
