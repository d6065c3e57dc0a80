import { PythonRaise, type PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import { givenArgument, requireText, sequenceItems } from '../argument-readers.ts';
import type { Argument, BoundArguments } from '../call-signature.ts';
import { nativeFunction } from '../native-class.ts';
import { ColumnObject } from '../schema/column-object.ts';
import { requireKnown, unsupportedArgument } from '../unknown-argument.ts';
import { ClauseObject } from './clause-object.ts';
import { criterion, toExpression } from './coercion.ts';
import type { Expression } from './expression.ts';
import { readOnConflict } from './on-conflict.ts';
import { selectArgument } from './select-object.ts';
import type {
  AliasSource,
  ColumnValues,
  DataStatement,
  ExecutableStatement,
  SourceColumn,
  TableSource,
} from './statement.ts';

/** `table.insert()`, `sa.update(table)`, … and what their methods make of it. */
export class DataObject extends ClauseObject {
  readonly typeName: string;
  readonly data: DataStatement;
  readonly #isPostgresql: boolean;

  constructor(data: DataStatement, isPostgresql = false) {
    super();
    this.data = data;
    this.typeName = `sqlalchemy.sql.dml.${data.kind}`;
    this.#isPostgresql = isPostgresql;
  }

  override get statement(): ExecutableStatement {
    return this.data;
  }

  attribute(name: string, span: Span): PythonValue | undefined {
    const wrap = (data: DataStatement): DataObject => new DataObject(data, this.#isPostgresql);
    if (this.#isPostgresql && this.data.kind === 'insert') {
      const conflict = readOnConflict(this.data, name, wrap);
      if (conflict !== undefined) return conflict;
    }
    return dataMethod(this.data, name, span, wrap);
  }
}

type Wrap = (data: DataStatement) => DataObject;

function dataMethod(data: DataStatement, name: string, _span: Span, wrap: Wrap): PythonValue | undefined {
  if (name === 'values' && data.kind !== 'delete') {
    return nativeFunction('values(*args, **kwargs)', (bound) => wrap(withValues(data, bound)));
  }
  if (name === 'where' && data.kind !== 'insert') {
    return nativeFunction('where(*whereclause)', (bound) =>
      wrap({ ...data, where: [...data.where, ...bound.extraPositional.map(criterion)] }),
    );
  }
  if (name === 'returning') {
    return nativeFunction('returning(*cols)', (bound) =>
      wrap({ ...data, returning: [...data.returning, ...bound.extraPositional.flatMap(returned)] }),
    );
  }
  if (name === 'inline' || name === 'execution_options' || name === 'prefix_with') {
    return name === 'prefix_with' ? undefined : nativeFunction(`${name}(*args, **kw)`, () => wrap(data));
  }
  if (name === 'from_select' && data.kind === 'insert') {
    return nativeFunction('from_select(names, select, include_defaults=True)', (bound) =>
      wrap({ ...data, fromSelect: fromSelect(bound) }),
    );
  }
  if (name === 'ordered_values' && data.kind === 'update') {
    return nativeFunction('ordered_values(*args)', (bound) => {
      const pairs = bound.extraPositional.map((argument) => sequenceItems(argument, 'args'));
      const values = new Map<string, Expression>();
      for (const [index, pair] of pairs.entries()) {
        const span = bound.extraPositional[index]?.span ?? bound.span;
        const [key, value] = pair;
        if (key === undefined || value === undefined)
          throw unsupportedArgument('a pair is expected here', span);
        setValue(values, data.table, key, { value, span });
      }
      return wrap({ ...data, values, ordered: true });
    });
  }
  return undefined;
}

function returned(argument: Argument): readonly Expression[] {
  if (argument.value instanceof ClauseObject && argument.value.source !== undefined) {
    throw unsupportedArgument('returning a whole table is not translated', argument.span);
  }
  return [toExpression(argument)];
}

function fromSelect(bound: BoundArguments): {
  columns: readonly string[];
  select: ReturnType<typeof selectArgument>;
} {
  const names = bound.values.get('names');
  const select = bound.values.get('select');
  if (names === undefined || select === undefined)
    throw unsupportedArgument('from_select needs two arguments', bound.span);
  return {
    columns: sequenceItems(names, 'names').map((value) => columnKey(value, names.span)),
    select: selectArgument(select),
  };
}

function columnKey(value: PythonValue, span: Span): string {
  if (value instanceof ColumnObject) return value.key;
  return requireText({ value, span }, 'column');
}

/** `.values(name='x')`, `.values({'name': 'x'})`, `.values([{...}, {...}])`. */
function withValues(data: Exclude<DataStatement, { kind: 'delete' }>, bound: BoundArguments): DataStatement {
  const [first] = bound.extraPositional;
  const rows = first === undefined ? [] : readRows(first, data.table);
  if (rows.length > 1 || (first !== undefined && first.value.kind === 'list')) {
    if (data.kind === 'insert') return { ...data, rows, returnsKey: false };
    throw unsupportedArgument('several rows of values belong to an INSERT', bound.span);
  }
  const previous = data.kind === 'update' ? data.values : data.rows[0];
  const merged = new Map([...(previous ?? []), ...(rows[0] ?? [])]);
  for (const [key, argument] of bound.extraKeywords) {
    setValue(merged, data.table, { kind: 'str', value: key }, argument);
  }
  return data.kind === 'update' ? { ...data, values: merged } : { ...data, rows: [merged] };
}

function readRows(argument: Argument, table: TableSource | AliasSource): readonly ColumnValues[] {
  const { value, span } = argument;
  requireKnown(value);
  if (value.kind === 'dict') return [readRow(value.entries, table, span)];
  if (value.kind === 'list' && value.items.every((item) => item.kind === 'dict')) {
    return value.items.map((item) => (item.kind === 'dict' ? readRow(item.entries, table, span) : new Map()));
  }
  if (value.kind === 'tuple' || value.kind === 'list') {
    const keys = table.columns.map((column): PythonValue => ({ kind: 'str', value: column.key }));
    const isRows = value.items.every((item) => item.kind === 'tuple' || item.kind === 'list');
    const rows = isRows && value.kind === 'list' ? value.items : [value];
    return rows.map((row) => {
      const items = row.kind === 'tuple' || row.kind === 'list' ? row.items : [];
      return readRow(
        items.map((item, index): [PythonValue, PythonValue] => [keys[index] ?? { kind: 'none' }, item]),
        table,
        span,
      );
    });
  }
  throw unsupportedArgument('these values are not translated', span);
}

function readRow(
  entries: ReadonlyArray<readonly [PythonValue, PythonValue]>,
  table: TableSource | AliasSource,
  span: Span,
): ColumnValues {
  const values = new Map<string, Expression>();
  for (const [key, value] of entries) setValue(values, table, key, { value, span });
  return values;
}

function setValue(
  values: Map<string, Expression>,
  table: TableSource | AliasSource,
  key: PythonValue,
  argument: Argument,
): void {
  const name = columnKey(key, argument.span);
  values.set(name, valueFor(findColumn(table, name), argument));
}

function findColumn(table: TableSource | AliasSource, key: string): SourceColumn | undefined {
  return table.columns.find((column) => column.key === key);
}

/** A value for a column: an expression, or a literal of the column's type. */
function valueFor(column: SourceColumn | undefined, argument: Argument): Expression {
  requireKnown(argument.value);
  const { value, span } = argument;
  if (value instanceof ClauseObject) return toExpression(argument);
  return {
    kind: 'bind',
    key: null,
    value,
    expanding: false,
    emptyList: 'in',
    span,
    type: column?.type ?? { kind: 'null' },
  };
}

/** What `insertInto` and its kin need of a table. */
export interface Target {
  readonly source: TableSource | AliasSource;
}

function noArguments(bound: BoundArguments, ...names: readonly string[]): void {
  for (const name of names) {
    const argument = givenArgument(bound, name);
    if (argument !== undefined) {
      throw new PythonRaise('TypeError', `got an unexpected keyword argument '${name}'`, argument.span);
    }
  }
}

export function insertInto(target: Target, bound: BoundArguments, isPostgresql = false): DataObject {
  noArguments(bound, 'values');
  if (target.source.kind !== 'table') throw unsupportedArgument('INSERT needs a table', bound.span);
  return new DataObject(
    {
      kind: 'insert',
      table: target.source,
      rows: [],
      fromSelect: null,
      onConflict: null,
      returning: [],
      returnsKey: true,
    },
    isPostgresql,
  );
}

export function updateOf(target: Target, bound: BoundArguments): DataObject {
  noArguments(bound, 'whereclause', 'values');
  return new DataObject({
    kind: 'update',
    table: target.source,
    values: new Map(),
    ordered: false,
    where: [],
    returning: [],
  });
}

export function deleteFrom(target: Target, bound: BoundArguments): DataObject {
  noArguments(bound, 'whereclause');
  return new DataObject({ kind: 'delete', table: target.source, where: [], returning: [] });
}

function targetArgument(bound: BoundArguments): Target {
  const table = bound.values.get('table');
  if (table === undefined) throw unsupportedArgument('a table is expected here', bound.span);
  requireKnown(table.value);
  const source = table.value instanceof ClauseObject ? table.value.source : undefined;
  if (source?.kind === 'table' || source?.kind === 'alias') return { source };
  throw unsupportedArgument('a table is expected here', table.span);
}

export const INSERT_FUNCTION = nativeFunction('insert(table)', (bound) =>
  insertInto(targetArgument(bound), bound),
);
export const POSTGRESQL_INSERT_FUNCTION = nativeFunction('insert(table)', (bound) =>
  insertInto(targetArgument(bound), bound, true),
);
export const UPDATE_FUNCTION = nativeFunction('update(table)', (bound) =>
  updateOf(targetArgument(bound), bound),
);
export const DELETE_FUNCTION = nativeFunction('delete(table)', (bound) =>
  deleteFrom(targetArgument(bound), bound),
);
