import type { ConstraintType, DropConstraintOperation } from '../operations/migrate-operation.ts';
import type { CompileContext } from './compile-context.ts';
import { CompileError } from './compile-error.ts';
import { constraintIdentifier } from './constraint-names.ts';
import { quoteQualified } from './identifiers.ts';
import { conventionalName, type NamedConstraint } from './naming.ts';

const KINDS = {
  check: 'check',
  foreignkey: 'foreign-key',
  primary: 'primary-key',
  unique: 'unique',
} as const;
const REPRESENTATIONS: Readonly<Record<ConstraintType | 'any', string>> = {
  check: 'CheckConstraint(<sqlalchemy.sql.elements.TextClause object>)',
  foreignkey: 'ForeignKeyConstraint(<ColumnCollection>)',
  primary: 'PrimaryKeyConstraint()',
  unique: 'UniqueConstraint()',
  any: 'Constraint()',
};

/** Source: `drop_constraint` in `alembic.operations.toimpl`, `visit_drop_constraint` of `DDLCompiler`. */
export function dropConstraintText(operation: DropConstraintOperation, context: CompileContext): string {
  const { constraintType } = operation;
  const named: NamedConstraint = {
    kind: constraintType === null ? 'exclude' : KINDS[constraintType],
    name: operation.name,
    tableName: operation.tableName,
    schema: operation.schema,
    columns: [],
    referredTable: undefined,
    referredColumns: [],
  };
  const name = conventionalName(named, context.namingConvention);
  if (name === null) {
    throw new CompileError(
      `Can't emit DROP CONSTRAINT for constraint ${REPRESENTATIONS[constraintType ?? 'any']}; it has no name`,
    );
  }
  const guard = operation.ifExists ? 'IF EXISTS ' : '';
  const table = quoteQualified(operation.schema, operation.tableName);
  return `ALTER TABLE ${table} DROP CONSTRAINT ${guard}${constraintIdentifier(name)}`;
}
