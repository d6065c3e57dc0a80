import { readColumnDefinition, type WrittenColumn } from './column-definition.ts';
import type { ConstraintFacts } from './schema-facts.ts';
import { contains, SqlReader } from './sql-reader.ts';
import type { SqlToken } from './sql-tokens.ts';

/**
 * A constraint of a table as `CREATE TABLE` or `ADD CONSTRAINT` writes it; undefined where it is none. One without a name
 * gets the name that PostgreSQL gives it, as long as it has one column. Source: `ChooseConstraintName`.
 */
export function readTableConstraint(tokens: readonly SqlToken[], table: string): ConstraintFacts | undefined {
  const reader = new SqlReader(tokens);
  const written = reader.take('constraint') ? reader.identifier() : undefined;
  const isValid = !contains(tokens, 'not', 'valid') && !contains(tokens, 'not', 'enforced');
  const named = (suffix: string, columns: readonly string[]): string | undefined =>
    written ?? (columns.length === 1 ? `${bareName(table)}_${columns[0]}_${suffix}` : undefined);
  if (reader.take('primary', 'key')) {
    const columns = columnsOf(reader);
    return { name: written ?? `${bareName(table)}_pkey`, kind: 'primary key', columns, isValid: true };
  }
  if (reader.take('unique')) {
    const columns = columnsOf(reader);
    return { name: named('key', columns), kind: 'unique', columns, isValid: true };
  }
  if (reader.take('foreign', 'key')) {
    const columns = columnsOf(reader);
    const references = reader.take('references') ? reader.name() : undefined;
    if (references === undefined) return undefined;
    return { name: named('fkey', columns), kind: 'foreign key', columns, references, isValid };
  }
  if (reader.take('check')) return checkOf((reader.list() ?? []).flat(), written, isValid);
  if (reader.take('exclude')) return { name: written, kind: 'exclude', columns: [], isValid: true };
  if (!reader.take('not', 'null')) return undefined;
  const column = reader.identifier();
  const columns = column === undefined ? [] : [column];
  return { name: named('not_null', columns), kind: 'not null', columns, isValid };
}

function columnsOf(reader: SqlReader): readonly string[] {
  return (reader.list() ?? []).flatMap((tokens) => new SqlReader(tokens).identifier() ?? []);
}

/** The columns of a CHECK are the names in it; a name too many only makes a statement look dearer than it is. */
function checkOf(inside: readonly SqlToken[], name: string | undefined, isValid: boolean): ConstraintFacts {
  const columns = inside.filter(({ kind }) => kind === 'word' || kind === 'quoted').map(({ value }) => value);
  const bare = inside.filter(({ value }) => value !== '(' && value !== ')');
  const [column, is, not, nothing] = bare;
  const provesNotNull =
    bare.length === 4 && is?.value === 'is' && not?.value === 'not' && nothing?.value === 'null';
  const own = provesNotNull && column !== undefined ? [column.value] : columns;
  return { name, kind: 'check', columns: own, isValid, provesNotNull };
}

/** The constraints that a column definition brings along. */
export function columnConstraints(column: WrittenColumn, table: string): readonly ConstraintFacts[] {
  const columns = [column.name];
  const name = (suffix: string): string => `${bareName(table)}_${column.name}_${suffix}`;
  const constraints: ConstraintFacts[] = [];
  if (column.isPrimaryKey) {
    constraints.push({ name: `${bareName(table)}_pkey`, kind: 'primary key', columns, isValid: true });
  }
  if (column.isUnique) constraints.push({ name: name('key'), kind: 'unique', columns, isValid: true });
  if (column.hasCheck) constraints.push({ name: name('check'), kind: 'check', columns, isValid: true });
  const { references } = column;
  if (references !== undefined) {
    constraints.push({ name: name('fkey'), kind: 'foreign key', columns, references, isValid: true });
  }
  return constraints;
}

/** A column or a constraint of a table's list. */
export function readTableElement(
  tokens: readonly SqlToken[],
  table: string,
): { readonly column?: WrittenColumn; readonly constraints: readonly ConstraintFacts[] } {
  const constraint = readTableConstraint(tokens, table);
  if (constraint !== undefined) return { constraints: [constraint] };
  const column = readColumnDefinition(new SqlReader(tokens));
  return column === undefined
    ? { constraints: [] }
    : { column, constraints: columnConstraints(column, table) };
}

function bareName(table: string): string {
  return table.slice(table.lastIndexOf('.') + 1);
}
