import { revisionSql } from '../../server/src/core/plan/revision-sql.ts';
import { RunState } from '../../server/src/core/postgresql/compile-operations.ts';
import { asOfflineItems, type GoldenCase, withoutEmptyTransactions } from './golden.ts';
import { goldenProject } from './golden-project.ts';

/** What became of one small migration, by us or by real Alembic, in a form that can be compared. */
export interface Written {
  readonly statements: readonly string[];
  readonly error?: { readonly type: string; readonly message: string };
  /** Why we do not follow the case, where we do not. */
  readonly unresolved?: string;
}

export function writtenByUs(golden: GoldenCase): Written {
  const state = new RunState({ namingConvention: golden.naming ?? null, serverVersion: null });
  const sql = revisionSql(golden.source, 'upgrade', state, goldenProject());
  const statements = inComparableOrder(golden, asOfflineItems(sql.statements));
  const [unresolved] = sql.unresolved;
  if (unresolved === undefined) return { statements };
  if (unresolved.raises === undefined) return { statements, unresolved: unresolved.reason };
  const { type, message } = unresolved.raises;
  return { statements, error: { type, message } };
}

export function writtenByAlembic(golden: GoldenCase): Written {
  const statements = inComparableOrder(golden, withoutEmptyTransactions(golden.statements));
  return golden.error === undefined ? { statements } : { statements, error: golden.error };
}

function inComparableOrder(golden: GoldenCase, items: readonly string[]): readonly string[] {
  return golden.unordered ? [...items].sort() : items;
}
