import type { Expression } from './expression.ts';

/** The expressions that stand directly inside one, in the order in which they are written. A subquery has none of its own. */
export function expressionParts(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'binary':
      return [expression.left, expression.right];
    case 'list':
      return expression.clauses;
    case 'function':
      return expression.args;
    case 'array':
      return expression.items;
    case 'case':
      return [expression.value, ...expression.whens.flat(), expression.otherwise].filter(
        (part) => part !== null,
      );
    case 'unary':
    case 'grouping':
    case 'cast':
    case 'extract':
    case 'label':
    case 'as-boolean':
      return [expression.element];
    case 'ordered-aggregate':
      return [expression.element, ...expression.orderBy];
    case 'over':
      return [expression.element, ...expression.partitionBy, ...expression.orderBy];
    case 'filter':
      return [expression.element, expression.criterion];
    case 'column':
    case 'bind':
    case 'text':
    case 'keyword':
    case 'exists':
    case 'scalar-select':
    case 'collation':
    case 'next-value':
      return [];
  }
}
