import assert from 'node:assert/strict';
import { revisionSql } from '../../../../server/src/core/plan/revision-sql.ts';
import { RunState } from '../../../../server/src/core/postgresql/compile-operations.ts';

export interface Expectation {
  readonly sql?: readonly string[];
  /** Each reason that is told, with the text in the file that it stands at. */
  readonly unresolved?: ReadonlyArray<readonly [place: string, reason: RegExp]>;
  readonly raises?: { readonly type: string; readonly message: string };
}

/** What every source begins with. */
export const IMPORTS =
  'import sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\nfrom alembic import context, op\n';

/** What the body of `upgrade()` sends and what of it is not known. */
export function check(body: string, { sql = [], unresolved = [], raises }: Expectation, before = ''): void {
  const source = `${IMPORTS}${before}\ndef upgrade():\n${body.replace(/^/gm, '    ')}\n`;
  const read = revisionSql(source, 'upgrade', new RunState({ namingConvention: null, serverVersion: null }));
  assert.deepEqual(
    read.statements.map((statement) => statement.sql),
    sql,
  );
  const raised = read.unresolved.filter((entry) => entry.raises !== undefined);
  assert.deepEqual(raised.map((entry) => entry.raises)[0], raises);
  const unknown = read.unresolved.filter((entry) => entry.raises === undefined);
  assert.equal(unknown.length, unresolved.length, unknown.map(({ reason }) => reason).join('; '));
  for (const [index, [place, reason]] of unresolved.entries()) {
    const entry = unknown[index];
    assert.ok(entry !== undefined);
    assert.match(source.slice(entry.span.start, entry.span.end), new RegExp(`^${place}`));
    assert.match(entry.reason, reason);
  }
}
