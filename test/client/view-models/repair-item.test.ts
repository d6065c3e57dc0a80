import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matchItems, repairItems } from '../../../client/src/view-models/repair-item.ts';
import type { DatabaseTrouble, LostRevisionFile } from '../../../server/src/protocol/repair-messages.ts';

const LOST: LostRevisionFile = {
  revision: 'bbbb2',
  message: 'add notes',
  uri: 'file:///b.py',
  text: '',
  origin: 'a1b2c3d4, 2024-01-01, Ada Lovelace, on feature/notes',
};

function unknown(more: Partial<Extract<DatabaseTrouble, { kind: 'unknown-revisions' }>>): DatabaseTrouble {
  return {
    kind: 'unknown-revisions',
    message: '',
    rows: ['bbbb2'],
    lost: [LOST],
    unfound: [],
    stampRows: ['aaaa1'],
    downgradeTarget: 'aaaa1',
    ...more,
  };
}

function check(trouble: DatabaseTrouble, expected: readonly string[]): void {
  assert.deepEqual(
    repairItems(trouble).map(({ repair }) => repair.kind),
    expected,
  );
}

describe('repairItems', () => {
  it('puts the way first that keeps schema and version table together', () =>
    check(unknown({}), ['roll-back', 'restore-files', 'stamp', 'read-guide']));
  it('offers no downgrade without a single target', () =>
    check(unknown({ downgradeTarget: undefined }), ['restore-files', 'stamp', 'read-guide']));
  it('offers the stamp alone where git has nothing', () =>
    check(unknown({ lost: [], downgradeTarget: undefined }), ['stamp', 'read-guide']));
  it('names the target without its branch', () =>
    assert.match(
      repairItems(unknown({ downgradeTarget: 'bbbb2@aaaa1' }))[0]?.label ?? '',
      /downgrade to aaaa1…$/,
    ));
  it('stamps superfluous rows away', () =>
    check({ kind: 'redundant-rows', message: '', stampRows: ['a'] }, ['stamp', 'read-guide']));
  it('compares the schema where the version table is lost', () =>
    check({ kind: 'missing-version-table', message: '' }, ['match-schema', 'read-guide']));
  it('repairs nothing where another schema has the version table', () =>
    check({ kind: 'other-version-table', message: '' }, ['read-guide']));
});

describe('matchItems', () => {
  it('tells the same schema from a near one', () => {
    const near = ['missing: a', 'missing: b', 'left over: c', 'left over: d'];
    const items = matchItems({
      stopped: undefined,
      matches: [
        { revision: 'aaaa1', message: 'add orders', rows: ['aaaa1'], differences: [] },
        { revision: undefined, message: 'base', rows: [], differences: near },
      ],
    });
    assert.deepEqual(
      items.map(({ label, description, detail }) => [label, description, detail]),
      [
        ['aaaa1', 'add orders', 'The schema is the same.'],
        ['base', '', '4 differences: missing: a; missing: b; left over: c; 1 more'],
      ],
    );
  });
});
