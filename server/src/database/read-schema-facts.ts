import {
  type ConstraintFacts,
  NO_FACTS,
  relationKey,
  type SchemaFacts,
  type TableFacts,
  type TypeFacts,
} from '../core/postgresql/effects/schema-facts.ts';
import { quoteIdentifier } from '../core/postgresql/identifiers.ts';
import type { Row } from './database-session.ts';

/** A relation or type as SQL finds it: without its schema where search_path leads to it. */
function shown(isVisible: string, schema: string, name: string): string {
  return `CASE WHEN ${isVisible} THEN ${name} ELSE ${schema} || '.' || ${name} END`;
}

const RELATION = (oid: string): string =>
  `(SELECT ${shown('pg_table_is_visible(c.oid)', 'n.nspname', 'c.relname')}
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = ${oid})`;

const TABLES = `
  SELECT 'table' AS kind, r.oid, jsonb_build_object(
    'columns', (SELECT jsonb_object_agg(attname, format_type(atttypid, atttypmod))
      FROM pg_attribute WHERE attrelid = r.oid AND attnum > 0 AND NOT attisdropped),
    'constraints', (SELECT jsonb_agg(jsonb_build_object(
        'name', conname, 'kind', contype, 'isValid', convalidated,
        'references', ${RELATION('confrelid')},
        'columns', (SELECT jsonb_agg(attname) FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY (conkey)),
        'definition', CASE WHEN contype = 'c' THEN pg_get_constraintdef(k.oid) END) ORDER BY conname)
      FROM pg_constraint k WHERE conrelid = r.oid AND contype <> 't'),
    'referencedBy', (SELECT jsonb_agg(DISTINCT ${RELATION('conrelid')})
      FROM pg_constraint WHERE confrelid = r.oid AND contype = 'f' AND conrelid <> r.oid),
    'referencedColumns', (SELECT jsonb_object_agg(attname, tables) FROM (
      SELECT a.attname, jsonb_agg(DISTINCT ${RELATION('k.conrelid')}) AS tables
      FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = ANY (k.confkey)
      WHERE k.confrelid = r.oid AND k.contype = 'f' AND k.conrelid <> r.oid GROUP BY a.attname) AS keys),
    'partitions', CASE WHEN r.relkind = 'p' THEN coalesce((
      WITH RECURSIVE tree AS (
        SELECT inhrelid FROM pg_inherits WHERE inhparent = r.oid
        UNION SELECT child.inhrelid FROM tree JOIN pg_inherits child ON child.inhparent = tree.inhrelid)
      SELECT jsonb_agg(${RELATION('inhrelid')}) FROM tree), '[]') END,
    'views', (
      WITH RECURSIVE reader AS (
        SELECT w.ev_class FROM pg_depend d JOIN pg_rewrite w ON w.oid = d.objid
        WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = r.oid
          AND w.ev_class <> r.oid
        UNION
        SELECT w.ev_class FROM reader JOIN pg_depend d ON d.refobjid = reader.ev_class
          AND d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
        JOIN pg_rewrite w ON w.oid = d.objid AND w.ev_class <> reader.ev_class)
      SELECT jsonb_agg(${RELATION('ev_class')}) FROM reader)) AS facts
  FROM pg_class r WHERE r.oid IN (SELECT oid FROM wanted) AND r.relkind IN ('r', 'p', 'f')`;

const TYPES = `
  SELECT 'type' AS kind, t.oid, jsonb_build_object(
    'baseType', CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END,
    'isConstrainedDomain', t.typtype = 'd' AND (t.typnotnull OR EXISTS (
      SELECT FROM pg_constraint WHERE contypid = t.oid)),
    'users', (SELECT coalesce(jsonb_agg(DISTINCT ${RELATION('attrelid')}), '[]')
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'f', 'm')
      WHERE a.atttypid = t.oid AND NOT a.attisdropped)) AS facts
  FROM pg_type t WHERE t.oid IN (SELECT oid FROM types)`;

/**
 * Everything that `SchemaFacts` can tell of the names in `$1`, a JSON array of names as SQL spells them: the tables with
 * that name or with an index of that name, the types, and the domains that columns of the tables are of.
 */
