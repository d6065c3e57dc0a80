import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unaskedQuestion } from '../../../client/src/view-models/unasked-databases.ts';

const changes = [{ revision: 'a1b2c3d4e5f6', uri: 'file:///a.py', downRevisions: ['b'], edits: [] }];

describe('what is asked before a rebase', () => {
  it('nothing where every database answered', () => {
    assert.equal(unaskedQuestion({ changes, unasked: [] }), undefined);
  });
  it('whether to go on, with the databases that did not and why', () => {
    const unasked = [
      { database: 'live', reason: 'connection refused' },
      { database: 'stage', reason: 'no password' },
    ];
    const question = unaskedQuestion({ changes, unasked });
    assert.match(question?.message ?? '', /^Has a1b2c3d4e5f6 run anywhere already\?/);
    assert.match(
      question?.detail ?? '',
      /^live: connection refused\nstage: no password\n\nA database that has run/,
    );
  });
});
