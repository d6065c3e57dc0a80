import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { revisionSql } from '../../../../server/src/core/plan/revision-sql.ts';
import { RunState } from '../../../../server/src/core/postgresql/compile-operations.ts';
import { repositoryPath } from '../../../support/repository.ts';

const FIXTURES = repositoryPath('test', 'fixtures', 'alembic-sql');
const PRELUDE = [
  'import datetime, decimal, enum, uuid',
  'import sqlalchemy as sa',
  'from alembic import context, op',
  'from sqlalchemy.dialects import postgresql',
  'from sqlalchemy.sql import column, table',
].join('\n');

interface RecordedCase {
  readonly sql: readonly string[];
  readonly error?: { readonly type: string; readonly message: string };
}
interface Recording {
  readonly cases: Readonly<Record<string, RecordedCase>>;
}

/** Cases are separated by lines `# case: name`. */
function readCases(family: string): ReadonlyMap<string, string> {
  const text = readFileSync(join(FIXTURES, 'cases', `${family}.py`), 'utf8');
  const cases = new Map<string, string>();
  for (const part of text.split(/^# case: /m).slice(1)) {
    const end = part.indexOf('\n');
    cases.set(part.slice(0, end).trim(), part.slice(end + 1).trim());
  }
  return cases;
}

/** What offline mode prints for the body: BEGIN and COMMIT of autocommit blocks stand among the statements. */
function printed(body: string): RecordedCase {
  const source = `${PRELUDE}\n\n\ndef upgrade():\n${body.replace(/^/gm, '    ')}\n`;
  const state = new RunState({ namingConvention: null, serverVersion: null });
  const { statements, unresolved, autocommitBlocks = [] } = revisionSql(source, 'upgrade', state);
  const sql: string[] = [];
  for (const [index, statement] of statements.entries()) {
    if (autocommitBlocks.some(({ end }) => end === index)) sql.push('BEGIN');
    if (autocommitBlocks.some(({ start }) => start === index)) sql.push('COMMIT');
    sql.push(statement.sql.replaceAll('\t', '    ').trim());
  }
  const [first] = unresolved;
  if (first === undefined) return { sql };
  return { sql, error: first.raises ?? { type: 'unresolved', message: first.reason } };
}

/** Addresses of objects differ from run to run; what SQLAlchemy prints of an object is not ours to repeat. */
function comparable({ sql, error }: RecordedCase): RecordedCase {
  if (error === undefined) return { sql };
  const message = error.message
    .replace(/<sqlalchemy[^>]*>/g, '<object>')
    .replace(/, got (a list|\[).*/, ', got a list');
  return { sql, error: { type: error.type, message: message.trim() } };
}

for (const file of readdirSync(join(FIXTURES, 'cases'))) {
  const family = file.replace(/\.py$/, '');
  const recording = JSON.parse(
    readFileSync(join(FIXTURES, 'recorded', `${family}.json`), 'utf8'),
  ) as Recording;
  const cases = readCases(family);

  describe(`what real Alembic prints: ${family}`, () => {
    it('every case is recorded', () => {
      assert.deepEqual([...cases.keys()].sort(), Object.keys(recording.cases).sort());
    });
    for (const [name, body] of cases) {
      it(name, () => {
        const expected = recording.cases[name];
        assert.ok(expected !== undefined);
        assert.deepEqual(comparable(printed(body)), comparable(expected));
      });
    }
  });
}
