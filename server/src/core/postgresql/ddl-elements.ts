import type { DdlElement } from '../sqlalchemy/expressions/statement.ts';
import type { CompileContext } from './compile-context.ts';
import { CompileError } from './compile-error.ts';
import { constraintIdentifier } from './constraint-names.ts';
import { constraintText } from './constraints.ts';
import { quoteQualified } from './identifiers.ts';
import { createIndexText, dropIndexText } from './indexes.ts';
import { createTableText } from './tables.ts';

/**
 * `CreateTable(table)` and its kin given to `execute()`: that statement alone, without the types, indexes and comments that
 * `table.create()` brings along. Source: `sqlalchemy.sql.ddl`.
 */
export function ddlElementText(statement: DdlElement, given: CompileContext): string {
  // The objects belong to a MetaData of the migration, not to that of the environment.
  const context: CompileContext = { ...given, namingConvention: null };
  switch (statement.element) {
    case 'create-table':
      return createTableText(statement.table, statement.ifNotExists, context);
    case 'drop-table': {
      const { schema, name } = statement.table;
      return `DROP TABLE ${statement.ifExists ? 'IF EXISTS ' : ''}${quoteQualified(schema, name)}`;
    }
    case 'create-index':
      return createIndexText(statement.index, statement.ifNotExists, context);
    case 'drop-index':
      return dropIndexText(statement.index, statement.ifExists, context);
    case 'add-constraint': {
      const { schema, name } = statement.table;
      const text = constraintText(statement.constraint, statement.table, context);
      return `ALTER TABLE ${quoteQualified(schema, name)} ADD ${text}`.trimEnd();
    }
    case 'drop-constraint': {
      const { constraint, table } = statement;
      if (constraint.name === null)
        throw new CompileError("Can't emit DROP CONSTRAINT for a constraint without a name");
      const guard = statement.ifExists ? 'IF EXISTS ' : '';
      const cascade = statement.cascade ? ' CASCADE' : '';
      const owner = quoteQualified(table.schema, table.name);
      return `ALTER TABLE ${owner} DROP CONSTRAINT ${guard}${constraintIdentifier(constraint.name)}${cascade}`;
    }
  }
}
