import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { FollowedFacts } from '../../../../../server/src/core/postgresql/effects/followed-facts.ts';
import { settledFacts } from '../../../../../server/src/core/postgresql/effects/schema-facts.ts';
import {
  type StatementEffects,
  statementEffects,
} from '../../../../../server/src/core/postgresql/effects/statement-effects.ts';
import { MEASURED_SCHEMA } from './measured-schema.ts';

interface Measurement {
  readonly setup: string | null;
  readonly sql: string;
  readonly observed: ReadonlyArray<{
    readonly versions: readonly string[];
    readonly result: {
      readonly error: string | null;
      readonly locks: Readonly<Record<string, string>>;
      readonly rewrites: readonly string[];
      readonly scans: readonly string[];
    };
  }>;
}

const ROOT = fileURLToPath(new URL('../../../../../../', import.meta.url));
const MEASUREMENTS: readonly Measurement[] = JSON.parse(
  readFileSync(`${ROOT}test/fixtures/locks/postgres-locks.json`, 'utf8'),
);

/** Relations that a measured statement makes itself. */
const CREATED = /^(?:new\d|nmt|nw|n|pt3|v2|mv2|pi|t_\w+_seq)$/;

/** Statements whose rows are not copied: a new, empty file takes the place of the old one. */
const EMPTIES = /^(?:truncate|alter sequence)\b/;

const bare = (relation: string): string => relation.replace(/\(.\)$/, '').replace(/^s\./, '');

/** "parent ROW SHARE" of every lock on a relation that stood before. */
function measuredLocks(locks: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(locks)
    .filter(([relation]) => !CREATED.test(bare(relation)))
    .map(([relation, mode]) => `${bare(relation)} ${mode.replace(/(?<=[a-z])[A-Z]/g, ' $&').toUpperCase()}`)
    .sort();
}

function ourLocks({ locks }: StatementEffects): readonly string[] {
  return locks.map(({ table, mode }) => `${bare(table ?? '?')} ${mode}`).sort();
}

/** What PostgreSQL's plan decides: it may look into the other table of a foreign key row by row instead. */
function isSameScan(measured: readonly string[], { locks }: StatementEffects): boolean {
  const ours = new Map(locks.map((lock) => [bare(lock.table ?? '?'), lock]));
  const known = measured.filter((relation) => !CREATED.test(relation));
  return (
    known.every(
      (relation) => ours.get(relation)?.scanned === 'yes' || ours.get(relation)?.role !== 'table',
    ) && locks.every(({ scanned, table }) => scanned !== 'yes' || known.includes(bare(table ?? '?')))
  );
}

/** The measured table was in that tablespace already, which no statement shows. */
const OPEN = /^alter table .* set tablespace/;

/** Statements of which only the database knows what they reach: the whole content of a schema, the tables behind a view. */
const REACH = /^(?:drop schema|refresh materialized|grant)/;

function check(
  { setup, sql }: Measurement,
  version: string,
  result: Measurement['observed'][number]['result'],
): void {
  const facts = new FollowedFacts(MEASURED_SCHEMA);
  if (setup !== null) facts.follow(setup);
  // What the set-up has created stood before the measured statement.
  const effects = statementEffects({ sql }, Number(version), settledFacts(facts));
  const where = `${sql} on ${version}`;
  assert.notEqual(effects.blocks, 'not known', where);
  if (REACH.test(sql)) {
    const measured = new Set(measuredLocks(result.locks));
    for (const lock of ourLocks(effects))
      assert.ok(lock.startsWith('?') || measured.has(lock), `${where}: ${lock}`);
    return;
  }
  assert.deepEqual(ourLocks(effects), measuredLocks(result.locks), where);
  if (EMPTIES.test(sql)) {
    assert.equal(effects.rewrites, 'no', where);
    return;
  }
  assert.equal(effects.rewrites === 'maybe' || effects.scans === 'maybe', OPEN.test(sql), `${where}: open`);
  const rewritten = result.rewrites.map(bare).filter((relation) => !CREATED.test(relation));
  const ours = effects.locks
    .filter((lock) => lock.rewritten === 'yes')
    .map(({ table }) => bare(table ?? '?'));
  assert.deepEqual(ours.sort(), [...rewritten].sort(), `${where}: rewrites`);
  assert.ok(isSameScan(result.scans, effects), `${where}: scans ${result.scans.join(', ')}`);
}

describe('what was measured on PostgreSQL 10 to 18', () => {
  for (const measurement of MEASUREMENTS) {
    const { setup, sql, observed } = measurement;
    it(`${setup ?? ''} ${sql}`.trim(), () => {
      for (const { versions, result } of observed) {
        if (result.error !== null) continue;
        for (const version of versions) check(measurement, version, result);
      }
    });
  }

  it('is what the table was generated from', () => {
    execFileSync(process.execPath, [`${ROOT}scripts/measured-effects.mjs`, '--check']);
  });
});
