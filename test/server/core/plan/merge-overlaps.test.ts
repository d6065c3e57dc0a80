import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NO_KNOWLEDGE } from '../../../../server/src/core/operations/project-knowledge.ts';
import { mergeOverlaps, overlapText } from '../../../../server/src/core/plan/merge-overlaps.ts';
import { revisionCompiler } from '../../../../server/src/core/plan/revision-compiler.ts';
import type { EnvironmentSnapshot } from '../../../../server/src/core/snapshot/environment-snapshot.ts';
import { chainView, revisionText, type Texts } from '../lint/chain-text.ts';

const rev = (id: string, down: string, upgrade: string): string =>
  revisionText(id, down, { upgrade }).replace('\n\n', '\n\nimport sqlalchemy as sa\n');
const A = rev('aaaa1', 'None', "op.create_table('orders', sa.Column('id', sa.Integer))");
const ADD = "op.add_column('orders', sa.Column('note', sa.String))";
const DROP = "op.drop_column('orders', 'total')";

function look(texts: Texts, merged: readonly string[]) {
  const snapshot = { ...chainView(texts) } as unknown as EnvironmentSnapshot;
  const nodes = merged.flatMap((id) => snapshot.revisions.get(id) ?? []);
  const convention = { namingConvention: { kind: 'known', value: null } } as const;
  return mergeOverlaps(snapshot, nodes, () => revisionCompiler(convention, null, NO_KNOWLEDGE));
}

function check(texts: Texts, merged: readonly string[], expected: readonly string[]): void {
  assert.deepEqual(look(texts, merged).overlaps.map(overlapText), expected);
}

describe('mergeOverlaps', () => {
  it('names the table that both sides touch, and what each does', () => {
    const texts = { 'a.py': A, 'b.py': rev('bbbb2', "'aaaa1'", ADD), 'c.py': rev('cccc3', "'aaaa1'", DROP) };
    check(
      texts,
      ['bbbb2', 'cccc3'],
      ['both sides touch table orders: bbbb2 (ADD COLUMN note VARCHAR) and cccc3 (DROP COLUMN total)'],
    );
  });

  it('looks at every revision since the sides left each other, and at none before', () => {
    const texts = {
      'a.py': A,
      'b.py': rev('bbbb2', "'aaaa1'", ADD),
      'c.py': rev('cccc3', "'bbbb2'", "op.create_table('users', sa.Column('id', sa.Integer))"),
      'd.py': rev('dddd4', "'cccc3'", "op.drop_table('users')"),
      'e.py': rev(
        'eeee5',
        "'bbbb2'",
        "op.execute('DELETE FROM orders'); op.execute('CREATE TABLE users (id int)')",
      ),
    };
    check(
      texts,
      ['dddd4', 'eeee5'],
      [
        'both sides touch table users: cccc3 (CREATE TABLE users), dddd4 (DROP TABLE users) and eeee5 (CREATE TABLE users)',
      ],
    );
  });

  it('is content where the sides only refer to the same table', () => {
    const foreign = (name: string) =>
      `op.create_table('${name}', sa.Column('o', sa.Integer, sa.ForeignKey('orders.id')))`;
    const texts = {
      'a.py': A,
      'b.py': rev('bbbb2', "'aaaa1'", foreign('left')),
      'c.py': rev('cccc3', "'aaaa1'", foreign('right')),
    };
    check(texts, ['bbbb2', 'cccc3'], []);
  });

  it('takes a name of the default schema for the same with and without it', () => {
    const texts = {
      'a.py': A,
      'b.py': rev('bbbb2', "'aaaa1'", "op.drop_column('orders', 'x', schema='public')"),
      'c.py': rev('cccc3', "'aaaa1'", DROP),
    };
    assert.equal(look(texts, ['bbbb2', 'cccc3']).overlaps.length, 1);
  });

  it('compares three sides, and what two of them share with neither', () => {
    const texts = {
      'a.py': A,
      'b.py': rev('bbbb2', "'aaaa1'", ADD),
      'c.py': rev('cccc3', "'bbbb2'", 'pass'),
      'd.py': rev('dddd4', "'bbbb2'", 'pass'),
      'e.py': rev('eeee5', "'aaaa1'", DROP),
    };
    check(texts, ['cccc3', 'dddd4', 'eeee5'], []);
    check(
      { ...texts, 'c.py': rev('cccc3', "'bbbb2'", ADD), 'd.py': rev('dddd4', "'bbbb2'", DROP) },
      ['cccc3', 'dddd4', 'eeee5'],
      [
        '3 sides touch table orders: cccc3 (ADD COLUMN note VARCHAR) and dddd4 (DROP COLUMN total) and eeee5 (DROP COLUMN total)',
      ],
    );
  });

  it('names the revisions that it cannot see through', () => {
    const texts = {
      'a.py': A,
      'b.py': rev('bbbb2', "'aaaa1'", 'op.execute(unknown)'),
      'c.py': rev('cccc3', "'aaaa1'", DROP),
    };
    assert.deepEqual(look(texts, ['bbbb2', 'cccc3']).unresolved, ['bbbb2']);
  });
});
