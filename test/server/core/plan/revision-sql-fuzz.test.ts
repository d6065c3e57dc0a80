import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { revisionSql } from '../../../../server/src/core/plan/revision-sql.ts';
import { RunState } from '../../../../server/src/core/postgresql/compile-operations.ts';
import type { RevisionSql } from '../../../../server/src/core/postgresql/statement.ts';
import { DEFAULT_LIMITS } from '../../../../server/src/core/python/interpreter/limits.ts';
import { goldenSections, readGoldenSection } from '../../../support/golden.ts';

const SOURCES = (['current', 'add-ons'] as const).flatMap((release) =>
  goldenSections(release).flatMap((section) =>
    readGoldenSection(release, section).map(({ source }) => source),
  ),
);

/** Values that no argument of a directive expects everywhere. */
const VALUES = [
  'None',
  'True',
  '-1',
  '1.5',
  `9${'9'.repeat(400)}`,
  "''",
  '"\\0"',
  '"a" * 5000',
  "b'\\xff'",
  '[]',
  '{}',
  '()',
  '{1: 2}',
  '[None, 1, ["a"]]',
  'lambda: 1',
  'object()',
  'unknown_name',
  'sa',
  'op',
  'sa.Column',
  'sa.Column("a", sa.Integer)',
  'sa.text(":a")',
  'sa.func.f',
  'sa.select(sa.text("1"))',
  'sa.table("t")',
  'op.get_bind()',
  'sa.Enum',
  'sa.Index("i", "a")',
  'postgresql.ARRAY(sa.Integer)',
  '*[1, 2]',
  '**{"a": 1}',
  'nope=1',
  'postgresql_nope=1',
  'schema=None',
  'name=5',
];

const ARGUMENT = /"[^"\n]*"|'[^'\n]*'|\b\d+\b|\b(?:True|False|None)\b|\bsa\.\w+(?:\(\))?/g;

/** A migration of real Alembic's test set in which some arguments are other things than they should be. */
const spoiled = fc
  .tuple(
    fc.constantFrom(...SOURCES),
    fc.array(fc.tuple(fc.nat({ max: 200 }), fc.constantFrom(...VALUES)), { minLength: 1, maxLength: 3 }),
  )
  .map(([source, changes]) => {
    const [head = '', body = ''] = source.split(/(?=^def upgrade\(\):)/m);
    let text = body;
    for (const [place, value] of changes) {
      const found = [...text.matchAll(ARGUMENT)];
      const match = found[place % Math.max(found.length, 1)];
      if (match !== undefined) {
        text = text.slice(0, match.index) + value + text.slice(match.index + match[0].length);
      }
    }
    return head + text;
  });

function compiled(source: string): RevisionSql {
  return revisionSql(source, 'upgrade', new RunState({ namingConvention: null, serverVersion: null }));
}

/** Reading never fails, and every place that is told lies in the file. */
function check(source: string): void {
  const { statements, unresolved } = compiled(source);
  for (const { span } of [...statements, ...unresolved]) {
    assert.ok(span.start >= 0 && span.start <= span.end && span.end <= source.length, JSON.stringify(span));
  }
  for (const { sql } of statements) assert.ok(!/[\uFDD0\uFDD1]|\[object |undefined|NaN\b/.test(sql), sql);
}

describe('the SQL of migrations with wrong arguments', () => {
  test('is told or refused, never a failure of ours', () => {
    fc.assert(fc.property(spoiled, check), { numRuns: 4_000 });
  });
});

describe('the SQL of migrations without end', () => {
  const bodies: Readonly<Record<string, string>> = {
    'endless loop of operations': 'while True:\n        op.drop_table("t")',
    'endless recursion': 'def f():\n        op.drop_table("t")\n        f()\n    f()',
    'a text that doubles': 'x = "SELECT 1;"\n    while True:\n        x = x + x',
    'a table of a million columns':
      'op.create_table("t", *[sa.Column(f"c{n}", sa.Integer) for n in range(1000000)])',
    'an expression as deep as can be':
      'x = sa.column("a")\n    for _ in range(100000):\n        x = x + 1\n    op.execute(sa.select(x))',
    'lists inside each other':
      'x = []\n    for _ in range(100000):\n        x = [x]\n    op.get_bind().execute(sa.text(":a"), {"a": x})',
    'JSON inside itself':
      't = sa.table("t", sa.column("j", sa.JSON))\n    x = {}\n    x["x"] = x\n    op.bulk_insert(t, [{"j": x}])',
    'a default that never ends':
      't = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, default=lambda: [1 for _ in iter(int, 1)]))\n    op.bulk_insert(t, [{"a": 1}])',
  };
  for (const [name, body] of Object.entries(bodies)) {
    test(name, () => {
      const source = `from alembic import op\nimport sqlalchemy as sa\n\ndef upgrade():\n    ${body}\n`;
      const { statements, unresolved } = compiled(source);
      assert.ok(unresolved.length > 0, 'nothing is told');
      assert.ok(statements.length <= DEFAULT_LIMITS.steps);
    });
  }
});
