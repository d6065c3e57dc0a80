import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type RevisionItem,
  revisionItem,
  stateWords,
} from '../../../client/src/view-models/revision-item.ts';
import type { RevisionNode } from '../../../server/src/protocol/revision-messages.ts';
import { revisionNode } from './samples.ts';

function check(changes: Partial<RevisionNode>, expected: Partial<RevisionItem>): void {
  const item = revisionItem(revisionNode(changes));
  for (const [key, value] of Object.entries(expected))
    assert.deepEqual(item[key as keyof RevisionItem], value);
}

describe('a revision in the Revisions view', () => {
  it('shows its message, and then id, labels and day', () => {
    check({}, { label: 'create orders', description: '3f2a1b4c · 2026-03-01' });
    check({ ownLabels: ['orders', 'eu'] }, { description: '3f2a1b4c · orders · eu · 2026-03-01' });
  });

  it('shows labels of its own file, not those that merely reach it', () => {
    check({ branchLabels: ['orders'] }, { description: '3f2a1b4c · 2026-03-01' });
  });

  it('does without a date, and keeps one that is written in another way', () => {
    check({ createDate: undefined }, { description: '3f2a1b4c' });
    check({ createDate: 'yesterday' }, { description: '3f2a1b4c · yesterday' });
  });

  it('cuts a long id and shows the first line of a long message', () => {
    check(
      { revision: '2026_03_01_create_orders', message: 'create orders\nand more' },
      { description: '2026_03_01_c… · 2026-03-01', label: 'create orders' },
    );
  });

  it('says so where there is no message', () => check({ message: '' }, { label: '(no message)' }));

  it('has an icon for each state', () => {
    check({ state: 'applied' }, { icon: { id: 'pass', color: 'testing.iconPassed' } });
    check({ state: 'current' }, { icon: { id: 'pass-filled', color: 'testing.iconPassed' } });
    check({ state: 'pending' }, { icon: { id: 'circle-outline', color: 'descriptionForeground' } });
    check({ state: 'unknown' }, { icon: { id: 'git-commit', color: undefined } });
  });

  it('shows a merge in the colour of its state, and a broken one as broken before all', () => {
    check(
      { isMergePoint: true, state: 'applied' },
      { icon: { id: 'git-merge', color: 'testing.iconPassed' } },
    );
    check(
      { isMergePoint: true, errors: ['no such parent'] },
      { icon: { id: 'error', color: 'problemsErrorIcon.foreground' }, contextValue: 'revision.broken' },
    );
  });

  it('tells menus its state', () => check({ state: 'applied' }, { contextValue: 'revision.applied' }));

  it('tells a screen reader the state in words', () => {
    check(
      { state: 'current', isHead: true },
      { accessibilityLabel: 'create orders, 3f2a1b4c5d6e, current in the database, head' },
    );
    assert.equal(stateWords(revisionNode({ state: 'unknown' })), '');
    assert.equal(
      stateWords(revisionNode({ isMergePoint: true, isBranchPoint: true, isBase: true })),
      'pending, merge point, branch point, base',
    );
  });
});
