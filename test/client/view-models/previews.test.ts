import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { previewName } from '../../../client/src/view-models/preview-name.ts';
import {
  previewLinks,
  previewRanges,
  statementAtLine,
  statementsOfSource,
} from '../../../client/src/view-models/preview-sync.ts';
import { previewFailure, previewText } from '../../../client/src/view-models/preview-text.ts';
import type { SqlPreviewAnswer, SqlPreviewParams } from '../../../server/src/protocol/preview-messages.ts';

describe('the name of a preview', () => {
  const check = (params: SqlPreviewParams, expected: string): void =>
    assert.equal(previewName(params), expected);
  it('ends in .sql and says what it shows', () => {
    check(
      { kind: 'file', uri: 'file:///app/versions/3f2a_add%20users.py', direction: 'upgrade' },
      '3f2a_add users (upgrade).sql',
    );
    check({ kind: 'range', environment: 'e', direction: 'upgrade', range: 'a:b' }, 'upgrade a:b.sql');
    check(
      { kind: 'plan', environment: 'e', direction: 'downgrade', target: 'base', heads: [] },
      'downgrade to base.sql',
    );
    check({ kind: 'pending', environment: 'e', database: 'a/b?c' }, 'pending on a_b_c.sql');
  });
  it('takes a name with a lone % as it is', () => {
    check({ kind: 'file', uri: 'file:///100%.py', direction: 'downgrade' }, '100% (downgrade).sql');
  });
});

const uri = 'file:///a.py';
const statement = (startLine: number, endLine: number, from: number, to: number) => ({
  kind: 'statement' as const,
  startLine,
  endLine,
  uri,
  range: { start: { line: from, character: 4 }, end: { line: to, character: 5 } },
});
const statements = [statement(0, 3, 10, 14), statement(4, 5, 15, 15)];

describe('what belongs to a selection', () => {
  const check = (from: number, to: number, expected: readonly number[]): void =>
    assert.deepEqual(
      statementsOfSource(statements, uri, from, to).map((found) => found.startLine),
      expected,
    );
  it('in the file: every statement that it touches', () => {
    check(10, 10, [0]);
    check(14, 15, [0, 4]);
    check(0, 9, []);
    assert.deepEqual(statementsOfSource(statements, 'file:///b.py', 10, 15), []);
  });
  it('in the preview: the statement of the line, none between two', () => {
    assert.equal(statementAtLine(statements, 2), statements[0]);
    assert.equal(statementAtLine(statements, 3), undefined);
    assert.equal(statementAtLine(statements, 4), statements[1]);
  });
  it('is marked from the first line of a statement to its last', () => {
    assert.deepEqual(
      previewRanges(statements).map(({ start, end }) => [start.line, end.line]),
      [
        [0, 2],
        [4, 4],
      ],
    );
  });
});

describe('the links of a preview', () => {
  it('lead from what is not known to its place', () => {
    const open = { ...statement(6, 7, 20, 21), kind: 'unresolved' as const };
    assert.deepEqual(previewLinks([...statements, open]), [
      { line: 6, uri, target: { line: 20, character: 4 } },
    ]);
  });
});

describe('the text of a preview', () => {
  const answer: SqlPreviewAnswer = {
    title: 't',
    sql: 'SELECT 1;\n',
    statements,
    unresolvedCount: 0,
    summary: undefined,
  };
  it('is the SQL as it is, so that its lines count', () => assert.equal(previewText(answer), answer.sql));

  it('tells in a comment why there is none', () => {
    assert.equal(
      previewFailure('a.sql', 'No file.\nIt is gone.'),
      '-- a.sql cannot be shown:\n-- No file.\n-- It is gone.\n',
    );
  });
  it('says where there is no SQL', () => {
    assert.equal(previewText({ ...answer, sql: '' }), '-- t: no SQL\n');
  });
});
