import { CATALOG_ONLY, type FormUse, type Relation } from './form-use.ts';
import { namedSources } from './named-sources.ts';
import type { SchemaFacts } from './schema-facts.ts';
import { contains, type SqlReader } from './sql-reader.ts';

/** Things whose creation touches no relation. */
const CREATED_ALONE = [
  'schema',
  'type',
  'domain',
  'sequence',
  'temporary',
  'temp',
  'extension',
  'function',
  'procedure',
  'aggregate',
  'operator',
  'cast',
  'collation',
  'conversion',
  'role',
  'user',
  'group',
  'database',
  'tablespace',
  'server',
  'language',
  'text',
  'event',
  'foreign',
  'subscription',
  'access',
  'transform',
];

/** What `CREATE` of anything but a table or an index does, from behind CREATE. */
export function createOtherUses(reader: SqlReader, facts: SchemaFacts): readonly FormUse[] | undefined {
  const replaces = reader.take('or', 'replace');
  if (reader.take('materialized', 'view')) {
    return [{ form: 'create-materialized-view', on: { source: querySources(reader) } }];
  }
  if (reader.take('recursive', 'view') || reader.take('view')) {
    const view = reader.name();
    const source = querySources(reader);
    const isNew = view !== undefined && facts.isNew(view);
    if (replaces && !isNew) return [{ form: 'replace-view', on: { view: [view], source } }];
    return [{ form: 'create-view', on: { source } }];
  }
  if (reader.sees('constraint', 'trigger') || reader.sees('trigger'))
    return onTable(reader, 'create-trigger');
  if (reader.take('policy')) return onTable(reader, 'create-policy');
  if (reader.take('rule')) {
    const named = reader.seek('to') && reader.take('to') ? reader.name() : undefined;
    return [{ form: 'create-rule', on: { table: [named] } }];
  }
  if (reader.take('statistics')) {
    const table = reader.seek('from') && reader.take('from') ? reader.name() : undefined;
    return [{ form: 'create-statistics', on: { table: [table] } }];
  }
  if (reader.take('publication')) return publicationUses(reader);
  return CREATED_ALONE.some((word) => reader.sees(word)) ? [CATALOG_ONLY] : undefined;
}

function querySources(reader: SqlReader): readonly string[] {
  return reader.seek('as') ? namedSources(reader.rest) : [];
}

function onTable(
  reader: SqlReader,
  form: 'create-trigger' | 'create-policy' | 'drop-trigger',
): readonly FormUse[] {
  const table = reader.seek('on') && reader.take('on') ? reader.name() : undefined;
  return [{ form, on: { table: [table] } }];
}

function publicationUses(reader: SqlReader): readonly FormUse[] {
  reader.name();
  if (!reader.take('for', 'table')) return [CATALOG_ONLY];
  return [{ form: 'publication', on: { table: reader.names() } }];
}

/** What `DROP` of anything but a table or an index does, from behind DROP. */
export function dropOtherUses(reader: SqlReader, facts: SchemaFacts): readonly FormUse[] | undefined {
  const cascades = contains(reader.rest, 'cascade');
  if (reader.take('view') || reader.take('materialized', 'view')) {
    reader.take('if', 'exists');
    return [{ form: 'change-view', on: { view: reader.names() } }];
  }
  if (reader.take('trigger')) return onTable(reader, 'drop-trigger');
  if (reader.sees('policy') || reader.sees('rule')) return onTable(reader, 'drop-trigger');
  if (reader.take('schema')) {
    const note = 'Every table and view of the schema is locked.';
    return cascades
      ? [{ form: 'drop-schema-cascade', on: { contained: [undefined] }, note }]
      : [CATALOG_ONLY];
  }
  if (reader.take('type') || reader.take('domain')) {
    reader.take('if', 'exists');
    const user = reader
      .names()
      .flatMap((name): readonly Relation[] => facts.type(name)?.users ?? [undefined]);
    const note = 'Columns of the type are dropped with it.';
    return cascades ? [{ form: 'drop-type-cascade', on: { user }, note }] : [CATALOG_ONLY];
  }
  if (cascades) return undefined;
  if (reader.take('sequence')) {
    reader.take('if', 'exists');
    return [{ form: 'alter-sequence', on: { sequence: reader.names() }, mode: 'ACCESS EXCLUSIVE' }];
  }
  return reader.sees('owned') || reader.isAtEnd ? undefined : [CATALOG_ONLY];
}
