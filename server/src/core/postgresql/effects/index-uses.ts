import type { StatementHints } from '../statement.ts';
import type { FormUse } from './form-use.ts';
import type { SchemaFacts } from './schema-facts.ts';
import type { SqlReader } from './sql-reader.ts';

/** What `CREATE INDEX` does, from behind CREATE; undefined where it is another statement. */
export function createIndexUses(reader: SqlReader, facts: SchemaFacts): readonly FormUse[] | undefined {
  if (!reader.take('unique', 'index') && !reader.take('index')) return undefined;
  const isConcurrent = reader.take('concurrently');
  reader.seek('on');
  reader.take('on');
  reader.take('only');
  const table = reader.name();
  if (table === undefined) return undefined;
  const on = { table: [table] };
  if (isConcurrent) return [{ form: 'create-index-concurrently', on }];
  const { partitions } = facts.table(table) ?? {};
  if (partitions === undefined) return [{ form: 'create-index', on }];
  return [{ form: 'create-index-partitioned', on: { ...on, partition: partitions } }];
}

/** What `DROP INDEX` does, from behind DROP; undefined where it is another statement. */
export function dropIndexUses(
  reader: SqlReader,
  facts: SchemaFacts,
  { indexTable }: StatementHints,
): readonly FormUse[] | undefined {
  if (!reader.take('index')) return undefined;
  const form = reader.take('concurrently') ? 'drop-index-concurrently' : 'drop-index';
  reader.take('if', 'exists');
  return reader.names().map((index) => ({ form, on: { table: [facts.tableOfIndex(index) ?? indexTable] } }));
}

/** What `REINDEX` does, from behind that word. */
export function reindexUses(reader: SqlReader, facts: SchemaFacts): readonly FormUse[] | undefined {
  const options = reader.list()?.flat() ?? [];
  const kind = reader.takeOneOf('table', 'index', 'schema', 'database', 'system');
  const isConcurrent = reader.take('concurrently') || options.some(({ value }) => value === 'concurrently');
  const form = isConcurrent ? 'reindex-concurrently' : 'reindex';
  const note = isConcurrent ? {} : { note: 'Reads whose plan looks at one of the indexes wait too.' };
  const name = reader.name();
  if (name === undefined) return undefined;
  if (kind === 'table') return [{ form, on: { table: [name] }, ...note }];
  if (kind !== 'index') return undefined;
  return [{ form, on: { table: [facts.tableOfIndex(name)] }, ...note }];
}
