import type { PythonValue } from '../python/values.ts';
import type {
  BindExpression,
  CaseExpression,
  ColumnExpression,
  Expression,
  OverExpression,
  TextExpression,
  UnaryExpression,
} from '../sqlalchemy/expressions/expression.ts';
import { OPERATORS } from '../sqlalchemy/expressions/operators.ts';
import type { FromElement } from '../sqlalchemy/expressions/statement.ts';
import { BIND_NAME, ESCAPED_COLON, unboundParameter } from '../sqlalchemy/expressions/text-clause.ts';
import { typeOfOperand, typeOfValue } from '../sqlalchemy/expressions/value-type.ts';
import { writeBinary } from './binary-expressions.ts';
import { CompileError } from './compile-error.ts';
import { functionText } from './functions.ts';
import { quoteIdentifier, quoteQualified } from './identifiers.ts';
import { literal, literalInDdl } from './literals.ts';
import { typeText } from './types.ts';
import type { WritingContext } from './writing-context.ts';

/** The expression as SQL text. Source: the `visit_*` methods of `SQLCompiler` and `PGCompiler`. */
export function writeExpression(expression: Expression, context: WritingContext): string {
  const inner = { ...context, inOperator: false, inSource: false };
  const write = (part: Expression): string => writeExpression(part, inner);
  switch (expression.kind) {
    case 'column':
      return writeColumn(expression, context);
    case 'bind':
      return writeBind(expression, context);
    case 'text':
      return writeText(expression, context);
    case 'function':
      return functionText(expression, write);
    case 'binary':
      return writeBinary(expression, context, writeExpression);
    case 'unary':
      return writeUnary(expression, write);
    case 'list': {
      const isInsideOperator = context.isInsideOperator || expression.operator !== OPERATORS.comma;
      return expression.clauses
        .map((clause) => writeExpression(clause, { ...context, isInsideOperator }))
        .join(expression.operator.text);
    }
    case 'grouping':
      return `(${write(expression.element)})`;
    case 'cast':
      return `CAST(${write(expression.element)} AS ${typeText(expression.type)})`;
    case 'case':
      return writeCase(expression, write);
    case 'extract':
      return `EXTRACT(${expression.field} FROM ${write(expression.element)})`;
    case 'label':
      return write(expression.element);
    case 'keyword':
      return expression.keyword;
    case 'exists':
      return `EXISTS (${context.writeSelect(expression.select, inner)})`;
    case 'scalar-select':
      return `(${context.writeSelect(expression.select, inner)})`;
    case 'over':
      return writeOver(expression, write);
    case 'filter':
      return `${write(expression.element)} FILTER (WHERE ${write(expression.criterion)})`;
    case 'ordered-aggregate':
      return `${write(expression.element)} ORDER BY ${expression.orderBy.map(write).join(', ')}`;
    case 'array':
      return writeArray(expression.items, expression.type, write);
    case 'collation':
      return quoteIdentifier(expression.collation);
    case 'next-value':
      return `nextval('${quoteQualified(expression.schema, expression.sequenceName).replaceAll("'", "''")}')`;
    case 'as-boolean':
      return expression.negated ? `NOT ${write(expression.element)}` : write(expression.element);
  }
}

function writeColumn(column: ColumnExpression, context: WritingContext): string {
  const name = column.isLiteral ? column.name : quoteIdentifier(column.name);
  if (column.table === null || !context.includeTable) return name;
  const prefix = sourcePrefix(column.table, context);
  return prefix === undefined ? name : `${prefix}.${name}`;
}

/** What stands before the dot of a column; undefined for a source without a name. */
export function sourcePrefix(source: FromElement, context: WritingContext): string | undefined {
  switch (source.kind) {
    case 'table':
      return source.schema
        ? `${quoteIdentifier(source.schema)}.${quoteIdentifier(source.name)}`
        : quoteIdentifier(source.name);
    case 'alias':
    case 'cte':
      return quoteIdentifier(sourceName(source, context));
    default:
      return undefined;
  }
}

/** The name of an alias, made up where none was given. */
export function sourceName(
  source: FromElement & { readonly name: string | null },
  context: WritingContext,
): string {
  if (source.name !== null) return source.name;
  const prefix = source.kind === 'alias' && source.element.kind === 'table' ? source.element.name : 'anon';
  return context.anonymous.of(source, prefix);
}

