import { optionalFlag, optionalText, textArgument } from '../sqlalchemy/argument-readers.ts';
import type { BoundArguments } from '../sqlalchemy/call-signature.ts';
import { quoteArgument, quotedName } from '../sqlalchemy/quoted-name.ts';
import { postgresqlArguments } from '../sqlalchemy/schema/dialect-arguments.ts';
import { withReferencedColumns } from '../sqlalchemy/schema/referenced-columns.ts';
import { readTable, TABLE_ARGUMENTS } from '../sqlalchemy/schema/table-class.ts';
import { type Directive, one, type TableDirective, type TargetTable, tableArgument } from './directive.ts';

/** Directives about whole tables. Source: `alembic.operations.ops`. */
export const TABLE_DIRECTIVES: readonly Directive[] = [
  {
    signature:
      'create_table(table_name, *columns, if_not_exists=None, schema=None, comment=None, prefixes=None, info=None, ' +
      'quote=None, quote_schema=None, listeners=None, extend_existing=None, keep_existing=None, ' +
      'implicit_returning=None, mustexist=None, sqlite_autoincrement=None, **kw)',
    build: (bound) => {
      const { name, schema } = quotedTable(bound);
      const table = readTable(name, schema, bound.extraPositional, bound.extraKeywords, bound);
      return {
        operations: [
          {
            kind: 'create-table',
            table: withReferencedColumns(table.definition),
            ifNotExists: optionalFlag(bound, 'if_not_exists') ?? false,
            span: bound.span,
          },
        ],
        result: table,
      };
    },
  },
  {
    signature:
      'drop_table(table_name, *, schema=None, if_exists=None, comment=None, prefixes=None, info=None, ' +
      'quote=None, quote_schema=None, **kw)',
    build: (bound) => {
      const { name, schema } = quotedTable(bound);
      const ifExists = optionalFlag(bound, 'if_exists') ?? false;
      postgresqlArguments(bound.extraKeywords, TABLE_ARGUMENTS, 'sql.schema.Table');
      return one({ kind: 'drop-table', tableName: name, schema, ifExists, span: bound.span });
    },
  },
  {
    signature: 'rename_table(old_table_name, new_table_name, *, schema=None)',
    build: (bound) => {
      const { name, schema } = tableArgument(bound, 'old_table_name');
      const newTableName = textArgument(bound, 'new_table_name');
      return one({ kind: 'rename-table', tableName: name, schema, newTableName, span: bound.span });
    },
  },
];

/** Source: `Table.__init__` in `sqlalchemy.sql.schema`. */
function quotedTable(bound: BoundArguments): TargetTable {
  const { name, schema } = tableArgument(bound);
  return {
    name: quotedName(name, quoteArgument(bound)),
    schema: schema === null ? null : quotedName(schema, quoteArgument(bound, 'quote_schema')),
  };
}

export const TABLE_COMMENT_DIRECTIVES: readonly TableDirective[] = [
  {
    signature: 'create_table_comment(table_name, comment, *, existing_comment=None, schema=None)',
    batchSignature: 'create_table_comment(comment, *, existing_comment=None)',
    build: (bound, table) =>
      one({
        kind: 'create-table-comment',
        tableName: table.name,
        schema: table.schema,
        comment: optionalText(bound, 'comment'),
        span: bound.span,
      }),
  },
  {
    signature: 'drop_table_comment(table_name, *, existing_comment=None, schema=None)',
    batchSignature: 'drop_table_comment(*, existing_comment=None)',
    build: (bound, table) =>
      one({
        kind: 'drop-table-comment',
        tableName: table.name,
        schema: table.schema,
        comment: null,
        span: bound.span,
      }),
  },
];
