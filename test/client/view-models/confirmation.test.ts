import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Confirmation, confirmationOf } from '../../../client/src/view-models/confirmation.ts';
import type { DatabaseSummary, Protection } from '../../../server/src/protocol/database-messages.ts';
import type { PlanAnswer, PlanCaution, PlanParams } from '../../../server/src/protocol/run-messages.ts';
import { database, plan, plannedStep, planParams } from './samples.ts';

function confirmation(
  planned: Partial<PlanAnswer>,
  params: Partial<PlanParams> = {},
  on: Partial<DatabaseSummary> = {},
): Confirmation {
  return confirmationOf(plan(planned), planParams(params), database(on));
}

const destroying = { steps: [plannedStep({ destroys: ['table orders'] })] };
const unknown = {
  steps: [plannedStep({ unresolved: [{ line: 11, reason: 'the rows are known only when it runs' }] })],
};

describe('what is asked before a run', () => {
  const check = (asked: Confirmation, kind: Confirmation['kind']): void => assert.equal(asked.kind, kind);

  it('nothing where nothing is lost and nothing is protected', () => check(confirmation({}), 'none'));
  it('a run that destroys data, whatever the protection', () => check(confirmation(destroying), 'confirm'));
  it('a downgrade that may destroy data, for its SQL is not known; an upgrade may go', () => {
    check(confirmation(unknown, { direction: 'downgrade' }), 'confirm');
    check(confirmation(unknown), 'none');
  });
  it('a run that would wait for somebody or keep others waiting; not one with lesser cautions', () => {
    const card = (kind: PlanCaution['kind']): Partial<PlanAnswer> => ({
      card: {
        decision: 'caution',
        cautions: [{ kind, message: 'Look.' }],
        text: '',
        dryRunObstacle: undefined,
      },
    });
    for (const kind of ['table', 'session', 'server'] as const) check(confirmation(card(kind)), 'confirm');
    for (const kind of ['unresolved', 'autocommit'] as const) check(confirmation(card(kind)), 'none');
    assert.match(confirmation(card('session')).detail, /^• Look\./);
  });
  it('a run outside the maintenance window, with a button that says so', () => {
    const asked = confirmation({ outsideWindow: 'It is outside the window.' });
    assert.deepEqual([asked.kind, asked.action], ['confirm', 'Upgrade Outside the Window']);
    assert.match(asked.detail, /^It is outside the window\./);
  });
  it('a stamp, always', () => check(confirmation({}, { direction: 'stamp', target: 'abc' }), 'confirm'));

  const protections: ReadonlyArray<readonly [Protection, Confirmation['kind'], Confirmation['kind']]> = [
    ['none', 'none', 'confirm'],
    ['confirm', 'confirm', 'confirm'],
    ['typed', 'typed', 'typed'],
  ];
  for (const [protection, harmless, harmful] of protections) {
    it(`as protection “${protection}” demands`, () => {
      check(confirmation({}, {}, { protection }), harmless);
      check(confirmation(destroying, {}, { protection }), harmful);
    });
  }
});

describe('the words of the question', () => {
  it('names database, number of revisions and where it stands', () => {
    assert.equal(confirmation({}).message, 'Upgrade “staging” by 1 revision, from 9bc1d2e3f4a5?');
    assert.equal(
      confirmation({ heads: [], steps: [plannedStep(), plannedStep()] }, { direction: 'downgrade' }).message,
      'Downgrade “staging” by 2 revisions, from base?',
    );
    assert.equal(
      confirmation({}, { direction: 'stamp', target: 'abc' }).message,
      'Stamp “staging” as abc without running a revision? It is at 9bc1d2e3f4a5 now.',
    );
  });
  it('lists what is destroyed, what is not known, the revisions and the engine', () => {
    assert.equal(
      confirmation({ steps: [...destroying.steps, ...unknown.steps] }).detail,
      [
        'This removes for good, with the data in it:\n• table orders (3f2a1b4c5d6e)',
        'What these lines do is known only when they run:\n• 3f2a1b4c5d6e, line 12: the rows are known only when it runs',
        '3f2a1b4c5d6e  create orders\n3f2a1b4c5d6e  create orders',
        'Engine: the built-in one. The SQL of every step is known.',
      ].join('\n\n'),
    );
  });
  it('cuts long lists and says how much is left out', () => {
    const many = Array.from({ length: 12 }, (_, index) => `table t${index}`);
    const { detail } = confirmation({ steps: [plannedStep({ destroys: many })] });
    assert.match(detail, /• table t6 \(3f2a1b4c5d6e\)\n… and 5 more\n/);
    assert.doesNotMatch(detail, /t7/);
  });
  it('has a button that says what will happen', () => {
    assert.equal(confirmation({}).action, 'Upgrade');
    assert.equal(confirmation({}, { direction: 'downgrade' }).action, 'Downgrade');
    assert.equal(confirmation({}, { direction: 'stamp' }).action, 'Stamp');
  });
});
