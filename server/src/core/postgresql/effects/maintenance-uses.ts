import type { FormUse } from './form-use.ts';
import { LOCK_MODES } from './lock-mode.ts';
import type { SchemaFacts } from './schema-facts.ts';
import { contains, type SqlReader } from './sql-reader.ts';

/** `ANALYZE`, `VACUUM`, `CLUSTER`, `TRUNCATE`, `REFRESH`, `COPY`; undefined where it is another statement. */
export function maintenanceUses(reader: SqlReader, facts: SchemaFacts): readonly FormUse[] | undefined {
  if (reader.take('truncate')) return truncateUses(reader, facts);
  if (reader.take('refresh', 'materialized', 'view')) {
    const form = reader.take('concurrently') ? 'refresh-concurrently' : 'refresh';
    return [{ form, on: { view: [reader.name()] } }];
  }
  if (reader.take('copy')) return copyUses(reader);
  if (reader.take('cluster')) {
    reader.take('verbose');
    return [{ form: 'cluster', on: { table: [reader.name()] } }];
  }
  if (reader.take('analyze') || reader.take('analyse')) {
    reader.take('verbose');
    reader.list();
    return [{ form: 'analyze', on: { table: tablesOrAll(reader) } }];
  }
  if (!reader.take('vacuum')) return undefined;
  const options = reader.list()?.flat() ?? [];
  const isFull = reader.take('full') || options.some(({ value }) => value === 'full');
  for (const option of ['freeze', 'verbose', 'analyze']) reader.take(option);
  return [{ form: isFull ? 'vacuum-full' : 'vacuum', on: { table: tablesOrAll(reader) } }];
}

/** Without a name every table is meant. */
function tablesOrAll(reader: SqlReader): ReadonlyArray<string | undefined> {
  const names: string[] = [];
  do {
    const name = reader.name();
    if (name !== undefined) names.push(name);
    reader.list();
  } while (reader.take(','));
  return names.length === 0 ? [undefined] : names;
}

function truncateUses(reader: SqlReader, facts: SchemaFacts): readonly FormUse[] {
  reader.take('table');
  const tables = reader.names();
  const note = 'Every row is gone; the table gets a new, empty file.';
  const uses: FormUse[] = [{ form: 'truncate', on: { table: tables }, note }];
  if (!contains(reader.rest, 'cascade')) return uses;
  const referencing = tables.flatMap((table) => facts.table(table)?.referencedBy ?? []);
  const more = 'So are the rows of every table with a foreign key to it.';
  return [...uses, { form: 'truncate-cascade', on: { referencing }, note: more }];
}

function copyUses(reader: SqlReader): readonly FormUse[] | undefined {
  const table = reader.name();
  if (table === undefined) return undefined;
  reader.list();
  if (reader.take('from')) return [{ form: 'copy-from', on: { table: [table] } }];
  return [{ form: 'read', on: { source: [table] } }];
}

/** `LOCK TABLE`, from behind LOCK: the mode is the one that it names. */
export function lockTableUses(reader: SqlReader): readonly FormUse[] {
  reader.take('table');
  const on = { table: reader.names() };
  reader.take('in');
  const mode = [...LOCK_MODES].reverse().find((name) => reader.take(...name.toLowerCase().split(' ')));
  return [{ form: 'lock-table', on, ...(mode === undefined ? {} : { mode }) }];
}
