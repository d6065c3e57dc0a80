import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { revisionTooltip } from '../../../client/src/view-models/revision-tooltip.ts';
import type { RevisionNode } from '../../../server/src/protocol/revision-messages.ts';
import { revisionNode } from './samples.ts';

function check(changes: Partial<RevisionNode>, ...expected: readonly string[]): void {
  const lines = revisionTooltip(revisionNode(changes)).split('\n');
  for (const line of expected) assert.ok(lines.includes(line), `${line}\nis not in\n${lines.join('\n')}`);
}

describe('the tooltip of a revision', () => {
  it('tells id, parent, date and state', () => {
    check(
      {},
      '**create orders**',
      '- Revision `3f2a1b4c5d6e`',
      '- Revises `9bc1d2e3f4a5`',
      '- Created 2026\\-03\\-01 09:30:00\\.123456',
      '- State: pending',
    );
  });
  it('tells a base, a merge, dependencies and labels', () => {
    check({ downRevisions: [] }, '- Revises nothing: base');
    check({ downRevisions: ['a', 'b'] }, '- Merges `a`, `b`');
    check({ dependsOn: ['c'], branchLabels: ['orders'] }, '- Depends on `c`', '- Branch `orders`');
  });
  it('tells every problem', () => {
    check({ errors: ['No revision "x"', 'Twice'] }, '$(error) No revision "x"', '$(error) Twice');
  });
  it('tells what its operations do, once that is known', () => {
    check({ operations: ['create table orders — no lock'] }, '---', '- create table orders — no lock');
  });
  it('lets no markup of a message through', () => {
    const tooltip = revisionTooltip(revisionNode({ message: '[x](command:evil) <b> $(bug)' }));
    assert.ok(tooltip.startsWith('**\\[x\\]\\(command:evil\\) \\<b\\> \\$\\(bug\\)**'));
  });
  it('keeps backticks inside a code span', () => check({ revision: 'a`b' }, '- Revision `` a`b ``'));
});
