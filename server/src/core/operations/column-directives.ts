import type { PythonValue } from '../python/values.ts';
import { PythonRaise } from '../python/values.ts';
import {
  givenArgument,
  optionalFlag,
  optionalText,
  requireText,
  textArgument,
} from '../sqlalchemy/argument-readers.ts';
import type { BoundArguments } from '../sqlalchemy/call-signature.ts';
import { ColumnObject } from '../sqlalchemy/schema/column-object.ts';
import { readServerDefault } from '../sqlalchemy/schema/server-default.ts';
import { readTable } from '../sqlalchemy/schema/table-class.ts';
import type { ServerDefault } from '../sqlalchemy/schema/table-definition.ts';
import type { SqlType } from '../sqlalchemy/types/sql-type.ts';
import { findSqlType, toSqlType } from '../sqlalchemy/types/type-object.ts';
import { orUnknown, requireKnown, unsupportedArgument } from '../sqlalchemy/unknown-argument.ts';
import { type DirectiveOutcome, one, type TableDirective, type TargetTable } from './directive.ts';

const ALTER_COLUMN =
  '*, nullable=None, comment=None, server_default=None, new_column_name=None, type_=None, existing_type=None, ' +
  'existing_server_default=None, existing_nullable=None, existing_comment=None, ';

/** Directives about columns. Source: `AddColumnOp`, `DropColumnOp` and `AlterColumnOp` in `alembic.operations.ops`. */
export const COLUMN_DIRECTIVES: readonly TableDirective[] = [
  {
    signature:
      'add_column(table_name, column, *, schema=None, if_not_exists=None, inline_references=None, inline_primary_key=None)',
    batchSignature:
      'add_column(column, *, insert_before=None, insert_after=None, if_not_exists=None, inline_references=None, ' +
      'inline_primary_key=None)',
    build: addColumn,
  },
  {
    signature: 'drop_column(table_name, column_name, *, schema=None, **kw)',
    batchSignature: 'drop_column(column_name, **kw)',
    build: (bound, table) => {
      const given = bound.extraKeywords.get('if_exists');
      if (given !== undefined) requireKnown(given.value);
      return one({
        kind: 'drop-column',
        tableName: table.name,
        schema: table.schema,
        columnName: textArgument(bound, 'column_name'),
        ifExists: given?.value.kind === 'bool' && given.value.value,
        span: bound.span,
      });
    },
  },
  {
    signature: `alter_column(table_name, column_name, ${ALTER_COLUMN}schema=None, **kw)`,
    batchSignature: `alter_column(column_name, ${ALTER_COLUMN}insert_before=None, insert_after=None, **kw)`,
    build: alterColumn,
  },
];

function addColumn(bound: BoundArguments, table: TargetTable): DirectiveOutcome {
  for (const name of ['insert_before', 'insert_after']) {
    if (givenArgument(bound, name) === undefined) continue;
    throw new PythonRaise(
      'CommandError',
      "Can't specify insert_before or insert_after when using ALTER; please specify recreate='always'",
      bound.span,
    );
  }
  const argument = bound.values.get('column');
  if (argument === undefined) throw unsupportedArgument('add_column needs a column', bound.span);
  requireKnown(argument.value);
  const { value } = argument;
  if (!(value instanceof ColumnObject) || value.definition === undefined) {
    throw unsupportedArgument('add_column takes a Column', argument.span);
  }
  const column = value.definition;
  return one({
    kind: 'add-column',
    tableName: table.name,
    schema: table.schema,
    column,
    table: readTable(table.name, table.schema, [argument], new Map(), bound).definition,
    ifNotExists: optionalFlag(bound, 'if_not_exists') ?? false,
    inlineReferences: optionalFlag(bound, 'inline_references') ?? false,
    inlinePrimaryKey: optionalFlag(bound, 'inline_primary_key') ?? false,
    span: bound.span,
  });
}

function alterColumn(bound: BoundArguments, table: TargetTable): DirectiveOutcome {
  const type = givenArgument(bound, 'type_');
  const using = bound.extraKeywords.get('postgresql_using');
  refuseExtraName(bound);
  return one({
    kind: 'alter-column',
    tableName: table.name,
    schema: table.schema,
    columnName: textArgument(bound, 'column_name'),
    newColumnName: optionalText(bound, 'new_column_name'),
    type: type === undefined ? null : toSqlType(type.value, type.span),
    existingType: existingType(bound),
    nullable: optionalFlag(bound, 'nullable'),
    serverDefault: changedDefault(bound, 'server_default'),
    existingServerDefault: existingDefault(bound),
    comment: changedComment(bound),
    using: using === undefined || using.value.kind === 'none' ? null : requireText(using, 'postgresql_using'),
    span: bound.span,
  });
}

/** `alter_column(name=...)` reaches the implementation twice, as Python says. */
function refuseExtraName(bound: BoundArguments): void {
  const name = bound.extraKeywords.get('name');
  if (name === undefined) return;
  throw new PythonRaise(
    'TypeError',
    "alembic.ddl.postgresql.PostgresqlImpl.alter_column() got multiple values for keyword argument 'name'",
    name.span,
  );
}

function isFalse(value: PythonValue): boolean {
  return value.kind === 'bool' && !value.value;
}

/** Undefined for False and absence: the default stays. Null for None: it is dropped. */
function changedDefault(bound: BoundArguments, name: string): ServerDefault | null | undefined {
  const argument = bound.values.get(name);
  if (argument === undefined || isFalse(argument.value)) return undefined;
  return readServerDefault(argument);
}

/** What existed before matters only where an identity or a computed column is involved; else it may stay unknown. */
function existingDefault(bound: BoundArguments): ServerDefault | null | undefined {
  const argument = bound.values.get('existing_server_default');
  if (argument === undefined || argument.value.kind === 'unknown') return undefined;
  if (argument.value.kind === 'bool') return undefined;
  return readServerDefault(argument);
}

function existingType(bound: BoundArguments): SqlType | null {
  const argument = bound.values.get('existing_type');
  if (argument === undefined || argument.value.kind === 'none') return null;
  const type = orUnknown(() => findSqlType(argument.value, argument.span));
  return type === undefined || type.kind === 'unknown' ? null : type;
}

function changedComment(bound: BoundArguments): string | null | undefined {
  const argument = bound.values.get('comment');
  if (argument === undefined || isFalse(argument.value)) return undefined;
  return optionalText(bound, 'comment');
}
