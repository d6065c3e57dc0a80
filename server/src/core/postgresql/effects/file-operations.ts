import type { Span } from '../../text/span.ts';
import type { RevisionSql } from '../statement.ts';
import type { FollowedFacts } from './followed-facts.ts';
import { revisionEffects } from './revision-effects.ts';
import { joinEffects, type StatementEffects } from './statement-effects.ts';

/** What one call of a revision file sends, in a loop maybe several times over. */
export interface FileOperation {
  readonly span: Span;
  /** SQL texts without semicolon. */
  readonly statements: readonly string[];
  /** Of all its statements together. */
  readonly effects: StatementEffects;
  /** Reasons why something of it is not known. */
  readonly unresolved: readonly string[];
}

/** The calls of a revision's function with what they do, in the order of the file. `facts` is changed. */
export function fileOperations(
  sql: RevisionSql,
  serverVersion: number | null,
  facts: FollowedFacts,
): readonly FileOperation[] {
  const effects = revisionEffects(sql.statements, serverVersion, facts);
  const bySpan = new Map<
    string,
    { span: Span; statements: string[]; effects: StatementEffects[]; unresolved: string[] }
  >();
  const at = (span: Span): { statements: string[]; effects: StatementEffects[]; unresolved: string[] } => {
    const key = `${span.start}:${span.end}`;
    let found = bySpan.get(key);
    if (found === undefined) {
      found = { span, statements: [], effects: [], unresolved: [] };
      bySpan.set(key, found);
    }
    return found;
  };
  for (const [index, { sql: text, span }] of sql.statements.entries()) {
    const operation = at(span);
    operation.statements.push(text);
    const effect = effects[index];
    if (effect !== undefined) operation.effects.push(effect);
  }
  for (const { span, reason } of sql.unresolved) at(span).unresolved.push(reason);
  return [...bySpan.values()]
    .map((operation) => ({ ...operation, effects: joinEffects(operation.effects) }))
    .sort((left, right) => left.span.start - right.span.start);
}
