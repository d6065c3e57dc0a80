import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileSteps } from '../../../../server/src/core/plan/compiled-step.ts';
import type {
  DatabaseFacts,
  RelationFacts,
  SessionFacts,
} from '../../../../server/src/core/plan/database-facts.ts';
import { parseMaintenanceWindow } from '../../../../server/src/core/plan/maintenance-window.ts';
import { inspectionOf, runCard } from '../../../../server/src/core/plan/make-run-card.ts';
import { planSteps } from '../../../../server/src/core/plan/plan-steps.ts';
import type { CardInput, RunCard } from '../../../../server/src/core/plan/run-card.ts';
import { runCardText } from '../../../../server/src/core/plan/run-card-text.ts';
import { NO_FACTS } from '../../../../server/src/core/postgresql/effects/schema-facts.ts';
import type { EnvironmentSnapshot } from '../../../../server/src/core/snapshot/environment-snapshot.ts';
import { chainView, revisionText } from '../lint/chain-text.ts';

const SPAN = { start: 0, end: 0 };
const GB = 1024 ** 3;
const SERVER: DatabaseFacts['server'] = {
  kind: 'postgresql',
  product: 'PostgreSQL 16.4',
  majorVersion: 16,
  isReplica: false,
  isReadOnly: false,
  pooler: 'none',
  databaseId: '1',
};
const SESSION: SessionFacts = {
  pid: 4711,
  user: 'app',
  application: 'psql',
  address: '',
  state: 'active',
  since: '2026-03-01 09:30:00 UTC',
  seconds: 200,
  query: 'SELECT 1',
  lock: { relation: 'orders', mode: 'ACCESS SHARE' },
  givesWay: false,
};

interface Given {
  readonly statements: readonly string[];
  readonly alone?: boolean;
  readonly relations?: ReadonlyArray<Partial<RelationFacts>>;
  readonly sessions?: ReadonlyArray<Partial<SessionFacts>>;
  readonly server?: Partial<DatabaseFacts['server']>;
  readonly input?: Partial<CardInput>;
}

/** The card of one revision with these statements. */
function card({ statements, alone = false, relations = [], sessions = [], server, input }: Given): RunCard {
  const snapshot = {
    id: 'x',
    problems: [],
    ...chainView({ 'a.py': revisionText('aaaa1', 'None', { docstring: 'change orders' }) }),
  } as unknown as EnvironmentSnapshot;
  const steps = planSteps(snapshot.revisions, 'upgrade', 'head', []);
  const compiled = compileSteps(snapshot, steps, () => ({
    statements: statements.map((sql) => ({ sql, transactional: !alone, span: SPAN })),
    unresolved: [],
  }));
  return runCard({
    direction: 'upgrade',
    database: 'staging',
    rows: [],
    compiled,
    engine: { name: 'builtin', reason: 'Every statement of the plan is known.' },
    blocked: undefined,
    dryRunObstacle: undefined,
    facts: {
      server: { ...SERVER, ...server },
      relations: relations.map((one) => ({
        name: 'orders',
        qualified: 'public.orders',
        bytes: 8192,
        rows: 10,
        ...one,
      })),
      sessions: sessions.map((one) => ({ ...SESSION, ...one })),
      schema: NO_FACTS,
      gaps: [],
    },
    timeouts: { lock: '5s', statement: '0' },
    window: undefined,
    ...input,
  });
}

