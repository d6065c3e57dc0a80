import type { StatementHints } from '../statement.ts';
import { alterTableUses } from './alter-table-uses.ts';
import { createTableUses, dropTableUses } from './create-drop-table-uses.ts';
import { dataUses } from './data-uses.ts';
import { CATALOG_ONLY, type FormUse } from './form-use.ts';
import { createIndexUses, dropIndexUses, reindexUses } from './index-uses.ts';
import { lockTableUses, maintenanceUses } from './maintenance-uses.ts';
import { createOtherUses, dropOtherUses } from './object-uses.ts';
import type { SchemaFacts } from './schema-facts.ts';
import { SqlReader } from './sql-reader.ts';
import type { SqlToken } from './sql-tokens.ts';

/** Beginnings of statements that touch the session or the transaction only. */
const SESSION =
  /^(?:set|reset|show|begin|start|commit|end|rollback|savepoint|release|abort|discard|listen|unlisten|notify|deallocate|prepare|declare|fetch|close|checkpoint)$/;

/** `ALTER …` of things that are no relation. */
const CATALOG_OBJECTS = [
  'type',
  'schema',
  'function',
  'procedure',
  'routine',
  'aggregate',
  'role',
  'user',
  'group',
  'database',
  'extension',
  'collation',
  'conversion',
  'default',
  'language',
  'operator',
  'publication',
  'subscription',
  'server',
  'system',
  'tablespace',
  'text',
  'event',
  'foreign',
  'statistics',
];

/** The forms that make up one statement; undefined where it is none whose locks are known. */
export function statementUses(
  tokens: readonly SqlToken[],
  facts: SchemaFacts,
  hints: StatementHints,
): readonly FormUse[] | undefined {
  const reader = new SqlReader(tokens);
  if (reader.take('alter')) return alterUses(reader, facts, hints);
  if (reader.take('create')) {
    return createTableUses(reader, facts) ?? createIndexUses(reader, facts) ?? createOtherUses(reader, facts);
  }
  if (reader.take('drop')) {
    return (
      dropTableUses(reader, facts) ?? dropIndexUses(reader, facts, hints) ?? dropOtherUses(reader, facts)
    );
  }
  if (reader.take('comment', 'on')) return commentUses(reader);
  if (reader.take('reindex')) return reindexUses(reader, facts);
  if (reader.take('lock')) return lockTableUses(reader);
  if (reader.take('grant')) return grantUses(reader);
  const [first] = tokens;
  if (first?.kind === 'word' && SESSION.test(first.value)) return [CATALOG_ONLY];
  if (reader.take('revoke') || reader.take('security', 'label')) return [CATALOG_ONLY];
  return maintenanceUses(reader, facts) ?? dataUses(tokens, facts);
}

function alterUses(
  reader: SqlReader,
  facts: SchemaFacts,
  hints: StatementHints,
): readonly FormUse[] | undefined {
  if (reader.take('table')) {
    return reader.sees('all') ? undefined : alterTableUses(reader, facts, hints);
  }
  if (reader.take('foreign', 'table')) return alterTableUses(reader, facts, hints);
  if (reader.take('index')) return [CATALOG_ONLY];
  if (reader.take('sequence')) return alterSequenceUses(reader);
  if (reader.take('materialized', 'view') || reader.take('view')) {
    reader.take('if', 'exists');
    return [{ form: 'change-view', on: { view: [reader.name()] } }];
  }
  if (reader.take('domain')) return alterDomainUses(reader, facts);
  if (reader.takeOneOf('policy', 'trigger', 'rule') !== undefined) {
    return reader.seek('on') && reader.take('on')
      ? [{ form: 'create-policy', on: { table: [reader.name()] } }]
      : undefined;
  }
  return CATALOG_OBJECTS.some((word) => reader.sees(word)) ? [CATALOG_ONLY] : undefined;
}

function alterSequenceUses(reader: SqlReader): readonly FormUse[] {
  reader.take('if', 'exists');
  const sequence = [reader.name()];
  const uses: FormUse[] = [{ form: 'alter-sequence', on: { sequence } }];
  if (reader.seek('owned') && reader.take('owned', 'by') && !reader.sees('none')) {
    const column = reader.name();
    const source = [column?.slice(0, column.lastIndexOf('.'))];
    uses.push({ form: 'sequence-owned-by', on: { sequence, source } });
  }
  return uses;
}

/** A constraint that is added is checked on every table with a column of the domain. */
function alterDomainUses(reader: SqlReader, facts: SchemaFacts): readonly FormUse[] {
  const domain = reader.name() ?? '';
  const isChecked = reader.take('add') || reader.take('validate') || reader.take('set', 'not');
  if (!isChecked || (reader.seek('not') && reader.sees('not', 'valid'))) return [CATALOG_ONLY];
  return [{ form: 'domain-constraint', on: { user: facts.type(domain)?.users ?? [undefined] } }];
}

function commentUses(reader: SqlReader): readonly FormUse[] {
  if (reader.take('column')) {
    const column = reader.name() ?? '';
    return [{ form: 'comment', on: { table: [column.slice(0, column.lastIndexOf('.'))] } }];
  }
  if (reader.take('table') || reader.take('view') || reader.take('materialized', 'view')) {
    return [{ form: 'comment', on: { table: [reader.name()] } }];
  }
  if (reader.takeOneOf('constraint', 'trigger', 'rule', 'policy') !== undefined && reader.seek('on')) {
    reader.take('on');
    return reader.take('domain') ? [CATALOG_ONLY] : [{ form: 'comment', on: { table: [reader.name()] } }];
  }
  return [CATALOG_ONLY];
}

function grantUses(reader: SqlReader): readonly FormUse[] {
  if (!reader.seek('on') || !reader.take('on') || reader.sees('all')) return [CATALOG_ONLY];
  reader.take('table');
  const isOther = [
    'schema',
    'sequence',
    'function',
    'database',
    'type',
    'domain',
    'language',
    'procedure',
  ].some((word) => reader.sees(word));
  return isOther ? [CATALOG_ONLY] : [{ form: 'grant', on: { table: reader.names() } }];
}
