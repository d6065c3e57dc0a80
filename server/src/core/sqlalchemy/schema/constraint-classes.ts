import type { PythonValue } from '../../python/values.ts';
import { givenArgument, optionalText, requireText, textItems } from '../argument-readers.ts';
import type { Argument, BoundArguments } from '../call-signature.ts';
import { toExpression, toTextCoerced } from '../expressions/coercion.ts';
import { columnNames } from '../expressions/column-names.ts';
import type { Expression } from '../expressions/expression.ts';
import { NativeClass } from '../native-class.ts';
import { requireKnown, unsupportedArgument } from '../unknown-argument.ts';
import { columnObjects, columnOrName } from './column-object.ts';
import { ConstraintObject, readColumnKey, readTraits } from './constraint-objects.ts';
import { postgresqlArguments } from './dialect-arguments.ts';
import type { CheckDefinition, ExcludeDefinition, KeyOptions } from './table-definition.ts';

const KEY_SIGNATURE =
  '(*columns, name=None, deferrable=None, initially=None, info=None, comment=None, **dialect_kw)';

export function readKeyOptions(keywords: ReadonlyMap<string, Argument>, className: string): KeyOptions {
  const accepted = className === 'UniqueConstraint' ? ['include', 'nulls_not_distinct'] : ['include'];
  const dialect = postgresqlArguments(keywords, accepted, `sql.schema.${className}`);
  const include = dialect.get('include');
  return {
    include:
      include === undefined || include.value.kind === 'none' ? [] : textItems(include, 'postgresql_include'),
    nullsNotDistinct: flagOf(dialect.get('nulls_not_distinct')),
  };
}

/** True, False, or null where the argument is absent or None. */
export function flagOf(argument: Argument | undefined): boolean | null {
  if (argument === undefined || argument.value.kind === 'none') return null;
  requireKnown(argument.value);
  if (argument.value.kind === 'bool') return argument.value.value;
  throw unsupportedArgument('a bool is expected here', argument.span);
}

export const UNIQUE_CONSTRAINT_CLASS = new NativeClass(`UniqueConstraint${KEY_SIGNATURE}`, (bound) =>
  keyConstraint(bound, 'UniqueConstraint', 'unique'),
);
export const PRIMARY_KEY_CONSTRAINT_CLASS = new NativeClass(`PrimaryKeyConstraint${KEY_SIGNATURE}`, (bound) =>
  keyConstraint(bound, 'PrimaryKeyConstraint', 'primary-key'),
);

function keyConstraint(
  bound: BoundArguments,
  className: string,
  kind: 'unique' | 'primary-key',
): PythonValue {
  const columns = bound.extraPositional.map(readColumnKey);
  const options = readKeyOptions(bound.extraKeywords, className);
  const definition = { kind, ...readTraits(bound), ...options, columns };
  const given = bound.extraPositional.map(({ value }) => columnOrName(value));
  return new ConstraintObject(className, definition, given, bound.span);
}

export function readCheck(bound: BoundArguments, condition: Argument): CheckDefinition {
  const dialect = postgresqlArguments(bound.extraKeywords, ['not_valid'], 'sql.schema.CheckConstraint');
  const expression = toTextCoerced(condition);
  return {
    kind: 'check',
    ...readTraits(bound),
    condition: expression,
    notValid: flagOf(dialect.get('not_valid')) ?? false,
    columns: columnNames(expression),
  };
}

export const CHECK_CONSTRAINT_CLASS = new NativeClass(
  'CheckConstraint(sqltext, name=None, deferrable=None, initially=None, table=None, info=None, comment=None, **dialect_kw)',
  (bound) => {
    const condition = bound.values.get('sqltext');
    if (condition === undefined) throw unsupportedArgument('CheckConstraint needs a condition', bound.span);
    const check = readCheck(bound, condition);
    return new ConstraintObject('CheckConstraint', check, columnObjects(check.condition), bound.span);
  },
);

/** Source: `ExcludeConstraint` in `sqlalchemy.dialects.postgresql.ext`. */
export function readExclude(bound: BoundArguments, elements: readonly Argument[]): ExcludeDefinition {
  const where = givenArgument(bound, 'where');
  return {
    kind: 'exclude',
    ...readTraits(bound),
    elements: elements.map(readExcludeElement),
    using: optionalText(bound, 'using') ?? 'gist',
    where: where === undefined ? null : toTextCoerced(where),
    ops: readOps(givenArgument(bound, 'ops')),
  };
}

function readExcludeElement(argument: Argument): ExcludeDefinition['elements'][number] {
  const { value, span } = argument;
  requireKnown(value);
  const items = value.kind === 'tuple' || value.kind === 'list' ? value.items : [];
  const [element, operator] = items;
  if (element === undefined || operator === undefined) {
    throw unsupportedArgument('an element of an exclude constraint is a pair of column and operator', span);
  }
  const text = requireText({ value: operator, span }, 'operator');
  if (element.kind === 'str') {
    const expression = {
      kind: 'column',
      name: element.value,
      table: null,
      isLiteral: false,
      type: { kind: 'null' },
    } as const;
    return { expression, key: element.value, operator: text };
  }
  const expression = toExpression({ value: element, span });
  return { expression, key: expression.kind === 'column' ? expression.name : null, operator: text };
}

export function readOps(argument: Argument | undefined): ReadonlyMap<string, string> {
  const ops = new Map<string, string>();
  if (argument === undefined || argument.value.kind === 'none') return ops;
  requireKnown(argument.value);
  if (argument.value.kind !== 'dict') throw unsupportedArgument('a dict is expected here', argument.span);
  for (const [key, value] of argument.value.entries) {
    ops.set(
      requireText({ value: key, span: argument.span }, 'ops'),
      requireText({ value, span: argument.span }, 'ops'),
    );
  }
  return ops;
}

export const EXCLUDE_CONSTRAINT_CLASS = new NativeClass(
  'ExcludeConstraint(*elements, name=None, deferrable=None, initially=None, using=None, where=None, ops=None, **kw)',
  (bound) => {
    const exclude = readExclude(bound, bound.extraPositional);
    const columns = exclude.elements.map(
      ({ expression }) => columnObjects(expression)[0] ?? elementName(expression),
    );
    return new ConstraintObject('ExcludeConstraint', exclude, columns, bound.span);
  },
);

function elementName(expression: Expression): string | undefined {
  return expression.kind === 'column' ? expression.name : undefined;
}
