import { PythonRaise } from '../../python/values.ts';
import { givenArgument, optionalFlag } from '../argument-readers.ts';
import type { Argument, BoundArguments } from '../call-signature.ts';
import { INTEGER } from '../types/sql-type.ts';
import { unsupportedArgument } from '../unknown-argument.ts';
import { ClauseObject } from './clause-object.ts';
import { criterion, toExpression } from './coercion.ts';
import type { Expression } from './expression.ts';
import { fromArgument, sourceColumns } from './source-objects.ts';
import type { FromElement, SelectCore } from './statement.ts';

/** What an argument of `select()` contributes: columns, or all columns of a table. */
export function selectEntity(argument: Argument): {
  columns: readonly Expression[];
  from: readonly FromElement[];
} {
  const { value } = argument;
  if (value instanceof ClauseObject && value.source !== undefined && value.expression === undefined) {
    if (value.isMapped)
      throw unsupportedArgument('mapped objects are read only by the running program', argument.span);
    const { source } = value;
    const columns = sourceColumns(source).map((column): Expression => {
      return { kind: 'column', name: column.name, table: source, isLiteral: false, type: column.type };
    });
    return { columns, from: [] };
  }
  if (value.kind === 'str') {
    throw new PythonRaise(
      'ArgumentError',
      `Textual column expression '${value.value}' should be explicitly declared with text('${value.value}'), or use column('${value.value}') for more specificity`,
      argument.span,
    );
  }
  if (value.kind === 'int') {
    const name = value.value.toString();
    const column: Expression = { kind: 'column', name, table: null, isLiteral: true, type: INTEGER };
    return { columns: [column], from: [] };
  }
  if (value.kind === 'bool') return { columns: [criterion(argument)], from: [] };
  return { columns: [toExpression(argument)], from: [] };
}

type CoreMethod = (select: SelectCore, bound: BoundArguments) => SelectCore;

/** Methods of a SELECT that answer a changed one. Source: `sqlalchemy.sql.selectable.Select`. */
export const CORE_METHODS: Readonly<Record<string, { signature: string; apply: CoreMethod }>> = {
  where: {
    signature: 'where(*whereclause)',
    apply: (select, bound) => ({
      ...select,
      where: [...select.where, ...bound.extraPositional.map(criterion)],
    }),
  },
  filter: {
    signature: 'filter(*criteria)',
    apply: (select, bound) => ({
      ...select,
      where: [...select.where, ...bound.extraPositional.map(criterion)],
    }),
  },
  having: {
    signature: 'having(*having)',
    apply: (select, bound) => ({
      ...select,
      having: [...select.having, ...bound.extraPositional.map(criterion)],
    }),
  },
  group_by: {
    signature: 'group_by(*clauses)',
    apply: (select, bound) => ({
      ...select,
      groupBy: [...select.groupBy, ...bound.extraPositional.map(orderElement)],
    }),
  },
  order_by: {
    signature: 'order_by(*clauses)',
    apply: (select, bound) => ({
      ...select,
      orderBy: [...select.orderBy, ...bound.extraPositional.map(orderElement)],
    }),
  },
  limit: {
    signature: 'limit(limit)',
    apply: (select, bound) => ({ ...select, limit: countArgument(bound, 'limit') }),
  },
  offset: {
    signature: 'offset(offset)',
    apply: (select, bound) => ({ ...select, offset: countArgument(bound, 'offset') }),
  },
  distinct: {
    signature: 'distinct(*expr)',
    apply: (select, bound) => ({
      ...select,
      distinct: true,
      distinctOn: [...select.distinctOn, ...bound.extraPositional.map((item) => toExpression(item))],
    }),
  },
  select_from: {
    signature: 'select_from(*froms)',
    apply: (select, bound) => ({
      ...select,
      from: [...select.from, ...bound.extraPositional.map(fromArgument)],
    }),
  },
  correlate: {
    signature: 'correlate(*fromclauses)',
    apply: (select, bound) => ({
      ...select,
      correlate: [...(select.correlate ?? []), ...bound.extraPositional.map(fromArgument)],
    }),
  },
  with_for_update: {
    signature: 'with_for_update(*, nowait=False, read=False, of=None, skip_locked=False, key_share=False)',
    apply: (select, bound) => ({ ...select, forUpdate: lockText(bound) }),
  },
  join: {
    signature: 'join(target, onclause=None, *, isouter=False, full=False)',
    apply: (select, bound) => joined(select, bound, optionalFlag(bound, 'isouter') ?? false),
  },
  outerjoin: {
    signature: 'outerjoin(target, onclause=None, *, full=False)',
    apply: (select, bound) => joined(select, bound, true),
  },
  add_columns: {
    signature: 'add_columns(*entities)',
    apply: (select, bound) => ({
      ...select,
      columns: [...select.columns, ...bound.extraPositional.flatMap((item) => selectEntity(item).columns)],
    }),
  },
};

function countArgument(bound: BoundArguments, name: string): Expression | null {
  const argument = givenArgument(bound, name);
  return argument === undefined ? null : toExpression(argument, INTEGER);
}

function orderElement(argument: Argument): Expression {
  if (argument.value.kind === 'str') {
    throw unsupportedArgument('ordering by a name in a str is not translated', argument.span);
  }
  return toExpression(argument);
}

function lockText(bound: BoundArguments): string {
  if (givenArgument(bound, 'of') !== undefined)
    throw unsupportedArgument('FOR UPDATE OF is not translated', bound.span);
  const read = optionalFlag(bound, 'read') ?? false;
  const keyShare = optionalFlag(bound, 'key_share') ?? false;
  const strength = read ? (keyShare ? 'KEY SHARE' : 'SHARE') : keyShare ? 'NO KEY UPDATE' : 'UPDATE';
  const nowait = optionalFlag(bound, 'nowait') === true ? ' NOWAIT' : '';
  const skip = optionalFlag(bound, 'skip_locked') === true ? ' SKIP LOCKED' : '';
  return `FOR ${strength}${nowait}${skip}`;
}

function joined(select: SelectCore, bound: BoundArguments, isOuter: boolean): SelectCore {
  const target = bound.values.get('target');
  const on = givenArgument(bound, 'onclause');
  if (target === undefined || on === undefined) {
    throw unsupportedArgument('a join without its condition is not translated', bound.span);
  }
  const right = fromArgument(target);
  const left = select.from.at(-1) ?? firstSource(select);
  if (left === undefined) throw unsupportedArgument('the left side of this join is not known', bound.span);
  const outer = optionalFlag(bound, 'full') === true ? 'full' : isOuter ? 'left' : 'inner';
  const join: FromElement = { kind: 'join', left, right, on: toExpression(on), outer };
  return { ...select, from: [...select.from.filter((source) => source !== left), join] };
}

function firstSource(select: SelectCore): FromElement | undefined {
  for (const column of select.columns) {
    if (column.kind === 'column' && column.table !== null) return column.table;
    if (column.kind === 'label' && column.element.kind === 'column' && column.element.table !== null) {
      return column.element.table;
    }
  }
  return undefined;
}
