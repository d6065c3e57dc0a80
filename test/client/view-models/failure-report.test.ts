import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failureReport } from '../../../client/src/view-models/failure-report.ts';
import type { DatabaseSummary } from '../../../server/src/protocol/database-messages.ts';
import type { RunAnswer, RunFailure } from '../../../server/src/protocol/run-messages.ts';

const failure: RunFailure = {
  message: 'relation "x" does not exist',
  revision: '3f2a1b4c5d6e',
  uri: 'file:///abc.py',
  line: 3,
  sqlState: '42P01',
  detail: undefined,
  hint: 'Create it.',
  statement: 'ALTER TABLE x ADD COLUMN y int',
};

function report(changes: Partial<RunAnswer> = {}, source: DatabaseSummary['source'] = 'setting') {
  const answer: RunAnswer = {
    outcome: 'failed',
    applied: [],
    heads: ['9bc1'],
    milliseconds: 1,
    message: 'It failed.',
    failure,
    ...changes,
  };
  return failureReport(answer, { database: 'staging', direction: 'upgrade' }, source);
}

describe('the dialog that ends a failed run', () => {
  it('says where, what, and with which statement', () => {
    const { message, detail, actions } = report();
    assert.match(message, /^The upgrade of “staging” failed in revision 3f2a1b4c5d6e, line 4\.$/);
    assert.equal(detail, 'It failed. Hint: Create it. (SQLSTATE 42P01)\n\nALTER TABLE x ADD COLUMN y int');
    assert.deepEqual(actions, ['Open Revision', 'Show SQL', 'Copy Details']);
  });
  it('says hint and SQLSTATE once', () => {
    const told = 'It failed (SQLSTATE 42P01). Create it.';
    assert.ok(report({ message: told }).detail.startsWith(`${told}\n`));
  });
  it('leads to no line where the failure has none', () => {
    const { message, actions } = report({ failure: undefined });
    assert.equal(message, 'The upgrade of “staging” failed.');
    assert.deepEqual(actions, ['Show SQL', 'Copy Details']);
  });
  it('offers another try where a lock was not free', () => {
    assert.ok(report({ failure: { ...failure, sqlState: '55P03' } }).actions.includes('Try Again'));
  });
  it('offers a baseline where an empty embedded database lacks what the first revision expects', () => {
    const offers = (changes: Partial<RunAnswer>, source: DatabaseSummary['source']): boolean =>
      report(changes, source).actions.includes('Load Baseline…');
    assert.equal(offers({ heads: [] }, 'embedded'), true);
    assert.equal(offers({}, 'embedded'), false);
    assert.equal(offers({ heads: [], failure: { ...failure, sqlState: '23505' } }, 'embedded'), false);
    assert.equal(offers({ heads: [] }, 'setting'), false);
  });
  it('has everything to copy', () => {
    const { details } = report();
    for (const fact of [
      'Stands at: 9bc1',
      'File: file:///abc.py',
      'Line: 4',
      'SQLSTATE: 42P01',
      'Statement: ALTER',
    ]) {
      assert.ok(details.includes(fact), details);
    }
    assert.match(report({ heads: undefined }).details, /Stands at: not known/);
  });
});
