import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type AlembicFailure,
  parseFailure,
  parseStepLine,
} from '../../../server/src/alembic/alembic-output.ts';

const REVISIONS = new Set(['a1', 'b2', 'c3']);
const LOG = 'INFO  [alembic.runtime.migration] ';

describe('parseStepLine', () => {
  /** Expects [name, from, to, message]; undefined where the line tells of no step. */
  function check(line: string, expected: readonly unknown[] | undefined): void {
    it(line, () => {
      const step = parseStepLine(line, (word) => REVISIONS.has(word));
      assert.deepEqual(step && [step.name, step.from, step.to, step.message], expected);
    });
  }
  check(`${LOG}Running upgrade  -> a1, first`, ['upgrade', [], ['a1'], 'first']);
  check(`${LOG}Running upgrade a1 -> b2, second, with a comma`, [
    'upgrade',
    ['a1'],
    ['b2'],
    'second, with a comma',
  ]);
  check(`${LOG}Running upgrade a1, b2 -> c3`, ['upgrade', ['a1', 'b2'], ['c3'], '']);
  check(`${LOG}Running downgrade c3 -> a1, b2, merge`, ['downgrade', ['c3'], ['a1', 'b2'], 'merge']);
  check(`${LOG}Running downgrade a1 -> , first`, ['downgrade', ['a1'], [], 'first']);
  check(`${LOG}Running stamp_revision  -> b2`, ['stamp_revision', [], ['b2'], '']);
  check('2025-01-01 12:00:00,123 | alembic | Running upgrade a1 -> b2', ['upgrade', ['a1'], ['b2'], '']);
  check(`${LOG}Will assume transactional DDL.`, undefined);
  check('running upgrade -> soon', undefined);
});

describe('parseFailure', () => {
  function check(
    name: string,
    output: { stdout?: string; stderr?: string },
    expected: Partial<AlembicFailure>,
  ): void {
    it(name, () => {
      const failure = parseFailure(output.stdout ?? '', output.stderr ?? '', (path) =>
        path.startsWith('/v/'),
      );
      for (const [key, value] of Object.entries(expected)) {
        assert.equal(failure[key as keyof AlembicFailure], value, key);
      }
    });
  }
  check(
    "takes Alembic's own sentence",
    { stdout: "FAILED: Can't locate revision identified by 'x'\n" },
    {
      message: "Can't locate revision identified by 'x'",
      sqlState: undefined,
    },
  );
  check(
    'takes it from the log where standard output is lost',
    {
      stderr:
        'INFO  [alembic.runtime.migration] Will assume\nERROR [alembic.util.messaging] Target database is not up to date.\n',
    },
    { message: 'Target database is not up to date.' },
  );
  check(
    "takes Flask-Migrate's sentence",
    { stderr: "Error: Can't locate revision identified by 'x'\n" },
    {
      message: "Can't locate revision identified by 'x'",
    },
  );
  check(
    'takes the last line where it understands nothing',
    { stderr: 'docker: no such container\n' },
    {
      message: 'docker: no such container',
    },
  );
  check(
    'takes the exception that ended the program',
    {
      stderr: [
        'Traceback (most recent call last):',
        '  File "/v/b2.py", line 7, in upgrade',
        '    helper()',
        '  File "/lib/helper.py", line 3, in helper',
        '    raise ValueError("no")',
        'ValueError: no',
        '',
        'During handling of the above exception, another exception occurred:',
        '',
        'Traceback (most recent call last):',
        '  File "/v/b2.py", line 9, in upgrade',
        '    raise LookupError("broken")',
        'LookupError: broken',
        '',
      ].join('\n'),
    },
    { message: 'LookupError: broken', path: '/v/b2.py', line: 8 },
  );
  check(
    'an exception without words is named',
    {
      stderr:
        'Traceback (most recent call last):\n  File "/x.py", line 1, in f\n    assert a\nAssertionError\n',
    },
    { message: 'AssertionError', path: undefined },
  );
});
