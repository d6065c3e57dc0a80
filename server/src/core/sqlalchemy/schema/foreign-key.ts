import { type PythonNative, PythonRaise, type PythonValue } from '../../python/values.ts';
import { givenArgument, optionalFlag, optionalText, sequenceItems, textOf } from '../argument-readers.ts';
import type { Argument, BoundArguments } from '../call-signature.ts';
import { NativeClass } from '../native-class.ts';
import { withoutQuote } from '../quoted-name.ts';
import { requireKnown, unsupportedArgument } from '../unknown-argument.ts';
import { ColumnObject, columnOrName } from './column-object.ts';
import { ConstraintObject, readColumnKeys, readTraits } from './constraint-objects.ts';
import { postgresqlArguments } from './dialect-arguments.ts';
import type { ForeignKeyDefinition, ForeignKeyTarget } from './table-definition.ts';

/** `ForeignKey(...)` inside a Column: it becomes a constraint of the table that the column joins. */
export class ForeignKeyObject implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'sqlalchemy.sql.schema.ForeignKey';
  readonly definition: ForeignKeyDefinition;

  constructor(definition: ForeignKeyDefinition) {
    this.definition = definition;
  }

  getAttribute(): PythonValue | undefined {
    return undefined;
  }
}

/** Splits `schema.table.column`: everything before the last two parts is one schema name. Source: `ForeignKey._column_tokens`. */
function parseTarget(argument: Argument): { schema: string | null; table: string; column: string } {
  const { value, span } = argument;
  requireKnown(value);
  if (value instanceof ColumnObject) {
    const { table } = value.expression;
    if (table?.kind === 'table')
      return { schema: table.schema, table: table.name, column: value.expression.name };
    throw unsupportedArgument('this column belongs to no table that is known here', span);
  }
  const text = textOf(value);
  if (text === undefined)
    throw unsupportedArgument('a foreign key refers to a column by name or by object', span);
  const parts = withoutQuote(text).split('.');
  const last = parts.pop() ?? '';
  const table = parts.pop();
  if (table === undefined) return { schema: null, table: last, column: '' };
  return { schema: parts.length === 0 ? null : parts.join('.'), table, column: last };
}

export function readForeignKeyOptions(
  bound: BoundArguments,
): Omit<ForeignKeyDefinition, 'columns' | 'target'> {
  const dialect = postgresqlArguments(bound.extraKeywords, ['not_valid'], 'sql.schema.ForeignKeyConstraint');
  const notValid = dialect.get('not_valid');
  return {
    kind: 'foreign-key',
    ...readTraits(bound),
    onDelete: optionalText(bound, 'ondelete'),
    onUpdate: optionalText(bound, 'onupdate'),
    match: optionalText(bound, 'match'),
    useAlter: optionalFlag(bound, 'use_alter') ?? false,
    isTargetKnown: false,
    notValid: notValid?.value.kind === 'bool' && notValid.value.value,
  };
}

export const FOREIGN_KEY_CLASS = new NativeClass(
  'ForeignKey(column, _constraint=None, use_alter=False, name=None, onupdate=None, ondelete=None, deferrable=None, ' +
    'initially=None, link_to_name=False, match=None, info=None, comment=None, _unresolvable=False, **dialect_kw)',
  (bound) => {
    const column = bound.values.get('column');
    if (column === undefined) throw unsupportedArgument('ForeignKey needs a column', bound.span);
    const { schema, table, column: name } = parseTarget(column);
    return new ForeignKeyObject({
      ...readForeignKeyOptions(bound),
      columns: [],
      target: { schema, table, columns: [name] },
    });
  },
);

export const FOREIGN_KEY_CONSTRAINT_CLASS = new NativeClass(
  'ForeignKeyConstraint(columns, refcolumns, name=None, onupdate=None, ondelete=None, deferrable=None, initially=None, ' +
    'use_alter=False, link_to_name=False, match=None, table=None, info=None, comment=None, **dialect_kw)',
  (bound) => {
    const columns = readColumnKeys(bound, 'columns');
    const target = readTargets(bound);
    if (columns.length !== target.columns.length) throw countMismatch(bound);
    const given = givenArgument(bound, 'columns');
    return new ConstraintObject(
      'ForeignKeyConstraint',
      { ...readForeignKeyOptions(bound), columns, target },
      given === undefined ? [] : sequenceItems(given, 'columns').map(columnOrName),
      bound.span,
    );
  },
);

export function countMismatch(bound: BoundArguments): PythonRaise {
  return new PythonRaise(
    'ArgumentError',
    'ForeignKeyConstraint number of constrained columns must match the number of referenced columns.',
    bound.span,
  );
}

function readTargets(bound: BoundArguments): ForeignKeyTarget {
  const argument = bound.values.get('refcolumns');
  if (argument === undefined) throw unsupportedArgument('refcolumns is missing', bound.span);
  requireKnown(argument.value);
  const { value, span } = argument;
  const items = value.kind === 'list' || value.kind === 'tuple' ? value.items : [];
  const targets = items.map((item) => parseTarget({ value: item, span }));
  const [first] = targets;
  if (first === undefined) return { schema: null, table: '', columns: [] };
  if (targets.some((target) => target.table !== first.table || target.schema !== first.schema)) {
    throw new PythonRaise('ArgumentError', 'ForeignKeyConstraint refers to multiple remote tables', span);
  }
  return { schema: first.schema, table: first.table, columns: targets.map((target) => target.column) };
}
