import type { Expression } from '../sqlalchemy/expressions/expression.ts';
import { expressionParts } from '../sqlalchemy/expressions/expression-parts.ts';
import type { FromElement } from '../sqlalchemy/expressions/statement.ts';

/** The sources whose columns an expression names, in order. Subqueries keep theirs to themselves. Source: `_from_objects`. */
export function fromObjects(expression: Expression): readonly FromElement[] {
  if (expression.kind === 'column') return expression.table === null ? [] : [expression.table];
  return expressionParts(expression).flatMap(fromObjects);
}

/** The sources that a join takes into itself, so that they do not stand beside it. Source: `Join._hide_froms`. */
export function hiddenFrom(source: FromElement): readonly FromElement[] {
  if (source.kind !== 'join') return [];
  return [source.left, source.right].flatMap((side) => [side, ...hiddenFrom(side)]);
}

/** Each source once, without those that a join already holds. */
export function distinctSources(sources: readonly FromElement[]): readonly FromElement[] {
  const hidden = new Set(sources.flatMap(hiddenFrom));
  return [...new Set(sources)].filter((source) => !hidden.has(source));
}
