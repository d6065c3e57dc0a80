import { PythonRaise, type PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import { optionalFlag, optionalText } from '../argument-readers.ts';
import type { Argument } from '../call-signature.ts';
import { nativeFunction } from '../native-class.ts';
import { BOOLEAN, NULL_TYPE } from '../types/sql-type.ts';
import { requireKnown, unsupportedArgument } from '../unknown-argument.ts';
import { ClauseObject } from './clause-object.ts';
import type { Expression } from './expression.ts';
import { ExpressionObject } from './expression-object.ts';
import { CORE_METHODS, selectEntity } from './select-methods.ts';
import { SourceObject } from './source-objects.ts';
import type {
  AliasSource,
  CompoundSelect,
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
    if (select.kind === 'compound') return undefined;
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
  if (entry === undefined) return undefined;
  if (select.kind === 'compound') return compoundMethod(select, name, entry);
  return nativeFunction(entry.signature, (bound) => new SelectObject(entry.apply(select, bound)));
}

function compoundMethod(
  select: CompoundSelect,
  name: string,
  { signature, apply }: NonNullable<(typeof CORE_METHODS)[string]>,
): PythonValue | undefined {
  if (name !== 'order_by' && name !== 'limit' && name !== 'offset') return undefined;
  return nativeFunction(signature, (bound) => {
    if (bound.extraPositional.some(({ value }) => !isWrittenAsItStands(value))) {
      throw unsupportedArgument('this order of a compound SELECT is not translated', bound.span);
    }
    const { orderBy, limit, offset } = apply(EMPTY, bound);
    return new SelectObject({
      ...select,
      orderBy: [...select.orderBy, ...orderBy],
      limit: limit ?? select.limit,
      offset: offset ?? select.offset,
    });
  });
}

function isWrittenAsItStands(value: PythonValue): boolean {
  return value.kind === 'str' || (value instanceof ClauseObject && value.expression?.kind === 'text');
}

/** `sa.union(*selects)` and its kin. */
export const COMPOUND_FUNCTIONS: ReadonlyArray<readonly [string, PythonValue]> = Object.entries(
  COMPOUNDS,
).map(([name, keyword]) => [
  name,
  nativeFunction(`${name}(*selects)`, (bound) =>
    compound(keyword, bound.extraPositional.map(selectArgument)),
  ),
]);

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
        hasUnknownUpdate: false,
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
    select,
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
