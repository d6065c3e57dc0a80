import { effectsText } from '../core/postgresql/effects/effects-text.ts';
import { FollowedFacts } from '../core/postgresql/effects/followed-facts.ts';
import { revisionEffects } from '../core/postgresql/effects/revision-effects.ts';
import { shortenedStatement } from '../core/postgresql/shortened-statement.ts';
import type { RevisionSql } from '../core/postgresql/statement.ts';

const MOST = 12;

/**
 * What a revision does, one line per statement with the lock that it takes on a server of this major version (null: the
 * newest); what is not known stands behind.
 */
export function provideOperationLines(
  { statements, unresolved }: RevisionSql,
  serverVersion: number | null,
): readonly string[] {
  const effects = revisionEffects(statements, serverVersion, new FollowedFacts());
  const lines = [
    ...statements.map(({ sql }, index) => {
      const effect = effects[index];
      return `${shortenedStatement(sql)}${effect === undefined ? '' : ` — ${effectsText(effect)}`}`;
    }),
    ...unresolved.map(({ reason }) => `not known beforehand: ${reason}`),
  ];
  if (lines.length <= MOST) return lines;
  return [...lines.slice(0, MOST - 1), `and ${lines.length - MOST + 1} more`];
}
