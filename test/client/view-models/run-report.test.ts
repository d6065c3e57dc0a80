import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  nothingToRun,
  progressMessage,
  progressPercent,
  progressTitle,
  runReport,
} from '../../../client/src/view-models/run-report.ts';
import type { DatabaseSummary } from '../../../server/src/protocol/database-messages.ts';
import type { RunAnswer, RunFailure, RunProgress } from '../../../server/src/protocol/run-messages.ts';
import { plan, planParams } from './samples.ts';

function answer(changes: Partial<RunAnswer>): RunAnswer {
  return {
    outcome: 'done',
    applied: [],
    heads: [],
    milliseconds: 1,
    message: 'Done.',
    failure: undefined,
    ...changes,
  };
}

const reported = (one: RunAnswer, source: DatabaseSummary['source'] = 'setting') =>
  runReport(one, { direction: 'upgrade' }, source);

const failure: RunFailure = {
  message: 'relation "x" does not exist',
  revision: 'abc',
  uri: 'file:///abc.py',
  line: 3,
  sqlState: '42P01',
  detail: undefined,
  hint: 'Create it.',
  statement: undefined,
};

function progress(changes: Partial<RunProgress> = {}): RunProgress {
  return {
    runId: '1',
    step: 2,
    stepCount: 4,
    revision: '3f2a1b4c5d6e',
    message: 'create orders',
    statement: 3,
    statementCount: 4,
    waiting: undefined,
    ...changes,
  };
}

describe('the message that ends a run', () => {
  it('is the server’s own where it went well', () => {
    assert.deepEqual(reported(answer({})), {
      severity: 'information',
      message: 'Done.',
      actions: ['Show SQL', 'Show Log'],
    });
  });
  it('adds hint and SQLSTATE of a failure once, and leads to the line', () => {
    const report = reported(answer({ outcome: 'failed', message: 'It failed.', failure }));
    assert.equal(report.message, 'It failed. Hint: Create it. (SQLSTATE 42P01)');
    assert.deepEqual(report.actions, ['Open Revision', 'Show SQL', 'Show Log']);
    const told = 'It failed (SQLSTATE 42P01). Create it.';
    assert.equal(reported(answer({ outcome: 'failed', message: told, failure })).message, told);
  });
  it('leads to no line where the failure has none', () => {
    assert.deepEqual(reported(answer({ outcome: 'failed' })).actions, ['Show SQL', 'Show Log']);
  });
  it('offers a baseline where an empty embedded database lacks what the first revision expects', () => {
    const offers = (changes: Partial<RunAnswer>, source: DatabaseSummary['source']): boolean =>
      reported(answer({ outcome: 'failed', failure, ...changes }), source).actions.includes('Load Baseline…');
    assert.equal(offers({}, 'embedded'), true);
    assert.equal(offers({ heads: ['aaaa1'] }, 'embedded'), false);
    assert.equal(offers({ failure: { ...failure, sqlState: '23505' } }, 'embedded'), false);
    assert.equal(offers({}, 'setting'), false);
  });
  it('offers to plan again where the database moved meanwhile', () => {
    const report = reported(answer({ outcome: 'stale' }));
    assert.deepEqual([report.severity, report.actions], ['warning', ['Plan Again']]);
  });
  it('warns where it was cancelled', () => {
    assert.equal(reported(answer({ outcome: 'cancelled' })).severity, 'warning');
  });
});

describe('an empty plan', () => {
  it('says where the database is', () => {
    assert.equal(nothingToRun(plan(), planParams()), 'Nothing to upgrade: “staging” is at 9bc1d2e3f4a5.');
    assert.equal(
      nothingToRun(plan({ heads: [] }), planParams({ direction: 'downgrade' })),
      'Nothing to downgrade: “staging” is empty: no revision is applied.',
    );
  });
});

describe('progress', () => {
  it('says what runs, where and by which engine', () => {
    const run = { ...planParams(), heads: [], digest: '', engine: 'alembic' as const, runId: '1' };
    assert.equal(progressTitle(run, 3), 'Upgrading “staging” by 3 revisions with your alembic');
    assert.equal(progressTitle({ ...run, engine: 'builtin' }, 1), 'Upgrading “staging” by 1 revision');
  });
  it('tells revision and statement', () => {
    assert.equal(progressMessage(progress()), '2 of 4: 3f2a1b4c5d6e create orders (statement 3 of 4)');
    assert.equal(progressMessage(progress({ statement: 0 })), '2 of 4: 3f2a1b4c5d6e create orders');
    assert.equal(
      progressMessage(progress({ waiting: 'a lock held by process 4711' })),
      '2 of 4: 3f2a1b4c5d6e create orders — waits for a lock held by process 4711',
    );
    const building = {
      index: 'ix',
      phase: 'building index: scanning table',
      unit: 'blocks',
      done: 1200,
      total: 9000,
    } as const;
    assert.equal(
      progressMessage(progress({ building })),
      '2 of 4: 3f2a1b4c5d6e create orders — building index: scanning table, 1,200 of 9,000 blocks (13 %)',
    );
  });
  it('measures by steps and the statements within', () => {
    assert.equal(progressPercent(progress({ step: 1, statement: 0 })), 0);
    assert.equal(progressPercent(progress()), 37.5);
    assert.equal(progressPercent(progress({ step: 4, statement: 4 })), 93.75);
    assert.equal(progressPercent(progress({ stepCount: 0 })), 100);
  });
});
