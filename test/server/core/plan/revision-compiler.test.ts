import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NO_KNOWLEDGE } from '../../../../server/src/core/operations/project-knowledge.ts';
import { revisionCompiler } from '../../../../server/src/core/plan/revision-compiler.ts';
import { scanRevisionHeader } from '../../../../server/src/core/python/header-scanner.ts';

const UNKNOWN = { kind: 'unknown', reason: 'app.models is not read', span: { start: 0, end: 0 } } as const;

function compiled(
  body: string,
  namingConvention: Parameters<typeof revisionCompiler>[0]['namingConvention'],
) {
  const text = `from alembic import op\nimport sqlalchemy as sa\nrevision = "a"\ndown_revision = None\ndef upgrade():\n    ${body}\n`;
  const file = {
    path: 'a.py',
    text,
    fault: undefined,
    header: scanRevisionHeader(text),
    revision: undefined,
  };
  return revisionCompiler({ namingConvention }, null, NO_KNOWLEDGE)(file, 'upgrade');
}

describe('a naming convention that nobody can know', () => {
  const known = (body: string) => compiled(body, { kind: 'known', value: null });
  const unknown = (body: string) => compiled(body, UNKNOWN);

  for (const body of [
    "op.create_table('t', sa.Column('id', sa.Integer(), primary_key=True))",
    "op.create_unique_constraint(None, 't', ['a'])",
    "op.create_check_constraint('positive', 't', 'a > 0')",
    "op.drop_constraint('positive', 't', type_='check')",
  ]) {
    it(`leaves the name open: ${body}`, () => {
      assert.equal(known(body).unresolved.length, 0);
      const { statements, unresolved } = unknown(body);
      assert.deepEqual(statements, []);
      assert.match(unresolved[0]?.reason ?? '', /naming convention.*app\.models is not read/);
    });
  }

  for (const body of [
    "op.create_unique_constraint('uq_t_a', 't', ['a'])",
    "op.create_check_constraint(op.f('positive'), 't', 'a > 0')",
    "op.add_column('t', sa.Column('a', sa.Integer()))",
    "op.create_index('ix_t_a', 't', ['a'])",
  ]) {
    it(`does not matter to ${body}`, () => {
      assert.equal(unknown(body).unresolved.length, 0);
      assert.deepEqual(
        unknown(body).statements.map(({ sql }) => sql),
        known(body).statements.map(({ sql }) => sql),
      );
    });
  }
});
