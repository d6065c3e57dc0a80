import type { TableDefinition } from '../sqlalchemy/schema/table-definition.ts';
import type { DomainType, EnumType, SqlType } from '../sqlalchemy/types/sql-type.ts';
import type { CompileContext } from './compile-context.ts';
import { constraintIdentifier } from './constraint-names.ts';
import { writeExpression } from './expressions.ts';
import { quoteIdentifier } from './identifiers.ts';
import { quoteLiteral } from './literals.ts';
import { typeText } from './types.ts';

/** The enum or domain that has to exist before a column of `type` can: also inside an array. Undefined where there is none. */
function namedTypeOf(type: SqlType): EnumType | DomainType | undefined {
  if (type.kind === 'array') return namedTypeOf(type.item);
  if (type.kind === 'domain') return type;
  return type.kind === 'enum' && type.native ? type : undefined;
}

/** The named types of a table in column order, those that the table has to create. */
export function typesToCreate(table: TableDefinition): ReadonlyArray<EnumType | DomainType> {
  return table.columns.flatMap(({ type }) => {
    const named = namedTypeOf(type);
    return named?.createType === true ? [named] : [];
  });
}

/** Source: `visit_create_enum_type` and `visit_create_domain_type` of `PGDDLCompiler`. */
export function createTypeText(type: EnumType | DomainType, context: CompileContext): string {
  if (type.kind === 'enum') {
    const labels = type.labels.map(({ label }) => quoteLiteral(label));
    return `CREATE TYPE ${typeText({ ...type, native: true })} AS ENUM (${labels.join(', ')})`;
  }
  const options: string[] = [];
  if (type.collation !== null) options.push(`COLLATE ${quoteIdentifier(type.collation)}`);
  if (type.default !== null) {
    const value =
      typeof type.default === 'string'
        ? quoteLiteral(type.default)
        : writeExpression(type.default, context.ddl);
    options.push(`DEFAULT ${value}`);
  }
  if (type.constraintName !== null) {
    options.push(`CONSTRAINT ${constraintIdentifier({ text: type.constraintName, final: false })}`);
  }
  if (type.notNull) options.push('NOT NULL');
  if (type.check !== null) options.push(`CHECK (${writeExpression(type.check, context.ddl)})`);
  return `CREATE DOMAIN ${typeText(type)} AS ${typeText(type.dataType)} ${options.join(' ')}`.trimEnd();
}

export function dropTypeText(type: EnumType | DomainType): string {
  return type.kind === 'enum'
    ? `DROP TYPE ${typeText({ ...type, native: true })}`
    : `DROP DOMAIN ${typeText(type)}`;
}
