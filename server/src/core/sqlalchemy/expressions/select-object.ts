import { PythonRaise, type PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import { givenArgument, optionalFlag, optionalText } from '../argument-readers.ts';
import type { Argument, BoundArguments } from '../call-signature.ts';
import { nativeFunction } from '../native-class.ts';
import { BOOLEAN, INTEGER, NULL_TYPE } from '../types/sql-type.ts';
import { requireKnown, unsupportedArgument } from '../unknown-argument.ts';
import { ClauseObject } from './clause-object.ts';
import { criterion, toExpression } from './coercion.ts';
import type { Expression } from './expression.ts';
import { ExpressionObject } from './expression-object.ts';
import { fromArgument, SourceObject, sourceColumns } from './source-objects.ts';
import type {
  AliasSource,
  CteSource,
  ExecutableStatement,
  FromElement,
  SelectCore,
  SelectStatement,
  SourceColumn,
} from './statement.ts';
import { textClause } from './text-clause.ts';

const EMPTY: SelectCore = {
  kind: 'select',
  columns: [],
  from: [],
  where: [],
  groupBy: [],
  having: [],
  orderBy: [],
  limit: null,
  offset: null,
  distinct: false,
  distinctOn: [],
  forUpdate: null,
  correlate: null,
};

/** `sa.select(...)` and what its methods make of it. */
export class SelectObject extends ClauseObject {
  readonly typeName = 'sqlalchemy.sql.selectable.Select';
  readonly select: SelectStatement;

  constructor(select: SelectStatement) {
    super();
    this.select = select;
  }

  override get statement(): ExecutableStatement {
    return this.select;
  }

  /** As an operand a SELECT is a scalar subquery. */
  override get expression(): Expression {
    return { kind: 'scalar-select', select: this.select, type: firstType(this.select) };
  }

  attribute(name: string, _span: Span): PythonValue | undefined {
    return selectMethod(this.select, name);
  }
}

function firstType(select: SelectStatement): Expression['type'] {
  const core = select.kind === 'select' ? select : select.selects[0];
  if (core?.kind !== 'select') return NULL_TYPE;
  return core.columns[0]?.type ?? NULL_TYPE;
}

export function selectColumns(columns: readonly Expression[], from: readonly FromElement[]): SelectObject {
  return new SelectObject({ ...EMPTY, columns, from });
}

/** `sa.select(*entities)`: columns, tables, expressions. The list form of old versions is refused as SQLAlchemy does. */
export const SELECT_FUNCTION = nativeFunction('select(*entities)', (bound) => {
  const columns: Expression[] = [];
  const from: FromElement[] = [];
  for (const argument of bound.extraPositional) {
    requireKnown(argument.value);
    if (argument.value.kind === 'list') {
      throw new PythonRaise(
        'ArgumentError',
        'Column expression, FROM clause, or other columns clause element expected, got a list. Did you mean to say select(column, ...)?',
        argument.span,
      );
    }
    const entity = selectEntity(argument);
    columns.push(...entity.columns);
    from.push(...entity.from);
  }
  return selectColumns(columns, from);
});

function selectEntity(argument: Argument): { columns: readonly Expression[]; from: readonly FromElement[] } {
  const { value } = argument;
  if (value instanceof ClauseObject && value.source !== undefined && value.expression === undefined) {
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
  return { columns: [toExpression(argument)], from: [] };
}

type CoreMethod = (select: SelectCore, bound: BoundArguments) => SelectCore;

const CORE_METHODS: Readonly<Record<string, { signature: string; apply: CoreMethod }>> = {
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

const COMPOUNDS = {
  union: 'UNION',
  union_all: 'UNION ALL',
  except_: 'EXCEPT',
  except_all: 'EXCEPT ALL',
  intersect: 'INTERSECT',
  intersect_all: 'INTERSECT ALL',
} as const;

function isCompound(name: string): name is keyof typeof COMPOUNDS {
  return Object.hasOwn(COMPOUNDS, name);
}

function selectMethod(select: SelectStatement, name: string): PythonValue | undefined {
  if (isCompound(name)) {
    return nativeFunction(`${name}(*other)`, (bound) =>
      compound(COMPOUNDS[name], [select, ...bound.extraPositional.map(selectArgument)]),
    );
  }
  if (name === 'scalar_subquery' || name === 'as_scalar') {
    return nativeFunction(
      `${name}()`,
      () => new ExpressionObject({ kind: 'scalar-select', select, type: firstType(select) }),
    );
  }
  if (name === 'exists') {
    return nativeFunction('exists()', () => new ExpressionObject({ kind: 'exists', select, type: BOOLEAN }));
  }
  if (name === 'label') {
    return nativeFunction(
      'label(name)',
      (bound) =>
        new ExpressionObject({
          kind: 'label',
          name: optionalText(bound, 'name'),
          element: { kind: 'scalar-select', select, type: firstType(select) },
          type: firstType(select),
        }),
    );
  }
  if (name === 'subquery' || name === 'alias') {
    return nativeFunction(`${name}(name=None)`, (bound) =>
      subquery(select, optionalText(bound, 'name'), false),
    );
  }
  if (name === 'lateral') {
    return nativeFunction('lateral(name=None)', (bound) =>
      subquery(select, optionalText(bound, 'name'), true),
    );
  }
  if (name === 'cte') {
    return nativeFunction('cte(name=None, recursive=False, nesting=False)', (bound) =>
      commonTable(select, optionalText(bound, 'name'), optionalFlag(bound, 'recursive') ?? false, bound.span),
    );
  }
  const entry = Object.hasOwn(CORE_METHODS, name) ? CORE_METHODS[name] : undefined;
  if (entry === undefined || select.kind !== 'select') return undefined;
  return nativeFunction(entry.signature, (bound) => new SelectObject(entry.apply(select, bound)));
}

export function selectArgument(argument: Argument): SelectStatement {
  requireKnown(argument.value);
  if (argument.value instanceof SelectObject) return argument.value.select;
  throw unsupportedArgument('a SELECT is expected here', argument.span);
}

export function compound(
  keyword: (typeof COMPOUNDS)[keyof typeof COMPOUNDS],
  selects: readonly SelectStatement[],
): SelectObject {
  return new SelectObject({ kind: 'compound', keyword, selects, orderBy: [], limit: null, offset: null });
}

/** The columns that a subquery offers to the statement around it. */
function offeredColumns(select: SelectStatement): readonly SourceColumn[] {
  const core = select.kind === 'select' ? select : select.selects[0];
  if (core?.kind !== 'select') return [];
  return core.columns.flatMap((column) => {
    const name = column.kind === 'column' || column.kind === 'label' ? column.name : null;
    if (name === null) return [];
    return [
      {
        key: name,
        name,
        type: column.type,
        primaryKey: false,
        isGenerated: false,
        insertDefault: null,
        updateDefault: null,
        hasUnknownDefault: false,
      },
    ];
  });
}

function subquery(select: SelectStatement, name: string | null, lateral: boolean): SourceObject {
  const source: AliasSource = {
    kind: 'alias',
    name,
    element: { kind: 'subquery', select },
    columns: offeredColumns(select),
    lateral,
  };
  return new SourceObject(source);
}

function commonTable(
  select: SelectStatement,
  name: string | null,
  recursive: boolean,
  span: Span,
): SourceObject {
  if (recursive) throw unsupportedArgument('a recursive common table expression is not translated', span);
  const source: CteSource = {
    kind: 'cte',
    name,
    statement: select,
    recursive,
    columns: offeredColumns(select),
  };
  return new SourceObject(source);
}

/** `sa.exists(select)` or `sa.exists().where(...)`. */
export const EXISTS_FUNCTION = nativeFunction('exists(__argument=None)', (bound) => {
  const argument = bound.values.get('__argument');
  if (argument?.value instanceof SelectObject) return existsObject(argument.value.select);
  const star = textClause('*', bound.span);
  const columns = argument === undefined ? [star] : selectEntity(argument).columns;
  return existsObject({ ...EMPTY, columns });
});

function existsObject(select: SelectStatement): ExistsObject {
  return new ExistsObject(select);
}

class ExistsObject extends ExpressionObject {
  readonly #select: SelectStatement;

  constructor(select: SelectStatement) {
    super({ kind: 'exists', select, type: BOOLEAN }, 'sqlalchemy.sql.selectable.Exists');
    this.#select = select;
  }

  override attribute(name: string, span: Span): PythonValue | undefined {
    const entry = Object.hasOwn(CORE_METHODS, name) ? CORE_METHODS[name] : undefined;
    const select = this.#select;
    if (
      entry !== undefined &&
      select.kind === 'select' &&
      (name === 'where' || name === 'select_from' || name === 'correlate')
    ) {
      return nativeFunction(entry.signature, (bound) => existsObject(entry.apply(select, bound)));
    }
    return super.attribute(name, span);
  }
}
