import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EnvironmentSnapshot } from '../../../server/src/core/snapshot/environment-snapshot.ts';
import { provideReport, type ReportName } from '../../../server/src/features/provide-report.ts';
import { chainView, revisionText } from '../core/lint/chain-text.ts';

const snapshot = {
  id: 'x',
  problems: [],
  ...chainView({
    'a.py': revisionText('aaaa1', 'None', { docstring: 'first' }),
    'b.py': revisionText('bbbb2', "'aaaa1'", { docstring: 'left', labels: "'side'" }),
    'c.py': revisionText('cccc3', "'aaaa1'", { docstring: 'right' }),
  }),
} as unknown as EnvironmentSnapshot;

function check(report: ReportName, rows: readonly string[] | undefined, expected: readonly string[]): void {
  it(`${report} ${rows?.join() ?? ''}`, () => {
    assert.deepEqual(provideReport(snapshot, report, rows).split('\n').slice(0, -1), expected);
  });
}

describe('a revision that another row depends on', () => {
  it('is current too', () => {
    const chain = chainView({
      'a.py': revisionText('aaaa1', 'None', { docstring: 'first' }),
      'b.py': revisionText('bbbb2', 'None', { docstring: 'second', dependsOn: "'aaaa1'" }),
    });
    const text = provideReport(
      { id: 'x', problems: [], ...chain } as unknown as EnvironmentSnapshot,
      'current',
      ['bbbb2'],
    );
    assert.equal(text, 'aaaa1 (effective head)\nbbbb2 (head)\n');
  });
});

describe('reports are what alembic prints', () => {
  check('history', undefined, [
    'aaaa1 -> bbbb2 (side) (head), left',
    'aaaa1 -> cccc3 (head), right',
    '<base> -> aaaa1 (branchpoint), first',
  ]);
  check('heads', undefined, ['bbbb2 (side) (head)', 'cccc3 (head)']);
  check('branches', undefined, [
    'aaaa1 (branchpoint)',
    '      -> bbbb2 (side) (head)',
    '      -> cccc3 (head)',
    '',
  ]);
  check('current', ['bbbb2', 'gone'], ['bbbb2 (head)', 'gone (no revision file has it)']);
  check('current', ['gone', 'aaaa1'], ['aaaa1 (branchpoint)', 'gone (no revision file has it)']);
  check('current', [], []);
});
