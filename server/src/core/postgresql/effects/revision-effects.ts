import type { Statement } from '../statement.ts';
import type { FollowedFacts } from './followed-facts.ts';
import { type StatementEffects, statementEffects } from './statement-effects.ts';

/**
 * The effects of statements that run one after the other, in their order. `facts` is what is known before the first, and
 * is changed: handed on from step to step it knows which tables a whole plan has created.
 */
export function revisionEffects(
  statements: readonly Statement[],
  serverVersion: number | null,
  facts: FollowedFacts,
): readonly StatementEffects[] {
  return statements.map((statement) => {
    const effects = statementEffects(statement, serverVersion, facts);
    facts.follow(statement.sql);
    return effects;
  });
}
