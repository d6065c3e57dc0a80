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

/** `repr()` of the constraint that Alembic makes up for the purpose. */
function representation(operation: DropConstraintOperation): string {
  const schema = operation.schema === null ? 'None' : `'${operation.schema}'`;
  const table = `table=Table('${operation.tableName}', MetaData(), schema=${schema})`;
  const texts: Readonly<Record<ConstraintType, string>> = {
    check: `CheckConstraint(<sqlalchemy.sql.elements.TextClause>, ${table})`,
    foreignkey: `ForeignKeyConstraint(<sqlalchemy.sql.base.ReadOnlyColumnCollection>, None, ${table})`,
    primary: 'PrimaryKeyConstraint()',
    unique: 'UniqueConstraint()',
  };
  return operation.constraintType === null ? 'Constraint()' : texts[operation.constraintType];
}

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
      `Can't emit DROP CONSTRAINT for constraint ${representation(operation)}; it has no name`,
    );
  }
  const guard = operation.ifExists ? 'IF EXISTS ' : '';
  const table = quoteQualified(operation.schema, operation.tableName);
  return `ALTER TABLE ${table} DROP CONSTRAINT ${guard}${constraintIdentifier(name)}`;
}
