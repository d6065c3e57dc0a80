import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scanRevisionHeader } from '../../../../server/src/core/python/header-scanner.ts';
import { headerToRevision } from '../../../../server/src/core/python/header-to-revision.ts';

function check(text: string, expected: Record<string, unknown>, problems: readonly string[] = []): void {
  const reading = headerToRevision(scanRevisionHeader(text), '/m/versions/file_name.py');
  const revision = (reading.revision ?? {}) as Record<string, unknown>;
  for (const [key, value] of Object.entries(expected)) assert.deepEqual(revision[key], value, key);
  assert.deepEqual(
    reading.problems.map((problem) => `${problem.kind} ${problem.variable}`),
    problems,
  );
}

describe('a header as a revision', () => {
  test('keeps ids in the order written; a repeated parent counts twice, as in Alembic', () => {
    check('"""add a\ntable\n\nmore"""\nrevision="a"\ndown_revision=("c","b","c")\nbranch_labels="x"', {
      revision: 'a',
      downRevisions: ['c', 'b', 'c'],
      branchLabels: ['x'],
      dependsOn: [],
      message: 'add a\ntable',
      path: '/m/versions/file_name.py',
    });
  });

  test('keeps other names once', () => {
    check('revision="a"\ndown_revision=None\ndepends_on=["c", "b", "c"]\nbranch_labels=("x", "x")', {
      dependsOn: ['c', 'b'],
      branchLabels: ['x'],
    });
  });

  test('is a base where down_revision is None', () => {
    check('revision="a"\ndown_revision=None', { downRevisions: [], message: '' });
    check('revision="a"\ndown_revision=(None,)', { downRevisions: [] });
  });

  test('says what is missing or cannot be told', () => {
    check('down_revision=None', { revision: undefined }, ['missing-revision revision']);
    check('revision="a"', { revision: 'a' }, ['missing-down-revision down_revision']);
    check('revision=uuid()\ndown_revision=None', { revision: undefined }, ['unknown-value revision']);
    check('revision="a"\ndown_revision=x()', { revision: 'a' }, ['unknown-value down_revision']);
    check('revision=None\ndown_revision=0', { revision: undefined }, [
      'wrong-type revision',
      'wrong-type down_revision',
    ]);
    check('revision="a"\ndown_revision=None\ndepends_on=3\nbranch_labels=X.y', { revision: 'a' }, [
      'wrong-type depends_on',
      'unknown-value branch_labels',
    ]);
  });

  test('takes the id of a file without the variable from a legacy name', () => {
    const header = scanRevisionHeader('down_revision = "ab"');
    const legacy = headerToRevision(header, 'C:\\m\\versions\\1975ea83b712.py');
    assert.equal(legacy.revision?.revision, '1975ea83b712');
    assert.deepEqual(legacy.revision?.downRevisions, ['ab']);
    assert.equal(headerToRevision(header, '/m/1975ea83b712_x.py').revision, undefined);
    assert.equal(headerToRevision(header, '/m/1975EA83b712.py').revision, undefined);
  });
});