describe('the card of a run', () => {
  function check(
    name: string,
    given: Given,
    decision: RunCard['decision'],
    ...cautions: readonly RegExp[]
  ): void {
    it(name, () => {
      const made = card(given);
      assert.equal(made.decision, decision);
      assert.equal(made.cautions.length, cautions.length, JSON.stringify(made.cautions));
      for (const [index, pattern] of cautions.entries())
        assert.match(made.cautions[index]?.message ?? '', pattern);
    });
  }
  const add = 'ALTER TABLE orders ADD COLUMN x INT';
  const large = [{ bytes: 2 * GB, rows: 12_345_678 }];

  check('is a go where nothing stands out', { statements: [add], relations: [{}] }, 'go');
  check('does not mind a large table that is only locked', { statements: [add], relations: large }, 'go');
  check(
    'names a large table that is rewritten',
    { statements: ['ALTER TABLE orders ALTER COLUMN id TYPE BIGINT USING id::bigint'], relations: large },
    'caution',
    /^public\.orders \(2\.0 GB, ~12 million rows\) (is|may be|is scanned and may be) rewritten; everybody waits meanwhile \(ACCESS EXCLUSIVE\)/,
  );
  check(
    'says that only writers wait for an index',
    { statements: ['CREATE INDEX ix ON orders (id)'], relations: large },
    'caution',
    /is scanned; writers wait meanwhile \(SHARE\)/,
  );
  check(
    'says what is destroyed first',
    { statements: ['ALTER TABLE orders DROP COLUMN note'], relations: [{}], sessions: [{}] },
    'caution',
    /^Removes for good, with the data in it: column orders\.note \(aaaa1\)/,
    /^orders is locked \(ACCESS SHARE\) by process 4711 \(user app, psql, active, since 3 min\): SELECT 1/,
  );
  check(
    'leaves out who conflicts with nothing',
    { statements: ['CREATE INDEX ix ON orders (id)'], relations: [{}], sessions: [{}] },
    'go',
  );
  check(
    'leaves out an autovacuum that gives way',
    { statements: [add], relations: [{}], sessions: [{ givesWay: true }] },
    'go',
  );
  check(
    'names an old snapshot that a concurrent index waits for',
    {
      statements: ['CREATE INDEX CONCURRENTLY ix ON orders (id)'],
      alone: true,
      relations: [{}],
      sessions: [{ lock: undefined }],
    },
    'caution',
    /^An index that is built concurrently waits for process 4711/,
  );
  check(
    'warns of statements outside a transaction where they are not alone',
    { statements: ['CREATE TABLE a (id INT)', 'CREATE INDEX CONCURRENTLY ix ON a (id)'], alone: true },
    'caution',
    /where one fails half-way, what it has done stays \(aaaa1\)/,
  );
  check(
    'says what a pooler cannot promise',
    { statements: [add], server: { pooler: 'transaction' } },
    'caution',
    /^A pooler hands out/,
  );
  check(
    'says what Citus cannot promise',
    { statements: [add], server: { kind: 'citus' } },
    'caution',
    /^Citus: the lock/,
    /^Citus: some forms/,
  );
  check(
    'is a no-go where something blocks',
    { statements: [add], input: { blocked: 'It is a replica.' } },
    'no-go',
  );

  const window = {
    window: parseMaintenanceWindow('Sat 22:00-23:00'),
    state: { open: false, changesAt: new Date(0) },
  };
  check(
    'is a no-go outside its window',
    { statements: [add], input: { window: { ...window, overridden: false } } },
    'no-go',
  );
  check(
    'goes outside its window where the user says so',
    { statements: [add], input: { window: { ...window, overridden: true } } },
    'caution',
    /^It is outside the maintenance window Sat 22:00-23:00/,
  );
});

describe('what a database is asked before a run', () => {
  it('is the relations that were there before the plan', () => {
    const { steps } = card({ statements: [] });
    assert.equal(steps.length, 1);
    const compiled = (sql: readonly string[]) =>
      [
        {
          step: {},
          file: undefined,
          sql: {
            statements: sql.map((text) => ({ sql: text, transactional: true, span: SPAN })),
            unresolved: [],
          },
        },
      ] as unknown as Parameters<typeof inspectionOf>[0];
    const { names, relations } = inspectionOf(
      compiled([
        'CREATE TABLE a (id INT)',
        'ALTER TABLE a ADD b INT',
        'ALTER TABLE "Order Items" ADD b INT',
        'DROP TABLE app.former',
        'CREATE INDEX own ON a (id)',
        'DROP INDEX own',
        'DROP INDEX ix',
      ]),
    );
    assert.deepEqual(relations(NO_FACTS), ['"Order Items"', 'app.former']);
    assert.deepEqual(
      names,
      ['Order Items', 'app.former', 'ix'],
      'what the plan makes itself is not asked for',
    );
    const schema = {
      ...NO_FACTS,
      tableOfIndex: (index: string) => (index === 'ix' ? 'app.orders' : undefined),
    };
    assert.deepEqual(relations(schema), ['"Order Items"', 'app.former', 'app.orders']);
  });
});

describe('the card as text', () => {
  const text = runCardText(
    card({
      statements: ['ALTER TABLE orders DROP COLUMN note', 'CREATE TABLE a (id INT)'],
      relations: [{ bytes: 3 * GB, rows: undefined }],
      sessions: [
        { query: 'SELECT a_rather_long_statement_that_goes_on FROM a_table_with_a_long_name WHERE x' },
      ],
    }),
  );
  it('has the decision, the facts, what to look at, the tables and every statement', () => {
    assert.match(
      text,
      /^Upgrade staging by 1 revision, from base\nGO WITH CAUTION\n\n {2}Server +PostgreSQL 16\.4\n/,
    );
    assert.match(text, /\nLook at this first\n {2}! Removes for good/);
    assert.match(text, / {2}public\.orders +3\.0 GB +\? +ACCESS EXCLUSIVE\n/);
    assert.match(
      text,
      /\n {2}1\. aaaa1 {2}change orders \(2 statements\)\n {7}ALTER TABLE orders DROP COLUMN note\n {9}-> ACCESS EXCLUSIVE orders\n {7}CREATE TABLE a \(id INT\)\n/,
    );
  });
  it('has no line that is too long to be read beside another editor', () => {
    assert.deepEqual(
      text.split('\n').filter((line) => line.length > 92),
      [],
    );
    assert.match(text, /\n {4}since 3 min\)|\n {4}\S/, 'what was wrapped stands below its beginning');
  });
});
