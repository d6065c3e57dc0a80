import { conjunction, grouped } from '../sqlalchemy/expressions/build.ts';
import type { Expression, LabelExpression } from '../sqlalchemy/expressions/expression.ts';
import { OPERATORS } from '../sqlalchemy/expressions/operators.ts';
import type {
  CteSource,
  FromElement,
  SelectCore,
  SelectStatement,
} from '../sqlalchemy/expressions/statement.ts';
import { sourceName, sourcePrefix, writeExpression, writeText } from './expressions.ts';
import { distinctSources, fromObjects } from './from-objects.ts';
import { quoteIdentifier } from './identifiers.ts';
import type { WritingContext } from './writing-context.ts';

/** Source: `SQLCompiler.visit_select`, `_compose_select_body` and `visit_compound_select`. */
export function writeSelect(select: SelectStatement, context: WritingContext): string {
  if (select.kind === 'compound') {
    const parts = select.selects.map((part) => compoundPart(part, context));
    return `${parts.join(` ${select.keyword} `)}${orderText(select.orderBy, [], context)}${limitText(select, context)}`;
  }
  const sources = displayedSources(select, context);
  const inner: WritingContext = {
    ...context,
    inSource: false,
    enclosingFrom: [...context.enclosingFrom, ...sources],
  };
  const distinct = distinctText(select, inner);
  const columns = select.columns.map((column) => columnText(column, inner, context.inSource)).join(', ');
  const from =
    sources.length === 0 ? '' : ` \nFROM ${sources.map((source) => writeSource(source, inner)).join(', ')}`;
  const criteria = select.where.length === 0 ? '' : criteriaText(select.where, inner);
  const where = criteria === '' ? '' : ` \nWHERE ${criteria}`;
  const group = select.groupBy.length === 0 ? '' : ` GROUP BY ${listText(select.groupBy, inner)}`;
  const having = select.having.length === 0 ? '' : ` \nHAVING ${criteriaText(select.having, inner)}`;
  const order = orderText(select.orderBy, select.columns, inner);
  const lock = select.forUpdate === null ? '' : ` ${select.forUpdate}`;
  return `SELECT ${distinct}${columns}${from}${where}${group}${having}${order}${limitText(select, inner)}${lock}`;
}

/** Source: `self_group` of `Select` and `CompoundSelect`. */
function compoundPart(part: SelectStatement, context: WritingContext): string {
  const text = writeSelect(part, context);
  const isGrouped =
    part.kind === 'compound' || part.limit !== null || part.offset !== null || part.orderBy.length > 0;
  return isGrouped ? `(${text})` : text;
}

function displayedSources(select: SelectCore, context: WritingContext): readonly FromElement[] {
  const sources = distinctSources([
    ...select.from,
    ...select.columns.flatMap(fromObjects),
    ...select.where.flatMap(fromObjects),
  ]);
  if (select.correlate !== null) {
    const correlated = new Set(select.correlate);
    return sources.filter((source) => !(correlated.has(source) && context.enclosingFrom.includes(source)));
  }
  if (sources.length <= 1) return sources;
  return sources.filter((source) => !context.enclosingFrom.includes(source));
}

function distinctText(select: SelectCore, context: WritingContext): string {
  if (select.distinctOn.length > 0) return `DISTINCT ON (${listText(select.distinctOn, context)}) `;
  return select.distinct ? 'DISTINCT ' : '';
}

function listText(expressions: readonly Expression[], context: WritingContext): string {
  return expressions.map((expression) => writeExpression(expression, context)).join(', ');
}

/** Conditions that are put together here are not inside an operator, unlike those of `and_()`. Source: `_generate_delimited_and_list`. */
export function criteriaText(criteria: readonly Expression[], context: WritingContext): string {
  const whole = conjunction(OPERATORS.and, criteria);
  const kept = criteria.filter((each) => each.kind !== 'keyword' || each.keyword !== 'true');
  if (kept.length < 2 || whole.kind !== 'list') return writeExpression(whole, context);
  return kept
    .map((each) => (isAnd(each) ? each : grouped(each, OPERATORS.and)))
    .map((each) => writeExpression(each, context))
    .join(OPERATORS.and.text);
}