function writeBind(bind: BindExpression, context: WritingContext): string {
  const value = bind.key === null ? bind.value : (context.parameters.get(bind.key) ?? bind.value);
  if (value === undefined || (value.kind === 'none' && !bind.expanding && bind.type.kind !== 'json')) {
    if (value === undefined && context.unboundParameter === 'refuse') {
      throw new CompileError(`A value is required for bind parameter '${bind.key ?? ''}'`, 'StatementError');
    }
    return 'NULL';
  }
  if (!bind.expanding) {
    const type = bind.type.kind === 'null' ? typeOfValue(value) : bind.type;
    if (context.unboundParameter === 'null') return literalInDdl(value, type);
    return `${literal(value, type)}${arrayCast(value, bind.type, context)}`;
  }
  const items =
    value.kind === 'list' || value.kind === 'tuple' || value.kind === 'set' ? value.items : undefined;
  if (items === undefined)
    throw new CompileError(`IN expression list expected for parameter '${bind.key ?? ''}'`, 'ArgumentError');
  if (items.length === 0) return emptyList(bind);
  return `(${items.map((item) => listItem(item, bind)).join(', ')})`;
}

/**
 * `::VARCHAR[]` behind an array that is compared with: PostgreSQL takes `ARRAY['a']` for text[], which no operator compares with
 * varchar[]. SQLAlchemy writes the cast on a connection, not in offline mode. An empty array has it already.
 */
function arrayCast(value: PythonValue, type: BindExpression['type'], context: WritingContext): string {
  if (!context.inOperator || type.kind !== 'array' || type.item.kind === 'null') return '';
  const isFilled = (value.kind === 'list' || value.kind === 'tuple') && value.items.length > 0;
  return isFilled ? `::${typeText(type)}` : '';
}

/** An entry of a list of values; a tuple stands for a row. */
function listItem(item: PythonValue, bind: BindExpression): string {
  if (item.kind === 'tuple')
    return `(${item.items.map((part) => literal(part, typeOfValue(part))).join(', ')})`;
  return literal(item, typeOfOperand(bind.type, item));
}

/** Source: `visit_empty_set_op_expr` and `visit_empty_set_expr`. */
function emptyList(bind: BindExpression): string {
  if (bind.emptyList === 'in') return '(NULL) AND (1 != 1)';
  if (bind.emptyList === 'not-in') return '(NULL) OR (1 = 1)';
  const type = bind.type.kind === 'null' ? 'INTEGER' : typeText(bind.type);
  return `(SELECT CAST(NULL AS ${type}) WHERE 1!=1)`;
}

/** Parameters are replaced first, then `\:` becomes a colon, also inside what was put in. Source: `visit_textclause`. */
export function writeText(clause: TextExpression, context: WritingContext): string {
  const replaced = clause.text.replace(BIND_NAME, (_match, name: string) =>
    writeBind(clause.binds.get(name) ?? unboundParameter(name, clause.span), context),
  );
  return replaced.replace(ESCAPED_COLON, '$1');
}

function writeUnary(expression: UnaryExpression, write: (part: Expression) => string): string {
  const element = write(expression.element);
  return expression.position === 'prefix'
    ? `${expression.operator.text}${element}`
    : `${element}${expression.operator.text}`;
}

function writeCase(expression: CaseExpression, write: (part: Expression) => string): string {
  const value = expression.value === null ? '' : `${write(expression.value)} `;
  const whens = expression.whens.map(([when, then]) => `WHEN ${write(when)} THEN ${write(then)} `).join('');
  const otherwise = expression.otherwise === null ? '' : `ELSE ${write(expression.otherwise)} `;
  return `CASE ${value}${whens}${otherwise}END`;
}

function writeOver(expression: OverExpression, write: (part: Expression) => string): string {
  const clauses = [
    expression.partitionBy.length === 0 ? '' : `PARTITION BY ${expression.partitionBy.map(write).join(', ')}`,
    expression.orderBy.length === 0 ? '' : `ORDER BY ${expression.orderBy.map(write).join(', ')}`,
  ].filter((clause) => clause !== '');
  return `${write(expression.element)} OVER (${clauses.join(' ')})`;
}

function writeArray(
  items: readonly Expression[],
  type: Expression['type'],
  write: (part: Expression) => string,
): string {
  if (items.length === 0 && type.kind === 'array' && type.item.kind !== 'null') {
    return `ARRAY[]::${typeText(type)}`;
  }
  return `ARRAY[${items.map(write).join(', ')}]`;
}
