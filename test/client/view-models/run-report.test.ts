import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  nothingToRun,
  progressMessage,
  progressPercent,
  progressTitle,
  runReport,
} from '../../../client/src/view-models/run-report.ts';
import type { RunProgress } from '../../../server/src/protocol/run-messages.ts';
import { plan, planParams } from './samples.ts';

const reported = (outcome: 'done' | 'cancelled' | 'stale', dryRun = false) =>
  runReport({ outcome, message: 'Done.' }, { direction: 'upgrade', dryRun });

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
    assert.deepEqual(reported('done'), {
      severity: 'information',
      message: 'Done.',
      actions: ['Show SQL', 'Show Log'],
    });
  });
  it('leads on from a dry run', () => {
    assert.deepEqual(reported('done', true).actions, ['Upgrade…', 'Show SQL']);
  });
  it('offers to plan again where the database moved meanwhile', () => {
    const report = reported('stale');
    assert.deepEqual([report.severity, report.actions], ['warning', ['Plan Again']]);
  });
  it('warns where it was cancelled', () => {
    assert.equal(reported('cancelled').severity, 'warning');
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
