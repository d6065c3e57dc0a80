import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CompiledStep, compileSteps } from '../../../server/src/core/plan/compiled-step.ts';
import { planSteps } from '../../../server/src/core/plan/plan-steps.ts';
import type { RevisionSql } from '../../../server/src/core/postgresql/statement.ts';
import type { EnvironmentSnapshot } from '../../../server/src/core/snapshot/environment-snapshot.ts';
import { type EngineChoice, planDigest, providePlan } from '../../../server/src/features/provide-plan.ts';
import type { PlanAnswer } from '../../../server/src/protocol/run-messages.ts';
import { chainView, revisionText, type Texts } from '../core/lint/chain-text.ts';

const TEXTS: Texts = { 'a.py': revisionText('aaaa1', 'None'), 'b.py': revisionText('bbbb2', "'aaaa1'") };
const SPAN = { start: 0, end: 1 };
const KNOWN: RevisionSql = {
  statements: [{ sql: 'DROP TABLE t', transactional: true, span: SPAN }],
  unresolved: [],
};
const OPEN: RevisionSql = {
  statements: [],
  unresolved: [{ span: SPAN, reason: 'the rows are known only when it runs' }],
};
const CHOICE: EngineChoice = {
  setting: 'auto',
  unknowns: [],
  alembicProblem: undefined,
  databaseProblem: undefined,
};

function compiled(
  texts: Texts,
  sqlOf: (id: string) => RevisionSql,
): [EnvironmentSnapshot, readonly CompiledStep[]] {
  const snapshot = { id: 'x', problems: [], ...chainView(texts) } as unknown as EnvironmentSnapshot;
  const steps = planSteps(snapshot.revisions, 'upgrade', 'head', []);
  return [snapshot, compileSteps(snapshot, steps, (file) => sqlOf(file.revision?.revision ?? ''))];
}

function plan(sqlOf: (id: string) => RevisionSql, choice: Partial<EngineChoice> = {}): PlanAnswer {
  return providePlan(...compiled(TEXTS, sqlOf), [], { ...CHOICE, ...choice });
}

describe('the engine of a plan', () => {
  const half = (id: string): RevisionSql => (id === 'bbbb2' ? OPEN : KNOWN);
  function check(name: string, answer: PlanAnswer, engine: string, blocked: RegExp | undefined): void {
    it(name, () => {
      assert.equal(answer.engine, engine);
      if (blocked === undefined) assert.equal(answer.blocked, undefined);
      else assert.match(answer.blocked ?? '', blocked);
    });
  }
  check(
    'is built-in where everything is known',
    plan(() => KNOWN),
    'builtin',
    undefined,
  );
  check("is the user's alembic where one step is not", plan(half), 'alembic', undefined);
  check(
    'is nobody where alembic is missing too',
    plan(half, { alembicProblem: 'none was found.' }),
    'alembic',
    /bbbb2, line 1.*rows.*none was found/,
  );
  check(
    'is alembic where env.py leaves something open',
    plan(() => KNOWN, { unknowns: ['The version table is not known: computed'] }),
    'alembic',
    undefined,
  );
  check(
    'follows the setting',
    plan(() => KNOWN, { setting: 'alembic' }),
    'alembic',
    undefined,
  );
  check(
    'never guesses for the setting',
    plan(half, { setting: 'builtin' }),
    'builtin',
    /built-in engine only/,
  );
  check(
    'does not matter where the database is out of reach',
    plan(() => KNOWN, { databaseProblem: 'Save it.' }),
    'builtin',
    /^Save it\.$/,
  );

  it('tells what is lost, once each', () => {
    const twice: RevisionSql = { ...KNOWN, statements: [...KNOWN.statements, ...KNOWN.statements] };
    assert.deepEqual(
      plan(() => twice).steps.map(({ destroys, statementCount }) => [destroys, statementCount]),
      [
        [['table t'], 2],
        [['table t'], 2],
      ],
    );
  });
});

describe('the digest of a plan', () => {
  const digest = (texts: Texts): string => planDigest(compiled(texts, () => KNOWN)[1]);

  it('is the same for the same files, and another where one changed', () => {
    assert.equal(digest(TEXTS), digest({ ...TEXTS }));
    assert.notEqual(digest(TEXTS), digest({ ...TEXTS, 'b.py': `${TEXTS['b.py']}# changed\n` }));
    assert.notEqual(digest(TEXTS), digest({ 'a.py': TEXTS['a.py'] ?? '' }));
  });

  it('is another where an imported module or a statement changed', () => {
    const module = {
      kind: 'module-file',
      name: 'app',
      path: '/app.py',
      shownPath: 'app.py',
      isPackage: false,
    } as const;
    const of = (text: string, table: string): string => {
      const statement = { sql: `DROP TABLE ${table}`, transactional: true, span: { start: 0, end: 0 } };
      const sql = { statements: [statement], unresolved: [], modules: [{ ...module, text }] };
      return planDigest(compiled(TEXTS, () => sql)[1]);
    };
    assert.equal(of('X = 1', 't'), of('X = 1', 't'));
    assert.notEqual(of('X = 1', 't'), of('X = 2', 't'));
    assert.notEqual(of('X = 1', 't'), of('X = 1', 'u'));
  });
});