export const SCHEMA_FACTS = `
  WITH asked AS (SELECT DISTINCT name FROM jsonb_array_elements_text($1::jsonb) AS given (name)),
  relations AS (SELECT name, to_regclass(name)::oid AS oid FROM asked),
  indexes AS (
    SELECT name, indrelid AS oid FROM relations JOIN pg_index ON indexrelid = relations.oid),
  wanted AS (SELECT oid FROM relations UNION SELECT oid FROM indexes),
  types AS (
    SELECT to_regtype(name)::oid AS oid FROM asked
    UNION
    SELECT t.oid FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid AND t.typtype = 'd'
    WHERE a.attrelid IN (SELECT oid FROM wanted)),
  found AS (${TABLES} UNION ALL ${TYPES})
  SELECT kind, facts::text AS facts,
    CASE kind WHEN 'table' THEN ${RELATION('found.oid')} ELSE format_type(found.oid, NULL) END AS name,
    CASE kind WHEN 'table'
      THEN (SELECT jsonb_agg(name) FROM relations WHERE relations.oid = found.oid)
      ELSE (SELECT jsonb_agg(name) FROM asked WHERE to_regtype(name)::oid = found.oid) END::text AS asked,
    CASE kind WHEN 'table' THEN (SELECT jsonb_agg(name) FROM indexes WHERE indexes.oid = found.oid) END::text AS indexes,
    current_setting('TimeZone') AS zone
  FROM found`;

const KINDS: Readonly<Record<string, ConstraintFacts['kind']>> = {
  c: 'check',
  f: 'foreign key',
  u: 'unique',
  p: 'primary key',
  x: 'exclude',
  n: 'not null',
};
const UTC = /^(?:utc|etc\/utc|gmt)$/i;

/** The parameter of `SCHEMA_FACTS` for names as `SchemaFacts` spells them. */
export function askedNames(names: readonly string[]): string {
  return JSON.stringify(names.map(quoted));
}

function quoted(name: string): string {
  return name.split('.').map(quoteIdentifier).join('.');
}

/** Makes facts of what `SCHEMA_FACTS` answered to `names`. */
export function schemaFacts(names: readonly string[], rows: readonly Row[]): SchemaFacts {
  if (rows.length === 0) return NO_FACTS;
  const spelt = new Map(names.map((name) => [quoted(name), name]));
  const tables = new Map<string, TableFacts>();
  const indexes = new Map<string, string>();
  const types = new Map<string, TypeFacts>();
  const asked = (json: string | null | undefined): readonly string[] =>
    list(JSON.parse(json ?? 'null')).map((name) => spelt.get(name) ?? name);
  for (const row of rows) {
    const facts: unknown = JSON.parse(row.facts ?? '{}');
    const keys = [row.name ?? '', ...asked(row.asked)].map(relationKey);
    if (row.kind === 'table') {
      for (const key of keys) tables.set(key, tableFacts(facts));
      for (const index of asked(row.indexes)) indexes.set(relationKey(index), row.name ?? '');
    } else {
      for (const key of keys) types.set(key, typeFacts(facts));
    }
  }
  return {
    isNew: () => false,
    table: (name) => tables.get(relationKey(name)),
    tableOfIndex: (index) => indexes.get(relationKey(index)),
    type: (name) => types.get(relationKey(name)),
    isTimeZoneUtc: UTC.test(rows[0]?.zone ?? ''),
  };
}

function tableFacts(facts: unknown): TableFacts {
  const { columns, constraints, referencedBy, referencedColumns, partitions, views } = record(facts);
  const keys = Object.entries(record(referencedColumns));
  return {
    columns: new Map(Object.entries(record(columns)).map(([name, type]) => [name, { type: String(type) }])),
    constraints: Array.isArray(constraints) ? constraints.map((one) => constraintFacts(record(one))) : [],
    referencedBy: list(referencedBy),
    referencedColumns: new Map(keys.map(([column, tables]) => [column, list(tables)])),
    views: list(views),
    isComplete: true,
    ...(partitions == null ? {} : { partitions: list(partitions) }),
  };
}

function constraintFacts(facts: Readonly<Record<string, unknown>>): ConstraintFacts {
  const columns = list(facts.columns);
  const [column = ''] = columns;
  const isNotNull = `CHECK ((${quoteIdentifier(column)} IS NOT NULL))`;
  return {
    name: String(facts.name),
    kind: KINDS[String(facts.kind)] ?? 'check',
    columns,
    isValid: facts.isValid === true,
    ...(facts.references == null ? {} : { references: String(facts.references) }),
    ...(columns.length === 1 && facts.definition === isNotNull ? { provesNotNull: true } : {}),
  };
}

function typeFacts(facts: unknown): TypeFacts {
  const { isConstrainedDomain, baseType, users } = record(facts);
  return {
    isConstrainedDomain: isConstrainedDomain === true,
    users: list(users),
    ...(baseType == null ? {} : { baseType: String(baseType) }),
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function list(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
