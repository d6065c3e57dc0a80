import { quoteOf } from '../sqlalchemy/quoted-name.ts';
import { quoteIdentifier, quoteQualified } from './identifiers.ts';

/** The table as Alembic's own ALTER TABLE statements write it: a dot in the schema separates names. Source: `format_table_name` in `alembic.ddl.base`. */
export function alteredTable(name: string, schema: string | null): string {
  if (!schema) return quoteIdentifier(name);
  if (quoteOf(schema) !== null) return quoteQualified(schema, name);
  return `${schema.split('.').map(quoteIdentifier).join('.')}.${quoteIdentifier(name)}`;
}
