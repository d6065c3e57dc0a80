import type { Expression } from '../sqlalchemy/expressions/expression.ts';
import type { FromElement } from '../sqlalchemy/expressions/statement.ts';

/** The sources whose columns an expression names, in order. Subqueries keep theirs to themselves. Source: `_from_objects`. */
export function fromObjects(expression: Expression): readonly FromElement[] {
  switch (expression.kind) {
    case 'column':
      return expression.table === null ? [] : [expression.table];
    case 'binary':
      return [...fromObjects(expression.left), ...fromObjects(expression.right)];
    case 'list':
      return expression.clauses.flatMap(fromObjects);
    case 'function':
      return expression.args.flatMap(fromObjects);
    case 'array':
      return expression.items.flatMap(fromObjects);
    case 'case':
      return [
        ...(expression.value === null ? [] : fromObjects(expression.value)),
        ...expression.whens.flatMap(([when, then]) => [...fromObjects(when), ...fromObjects(then)]),
        ...(expression.otherwise === null ? [] : fromObjects(expression.otherwise)),
      ];
    case 'unary':
    case 'grouping':
    case 'cast':
    case 'extract':
    case 'label':
    case 'as-boolean':
    case 'within-group':
    case 'ordered-aggregate':
      return fromObjects(expression.element);
    case 'over':
      return [expression.element, ...expression.partitionBy, ...expression.orderBy].flatMap(fromObjects);
    case 'filter':
      return [...fromObjects(expression.element), ...fromObjects(expression.criterion)];
    case 'slice':
      return [...fromObjects(expression.start), ...fromObjects(expression.stop)];
    case 'bind':
    case 'text':
    case 'keyword':
    case 'exists':
    case 'scalar-select':
    case 'collation':
    case 'next-value':
    case 'default':
      return [];
  }
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
