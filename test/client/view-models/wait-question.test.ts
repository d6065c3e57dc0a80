import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { endConfirmation, waitQuestion } from '../../../client/src/view-models/wait-question.ts';
import type { Blocker } from '../../../server/src/protocol/run-messages.ts';

const BLOCKER: Blocker = {
  pid: 4711,
  user: 'app',
  application: 'psql',
  address: '10.0.0.7',
  state: 'active',
  since: '2026-03-01 09:30:00 UTC',
  query: 'SELECT count(*) FROM orders',
};

function question(changes: Partial<Blocker> = {}, tried: readonly number[] = []) {
  const found = waitQuestion('staging', { pid: 1, blockers: [{ ...BLOCKER, ...changes }] }, new Set(tried));
  assert.ok(found !== undefined);
  return found;
}

describe('what is asked while a run waits', () => {
  it('names who is in the way', () => {
    assert.equal(
      question().message,
      'The run on “staging” waits for a lock that process 4711 (user app, psql, from 10.0.0.7, active, since 2026-03-01 09:30:00 UTC) holds.',
    );
    const blockers = [BLOCKER, { ...BLOCKER, pid: 2 }];
    assert.match(waitQuestion('x', { pid: 1, blockers }, new Set())?.message ?? '', / and 1 more\.$/);
  });
  it('offers to stop the statement first, and to end the session only where that is of no use', () => {
    assert.deepEqual([question().how, question().action], ['cancel', 'Cancel Its Statement…']);
    assert.deepEqual(
      [question({}, [4711]).how, question({}, [4711]).action],
      ['terminate', 'End Its Session…'],
    );
    assert.equal(question({ state: 'idle in transaction' }).how, 'terminate');
  });
  it('says before it is done what is lost', () => {
    assert.match(endConfirmation(question()).detail, /SELECT count\(\*\) FROM orders\n\nThe statement fails/);
    assert.match(endConfirmation(question({}, [4711])).detail, /what it has not committed is lost/);
  });
});
