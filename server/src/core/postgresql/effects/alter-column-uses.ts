import type { StatementHints } from '../statement.ts';
import { textOf } from './column-definition.ts';
import { namedSequences } from './default-volatility.ts';
import type { FormUse } from './form-use.ts';
import type { SchemaFacts, TableFacts } from './schema-facts.ts';
import type { SqlReader } from './sql-reader.ts';
import { contains } from './sql-reader.ts';
import { splitAtTopLevel } from './sql-tokens.ts';
import { typeChange } from './type-change.ts';

/** What `ALTER COLUMN` does, from the name of the column on; undefined where it is none that is known. */
export function alterColumnUses(
  reader: SqlReader,
  table: string,
  facts: SchemaFacts,
  hints: StatementHints,
): readonly FormUse[] | undefined {
  const column = reader.identifier();
  if (column === undefined) return undefined;
  const on = { table: [table] };
  if (reader.take('set', 'data', 'type') || reader.take('type')) {
    return typeUses(reader, table, column, facts, hints);
  }
  if (reader.take('set', 'default')) {
    const sequence = namedSequences(reader.rest);
    if (sequence.length === 0) return [{ form: 'set-default', on }];
    return [{ form: 'set-default-sequence', on: { ...on, sequence } }];
  }
  if (reader.take('drop', 'default')) return [{ form: 'drop-default', on }];
  if (reader.take('set', 'not', 'null')) return [notNullUse(table, column, facts)];
  if (reader.take('drop', 'not', 'null')) return [{ form: 'drop-not-null', on }];
  if (reader.take('set', 'statistics')) return [{ form: 'set-statistics', on }];
  if (reader.take('set', 'storage')) return [{ form: 'set-storage', on }];
  if (reader.take('set', 'compression')) return [{ form: 'set-compression', on }];
  if (reader.take('set', 'expression')) return [{ form: 'set-expression', on }];
  if (reader.take('drop', 'expression')) return [{ form: 'drop-expression', on }];
  if (reader.take('add', 'generated') || reader.take('drop', 'identity'))
    return [{ form: 'add-identity', on }];
  if (reader.sees('set', 'generated') || reader.sees('restart')) return [{ form: 'add-identity', on }];
  if (reader.sees('set', '(') || reader.sees('reset', '(')) return [{ form: 'set-column-options', on }];
  if (reader.take('set')) return [{ form: 'add-identity', on }];
  return undefined;
}

/** A CHECK that is valid and says the same saves the scan; another one that is not known may be there. */
function notNullUse(table: string, column: string, facts: SchemaFacts): FormUse {
  const on = { table: [table] };
  const known = facts.table(table);
  const proven = known?.constraints.some(
    ({ columns, isValid, provesNotNull }) =>
      provesNotNull === true && isValid && columns.length === 1 && columns[0] === column,
  );
  if (proven === true) return { form: 'set-not-null-proven', on };
  if (known?.isComplete === true) return { form: 'set-not-null', on };
  const note = `A valid CHECK (${column} IS NOT NULL) would save the scan from PostgreSQL 12 on.`;
  return { form: 'set-not-null', on, note };
}

function typeUses(
  reader: SqlReader,
  table: string,
  column: string,
  facts: SchemaFacts,
  hints: StatementHints,
): readonly FormUse[] {
  const on = { table: [table] };
  const [action = []] = splitAtTopLevel(reader.rest, ',');
  const end = action.findIndex(
    ({ kind, value }) => kind === 'word' && (value === 'using' || value === 'collate'),
  );
  const type = textOf(end === -1 ? action : action.slice(0, end));
  const known = facts.table(table);
  const before = known?.columns.get(column)?.type ?? hints.existingType;
  const uses: FormUse[] = [];
  if (contains(action, 'using')) uses.push({ form: 'alter-type-rewrite', on });
  else uses.push(changeUse(table, before, type, facts));
  const isRewritten = uses.some(
    ({ form, isUncertain }) => form === 'alter-type-rewrite' && isUncertain !== true,
  );
  if (contains(action, 'collate')) uses.push({ form: 'alter-type-collation', on });
  const checked = known?.constraints.some(
    ({ kind, columns, isValid }) => kind === 'check' && isValid && columns.includes(column),
  );
  if (checked === true) uses.push({ form: 'alter-type-checked', on });
  return [...uses, ...foreignKeyUses(table, column, known, isRewritten)];
}

/**
 * The foreign keys of a column are made anew with its type, on both sides, also where no row is touched. Source:
 * `ATPostAlterTypeCleanup`, measured.
 */
function foreignKeyUses(
  table: string,
  column: string,
  known: TableFacts | undefined,
  isRewritten: boolean,
): readonly FormUse[] {
  const own = known?.constraints.filter(({ columns }) => columns.includes(column)) ?? [];
  const referenced = own.flatMap(({ references }) => references ?? []);
  const isKey = own.some(({ kind }) => kind === 'primary key' || kind === 'unique');
  const referencing = isKey ? (known?.referencedColumns?.get(column) ?? known?.referencedBy ?? []) : [];
  const uses: FormUse[] = [];
  if (referenced.length > 0) uses.push({ form: 'drop-foreign-key', on: { table: [table], referenced } });
  if (referencing.length > 0) {
    const on = { table: [table], referencing };
    uses.push(
      isRewritten
        ? { form: 'alter-type-referenced', on }
        : { form: 'drop-foreign-key', on: { table: [table], referenced: referencing } },
    );
  }
  return uses;
}

function changeUse(table: string, before: string | undefined, after: string, facts: SchemaFacts): FormUse {
  const on = { table: [table] };
  if (before === undefined) {
    const note = 'Whether the table is rewritten depends on the type that the column has now.';
    return { form: 'alter-type-rewrite', on, isUncertain: true, note };
  }
  const domain = facts.type(before);
  const isFree = domain?.baseType !== undefined && !domain.isConstrainedDomain;
  // What limits the base type is not seen through a domain (measured).
  const from = isFree ? domain.baseType.replace(/\([^()]*\)/, '') : before;
  const form = typeChange(from, after);
  if (form !== 'alter-type-timestamp-utc' || facts.isTimeZoneUtc === true) return { form, on };
  if (facts.isTimeZoneUtc === false) return { form: 'alter-type-rewrite', on };
  const note = 'From PostgreSQL 12 on the table is not rewritten where the TimeZone of the session is UTC.';
  return { form: 'alter-type-rewrite', on, isUncertain: true, note };
}
