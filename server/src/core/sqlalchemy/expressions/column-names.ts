import type { Expression } from './expression.ts';
import { expressionParts } from './expression-parts.ts';

/** The columns that an expression names, each once, in order. Text and literal columns name none. */
export function columnNames(expression: Expression): readonly string[] {
  const names = new Set<string>();
  const visit = (part: Expression): void => {
    if (part.kind === 'column' && !part.isLiteral) names.add(part.name);
    for (const inner of expressionParts(part)) visit(inner);
  };
  visit(expression);
  return [...names];
}
