import type { StatementHints } from '../statement.ts';
import type { FormUse } from './form-use.ts';
import type { ConstraintFacts, SchemaFacts, TableFacts } from './schema-facts.ts';
import { contains, type SqlReader } from './sql-reader.ts';

/** What `ADD CONSTRAINT` does, from behind ADD; undefined where the kind of constraint is not known. */
export function addConstraintUses(
  reader: SqlReader,
  table: string,
  facts: SchemaFacts,
): readonly FormUse[] | undefined {
  if (reader.take('constraint')) reader.identifier();
  const on = { table: [table] };
  const suffix = contains(reader.rest, 'not', 'enforced')
    ? '-not-enforced'
    : contains(reader.rest, 'not', 'valid')
      ? '-not-valid'
      : '';
  if (reader.take('check')) return [{ form: `add-check${suffix}`, on }];
  if (reader.take('foreign', 'key')) {
    reader.list();
    const referenced = [reader.take('references') ? reader.name() : undefined];
    const { partitions } = facts.table(table) ?? {};
    if (partitions !== undefined && suffix !== '') {
      return [{ form: 'add-foreign-key-partitioned', on: { ...on, referenced, partition: partitions } }];
    }
    return [{ form: `add-foreign-key${suffix}`, on: { ...on, referenced } }];
  }
  if (reader.take('not', 'null')) {
    return [{ form: suffix === '-not-valid' ? 'add-not-null-not-valid' : 'add-not-null', on }];
  }
  if (reader.take('exclude')) return [{ form: 'add-exclude', on }];
  const usesIndex =
    contains(reader.rest, 'using', 'index') && !contains(reader.rest, 'using', 'index', 'tablespace');
  if (reader.take('unique')) return [{ form: usesIndex ? 'add-unique-using-index' : 'add-unique', on }];
  if (reader.take('primary', 'key')) {
    return [{ form: usesIndex ? 'add-primary-key-using-index' : 'add-primary-key', on }];
  }
  return undefined;
}

/** A foreign key locks the table that it leads to as well. */
export function dropConstraintUses(
  reader: SqlReader,
  table: string,
  facts: SchemaFacts,
  { constraintType }: StatementHints,
): readonly FormUse[] {
  reader.take('if', 'exists');
  const name = reader.identifier();
  const on = { table: [table] };
  const known = facts.table(table);
  const constraint = known?.constraints.find((one) => one.name === name);
  const referencing = referencingTables(known, constraint);
  if (reader.take('cascade') && referencing.length > 0) {
    return [{ form: 'drop-key-cascade', on: { ...on, referencing } }];
  }
  if (constraint?.kind === 'foreign key' || (constraint === undefined && constraintType === 'foreignkey')) {
    return [{ form: 'drop-foreign-key', on: { ...on, referenced: [constraint?.references] } }];
  }
  if (constraint !== undefined || constraintType !== undefined) return [{ form: 'drop-constraint', on }];
  const note = 'A foreign key is dropped under the same lock on the table that it leads to.';
  return [{ form: 'drop-constraint', on, note }];
}

/** Tables with a foreign key to the columns of a constraint, or to its table where no more is known. */
function referencingTables(
  table: TableFacts | undefined,
  constraint: ConstraintFacts | undefined,
): readonly string[] {
  const byColumn = table?.referencedColumns;
  if (byColumn === undefined || constraint === undefined) return table?.referencedBy ?? [];
  return [...new Set(constraint.columns.flatMap((column) => byColumn.get(column) ?? []))];
}

export function validateConstraintUses(
  reader: SqlReader,
  table: string,
  facts: SchemaFacts,
): readonly FormUse[] {
  const name = reader.identifier();
  const on = { table: [table] };
  const constraint = facts.table(table)?.constraints.find((one) => one.name === name);
  if (constraint?.kind === 'foreign key') {
    return [{ form: 'validate-foreign-key', on: { ...on, referenced: [constraint.references] } }];
  }
  return [{ form: constraint?.kind === 'not null' ? 'validate-not-null' : 'validate-check', on }];
}
