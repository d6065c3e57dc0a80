import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  offlineScript,
  revisionScript,
  type ScriptSettings,
  type ScriptStep,
} from '../../../../server/src/core/plan/offline-script.ts';
import { DEFAULT_VERSION_TABLE } from '../../../../server/src/core/plan/version-table.ts';
import type { RevisionSql } from '../../../../server/src/core/postgresql/statement.ts';

const SETTINGS: ScriptSettings = {
  versionTable: DEFAULT_VERSION_TABLE,
  transactionPerMigration: false,
  statementsBefore: [],
  startingHeads: [],
  showsGuards: false,
};

function sqlOf(...texts: readonly string[]): RevisionSql {
  return {
    statements: texts.map((sql, index) => ({
      sql,
      transactional: true,
      span: { start: index, end: index + 1 },
    })),
    unresolved: [],
  };
}

function upgrade(from: string, to: string, sql: RevisionSql): ScriptStep {
  return {
    step: {
      direction: 'upgrade',
      revision: to,
      from: from === '' ? [] : [from],
      to: [to],
      versionChanges: [from === '' ? { kind: 'insert', revision: to } : { kind: 'update', from, to }],
    },
    sql,
  };
}

const VERSION_TABLE =
  'CREATE TABLE alembic_version (\n    version_num VARCHAR(32) NOT NULL, \n    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n);';
const INSERT_A =
  "INSERT INTO alembic_version (version_num) VALUES ('a') RETURNING alembic_version.version_num;";
const UPDATE_B = "UPDATE alembic_version SET version_num='b' WHERE alembic_version.version_num = 'a';";

/** The items of the script, each of which an empty line follows. */
function check(
  steps: readonly ScriptStep[],
  settings: Partial<ScriptSettings>,
  items: readonly string[],
): void {
  assert.equal(
    offlineScript(steps, { ...SETTINGS, ...settings }).text,
    items.map((item) => `${item}\n\n`).join(''),
  );
}

describe('the script of a plan', () => {
  const steps = [upgrade('', 'a', sqlOf('DROP TABLE t')), upgrade('a', 'b', sqlOf('DROP TABLE u'))];

  it('stands in one transaction', () => {
    check(steps, {}, [
      'BEGIN;',
      VERSION_TABLE,
      '-- Running upgrade  -> a',
      'DROP TABLE t;',
      INSERT_A,
      '-- Running upgrade a -> b',
      'DROP TABLE u;',
      UPDATE_B,
      'COMMIT;',
    ]);
  });
  it('or in one for each migration', () => {
    check(steps, { transactionPerMigration: true }, [
      'BEGIN;',
      VERSION_TABLE,
      '-- Running upgrade  -> a',
      'DROP TABLE t;',
      INSERT_A,
      'COMMIT;',
      'BEGIN;',
      '-- Running upgrade a -> b',
      'DROP TABLE u;',
      UPDATE_B,
      'COMMIT;',
    ]);
  });
  it('takes the version table for granted where it starts from a revision', () => {
    check([upgrade('a', 'b', sqlOf())], { startingHeads: ['a'] }, [
      'BEGIN;',
      '-- Running upgrade a -> b',
      UPDATE_B,
      'COMMIT;',
    ]);
  });
  it('of no steps is an empty transaction', () => {
    check([], {}, ['BEGIN;', 'COMMIT;']);
  });
  it('begins with what env.py runs', () => {
    check([], { statementsBefore: ['SET search_path TO app'] }, [
      'SET search_path TO app;',
      'BEGIN;',
      'COMMIT;',
    ]);
  });
  it('a downgrade to the base and a stamp', () => {
    const downgrade: ScriptStep = {
      step: {
        direction: 'downgrade',
        revision: 'a',
        from: ['a'],
        to: [],
        versionChanges: [{ kind: 'delete', revision: 'a' }],
      },
      sql: sqlOf(),
    };
    const stamp: ScriptStep = {
      step: {
        direction: 'stamp',
        revision: 'a',
        from: [],
        to: ['a'],
        versionChanges: [{ kind: 'insert', revision: 'a' }],
      },
      sql: undefined,
    };
    check([downgrade], { startingHeads: ['a'] }, [
      'BEGIN;',
      '-- Running downgrade a -> ',
      "DELETE FROM alembic_version WHERE alembic_version.version_num = 'a';",
      'COMMIT;',
    ]);
    check([stamp], {}, ['BEGIN;', VERSION_TABLE, '-- Running stamp_revision  -> a', INSERT_A, 'COMMIT;']);
  });
});

describe('autocommit blocks', () => {
  const script = (starts: ReadonlyArray<readonly [start: number, end: number]>) =>
    revisionScript(
      'a',
      { ...sqlOf('A', 'B', 'C'), autocommitBlocks: starts.map(([start, end]) => ({ start, end })) },
      false,
    )
      .text.trim()
      .split('\n\n');

  it('leave the transaction and come back', () => {
    assert.deepEqual(script([[1, 2]]), ['A;', 'COMMIT;', 'B;', 'BEGIN;', 'C;']);
  });
  it('may follow each other, be empty, and stand at the end', () => {
    assert.deepEqual(
      script([
        [0, 1],
        [1, 2],
      ]),
      ['COMMIT;', 'A;', 'BEGIN;', 'COMMIT;', 'B;', 'BEGIN;', 'C;'],
    );
    assert.deepEqual(script([[1, 1]]), ['A;', 'COMMIT;', 'BEGIN;', 'B;', 'C;']);
    assert.deepEqual(script([[2, 3]]), ['A;', 'B;', 'COMMIT;', 'C;', 'BEGIN;']);
  });
});

describe('parts of the script', () => {
  const sql: RevisionSql = {
    statements: [
      {
        sql: 'CREATE TYPE "E" AS ENUM (\n    \'a\'\n)',
        transactional: true,
        span: { start: 3, end: 4 },
        guard: { kind: 'type-absent', schema: 's', name: 'E' },
      },
    ],
    unresolved: [
      { span: { start: 1, end: 2 }, reason: 'first\nsecond', statementsBefore: 0 },
      {
        span: { start: 5, end: 6 },
        reason: 'raises ValueError: no',
        statementsBefore: 1,
        raises: { type: 'ValueError', message: 'no' },
      },
    ],
  };
  const { text, parts } = revisionScript('a', sql, true);
  const linesOf = (index: number) => {
    const part = parts[index];
    return text.split('\n').slice(part?.startLine, part?.endLine).join('\n');
  };

  it('know their lines and their place in the file', () => {
    assert.deepEqual(
      parts.map(({ kind, span }) => [kind, span.start]),
      [
        ['unresolved', 1],
        ['statement', 3],
        ['unresolved', 5],
      ],
    );
    assert.equal(linesOf(0), '-- Not known: first second');
    assert.equal(
      linesOf(1),
      '-- Only where the type s."E" does not exist:\nCREATE TYPE "E" AS ENUM (\n    \'a\'\n);',
    );
    assert.equal(linesOf(2), '-- Stops here: raises ValueError: no');
  });
  it('break a long reason into lines, each a comment', () => {
    const reason = `${'what this returns is known only when it runs '.repeat(2)}${'x'.repeat(80)}`;
    const unresolved = [{ span: { start: 0, end: 1 }, reason }];
    assert.equal(
      revisionScript('a', { statements: [], unresolved }, true).text.trim(),
      `-- Not known: what this returns is known only when it runs what this\n--   returns is known only when it runs\n--   ${'x'.repeat(80)}`,
    );
  });
});
