import type { PythonValue } from '../../python/values.ts';
import { givenArgument, requireText, sequenceItems, textOf } from '../argument-readers.ts';
import type { Argument, BoundArguments } from '../call-signature.ts';
import { nativeFunction } from '../native-class.ts';
import { ColumnObject } from '../schema/column-object.ts';
import { requireKnown, unsupportedArgument } from '../unknown-argument.ts';
import { toExpression, toTextCoerced } from './coercion.ts';
import type { Expression } from './expression.ts';
import type { AliasSource, ColumnValues, DataStatement, InsertStatement, OnConflict } from './statement.ts';

/** Methods of `postgresql.insert()`: ON CONFLICT and the row that was proposed. Source: `sqlalchemy.dialects.postgresql.dml`. */
export function readOnConflict(
  insert: InsertStatement,
  name: string,
  wrap: (data: DataStatement) => PythonValue,
): PythonValue | undefined {
  const target = 'constraint=None, index_elements=None, index_where=None';
  if (name === 'on_conflict_do_nothing') {
    return nativeFunction(`${name}(${target})`, (bound) =>
      wrap({ ...insert, onConflict: { ...conflictTarget(bound), update: null } }),
    );
  }
  if (name === 'on_conflict_do_update') {
    return nativeFunction(`${name}(${target}, set_=None, where=None)`, (bound) => {
      const where = givenArgument(bound, 'where');
      const update = { set: readSet(insert, bound), where: where === undefined ? null : toExpression(where) };
      return wrap({ ...insert, onConflict: { ...conflictTarget(bound), update } });
    });
  }
  if (name === 'excluded') return excludedRow(insert);
  return undefined;
}

function conflictTarget(bound: BoundArguments): Omit<OnConflict, 'update'> {
  const constraint = givenArgument(bound, 'constraint');
  const elements = givenArgument(bound, 'index_elements');
  const where = givenArgument(bound, 'index_where');
  return {
    constraint: constraint === undefined ? null : constraintName(constraint),
    columns:
      elements === undefined
        ? []
        : sequenceItems(elements, 'index_elements').map((value) =>
            conflictColumn({ value, span: elements.span }),
          ),
    where: where === undefined ? null : toTextCoerced(where),
  };
}

function constraintName(argument: Argument): string {
  requireKnown(argument.value);
  const text = textOf(argument.value);
  if (text !== undefined) return text;
  throw unsupportedArgument('a conflict with a constraint object is not translated', argument.span);
}

function conflictColumn(argument: Argument): string | Expression {
  requireKnown(argument.value);
  if (argument.value instanceof ColumnObject) return argument.value.expression.name;
  return textOf(argument.value) ?? toExpression(argument);
}

function readSet(insert: InsertStatement, bound: BoundArguments): ColumnValues {
  const argument = givenArgument(bound, 'set_');
  if (argument === undefined) throw unsupportedArgument('set_ is missing', bound.span);
  if (argument.value.kind !== 'dict') throw unsupportedArgument('set_ is not a dict here', argument.span);
  const values = new Map<string, Expression>();
  for (const [key, value] of argument.value.entries) {
    const name =
      key instanceof ColumnObject ? key.key : requireText({ value: key, span: argument.span }, 'set_');
    const column = insert.table.columns.find((candidate) => candidate.key === name);
    values.set(name, toExpression({ value, span: argument.span }, column?.type ?? { kind: 'null' }));
  }
  return values;
}

/** `insert.excluded`: the columns of the proposed row. */
function excludedRow(insert: InsertStatement): PythonValue {
  const source: AliasSource = {
    kind: 'alias',
    name: 'excluded',
    element: insert.table,
    columns: insert.table.columns,
    lateral: false,
  };
  const column = (name: string): ColumnObject | undefined => {
    const found = insert.table.columns.find(({ key }) => key === name);
    if (found === undefined) return undefined;
    const object = new ColumnObject(found.name, found.key, found.type);
    object.attach(source);
    return object;
  };
  return {
    kind: 'native',
    typeName: 'sqlalchemy.sql.base.ColumnCollection',
    getAttribute: (name) => column(name),
    getItem: (key, span) =>
      (key.kind === 'str' ? column(key.value) : undefined) ?? {
        kind: 'unknown',
        span,
        reason: { kind: 'unsupported-operation', message: 'this column is not known' },
      },
  };
}
