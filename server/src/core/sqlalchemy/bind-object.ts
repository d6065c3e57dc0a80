import type { PythonNative, PythonValue } from '../python/values.ts';
import type { Span } from '../text/span.ts';
import type { ExecutableStatement, SequenceDefinition } from './expressions/statement.ts';
import type { IndexDefinition, TableDefinition } from './schema/table-definition.ts';
import type { DomainType, EnumType } from './types/sql-type.ts';

/**
 * The connection of the migration, as far as SQLAlchemy's objects use it: `enum.create(bind)`, `table.create(bind)`. What it is
 * told becomes operations of the migration.
 */
export abstract class BindObject implements PythonNative {
  readonly kind = 'native';
  abstract readonly typeName: string;
  abstract getAttribute(name: string, span: Span): PythonValue | undefined;
  abstract createType(type: EnumType | DomainType, checkFirst: boolean, span: Span): void;
  abstract dropType(type: EnumType | DomainType, checkFirst: boolean, span: Span): void;
  abstract createTable(table: TableDefinition, checkFirst: boolean, span: Span): void;
  abstract dropTable(table: TableDefinition, checkFirst: boolean, span: Span): void;
  abstract createIndex(index: IndexDefinition, checkFirst: boolean, span: Span): void;
  abstract dropIndex(index: IndexDefinition, checkFirst: boolean, span: Span): void;
  abstract createSequence(sequence: SequenceDefinition, checkFirst: boolean, span: Span): void;
  abstract dropSequence(sequence: SequenceDefinition, checkFirst: boolean, span: Span): void;
  abstract execute(statement: ExecutableStatement, span: Span): void;
  /** Something happens on the connection whose SQL is not known. */
  abstract unresolved(message: string, span: Span): void;
}
