import { CATALOG_ONLY, type FormUse } from './form-use.ts';
import { namedSources } from './named-sources.ts';
import type { SchemaFacts, TableFacts } from './schema-facts.ts';
import { SqlReader } from './sql-reader.ts';

/** What `CREATE TABLE` does to other tables, from behind CREATE; undefined where it is another statement. */
export function createTableUses(reader: SqlReader, facts: SchemaFacts): readonly FormUse[] | undefined {
  const start = reader.rest;
  const head = new SqlReader(start);
  head.takeOneOf('global', 'local');
  head.takeOneOf('temporary', 'temp', 'unlogged', 'foreign');
  if (!head.take('table')) return undefined;
  const ifNotExists = head.take('if', 'not', 'exists');
  const name = head.name();
  if (ifNotExists && name !== undefined && facts.table(name) !== undefined) return [CATALOG_ONLY];
  if (head.take('partition', 'of')) return [{ form: 'create-partition', on: { table: [head.name()] } }];
  const uses: FormUse[] = [{ form: 'create-table', on: {} }];
  const elements = head.list() ?? [];
  const referenced: string[] = [];
  for (const element of elements) {
    const part = new SqlReader(element);
    if (part.take('like')) uses.push({ form: 'create-table-like', on: { source: [part.name()] } });
    while (part.seek('references')) {
      part.skip();
      const table = part.name();
      if (table !== undefined && table !== name) referenced.push(table);
    }
  }
  if (referenced.length > 0) uses.push({ form: 'create-table-references', on: { referenced } });
  if (head.take('inherits')) uses.push({ form: 'inherit', on: { source: (head.list() ?? []).map(nameOf) } });
  if (head.seek('as')) uses.push({ form: 'create-table-as', on: { source: namedSources(head.rest) } });
  return uses;
}

function nameOf(tokens: Parameters<typeof namedSources>[0]): string | undefined {
  return new SqlReader(tokens).name();
}

/** A table takes its foreign keys along, and so locks the tables that they lead to. */
export function dropTableUses(reader: SqlReader, facts: SchemaFacts): readonly FormUse[] | undefined {
  const head = new SqlReader(reader.rest);
  head.take('foreign');
  if (!head.take('table')) return undefined;
  head.take('if', 'exists');
  const tables = head.names();
  const cascades = head.take('cascade');
  return tables.map((table) => {
    const known = facts.table(table);
    const on = { table: [table], referenced: foreignKeysOf(known) };
    if (cascades) {
      const more = { referencing: known?.referencedBy ?? [], view: known?.views ?? [] };
      return {
        form: 'drop-table-cascade',
        on: { ...on, ...more },
        ...(known?.isComplete ? {} : CASCADE_NOTE),
      };
    }
    if (known?.isComplete === true || facts.isNew(table)) return { form: 'drop-table', on };
    const note = 'The tables that its foreign keys lead to are locked in the same way.';
    return { form: 'drop-table', on, note };
  });
}

const CASCADE_NOTE = {
  note: 'Views on it, and tables that a foreign key joins to it, are locked in the same way.',
};

function foreignKeysOf(table: TableFacts | undefined): readonly string[] {
  return (table?.constraints ?? []).map(({ references }) => references).filter((name) => name !== undefined);
}