function isAnd(expression: Expression): boolean {
  return expression.kind === 'list' && expression.operator === OPERATORS.and;
}

/** A column of the list, with the label that it gets. Source: `_label_select_column`. */
export function columnText(column: Expression, context: WritingContext, inSource = false): string {
  const isTableColumn = column.kind === 'column' && !column.isLiteral && column.table !== null;
  const label = inSource && isTableColumn ? column.name : labelOf(column, context);
  const text = writeExpression(column, context);
  return label === undefined ? text : `${text} AS ${quoteIdentifier(label)}`;
}

function labelOf(column: Expression, context: WritingContext): string | undefined {
  switch (column.kind) {
    case 'label':
      return labelName(column, context);
    case 'column':
    case 'text':
      return undefined;
    case 'function':
      return context.anonymous.of(column, column.path.at(-1) ?? 'anon');
    case 'cast':
      return column.element.kind === 'column' ? column.element.name : context.anonymous.of(column, 'anon');
    case 'unary':
      return column.element.kind === 'column' ? undefined : context.anonymous.of(column, 'anon');
    case 'as-boolean':
      return column.element.kind === 'column' ? undefined : context.anonymous.of(column, 'anon');
    default:
      return context.anonymous.of(column, 'anon');
  }
}

function labelName(label: LabelExpression, context: WritingContext): string {
  return label.name ?? context.anonymous.of(label, 'anon');
}

/** ORDER BY names the labels of the column list. */
function orderText(
  orderBy: readonly Expression[],
  columns: readonly Expression[],
  context: WritingContext,
): string {
  if (orderBy.length === 0) return '';
  const texts = orderBy.map((expression) => orderElement(expression, columns, context));
  return ` ORDER BY ${texts.join(', ')}`;
}

function orderElement(
  expression: Expression,
  columns: readonly Expression[],
  context: WritingContext,
): string {
  if (expression.kind === 'unary' && expression.position === 'suffix') {
    return `${orderElement(expression.element, columns, context)}${expression.operator.text}`;
  }
  if (expression.kind === 'label' && columns.includes(expression)) {
    return quoteIdentifier(labelName(expression, context));
  }
  return writeExpression(expression, context);
}

function limitText(
  select: { readonly limit: Expression | null; readonly offset: Expression | null },
  context: WritingContext,
): string {
  let text = '';
  if (select.limit !== null) text += ` \n LIMIT ${writeExpression(select.limit, context)}`;
  if (select.offset !== null) {
    if (select.limit === null) text += '\n LIMIT ALL';
    text += ` OFFSET ${writeExpression(select.offset, context)}`;
  }
  return text;
}

/** A source as it stands after FROM. */
export function writeSource(source: FromElement, context: WritingContext): string {
  switch (source.kind) {
    case 'cte':
      if (!context.ctes.has(source)) context.ctes.set(source, cteText(source, context));
      return sourcePrefix(source, context) ?? '';
    case 'table':
      return sourcePrefix(source, context) ?? '';
    case 'subquery':
      return `(${writeSelect(source.select, { ...context, inSource: true, enclosingFrom: [] })})`;
    case 'text-source':
      return writeText(source.text, context);
    case 'alias': {
      const lateral = source.lateral ? 'LATERAL ' : '';
      return `${lateral}${writeSource(source.element, context)} AS ${quoteIdentifier(sourceName(source, context))}`;
    }
    case 'join': {
      const keyword = { inner: 'JOIN', left: 'LEFT OUTER JOIN', full: 'FULL OUTER JOIN' }[source.outer];
      const right = writeSource(source.right, context);
      const nested = source.right.kind === 'join' ? `(${right})` : right;
      return `${writeSource(source.left, context)} ${keyword} ${nested} ON ${writeExpression(source.on, context)}`;
    }
  }
}

/** One entry of WITH. Source: `SQLCompiler.visit_cte`. */
function cteText(cte: CteSource, context: WritingContext): string {
  const name = quoteIdentifier(sourceName(cte, context));
  return `${name} AS \n(${writeSelect(cte.select, { ...context, inSource: true, enclosingFrom: [] })})`;
}
