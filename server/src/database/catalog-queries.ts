/** One kind of catalog fact. `position` is a column's place among the columns that are left, null for other facts. */
export interface CatalogQuery {
  readonly kind: string;
  /** Answers rows of `fact text, position int`. */
  readonly sql: string;
}

/** Schemas of the user: everything but PostgreSQL's own. */
export function isUserSchema(column: string): string {
  return `${column} NOT IN (SELECT oid FROM pg_namespace WHERE nspname = 'information_schema' OR starts_with(nspname, 'pg_'))`;
}

/** Objects that an extension brought are the extension's, not the schema's. */
export function isOwn(catalog: string, column: string): string {
  return `NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = '${catalog}'::regclass
    AND d.objid = ${column} AND d.deptype = 'e')`;
}

const NO_POSITION = 'NULL::int AS position';

export const CATALOG_QUERIES: readonly CatalogQuery[] = [
  {
    kind: 'schema',
    sql: `SELECT 'schema ' || nspname AS fact, ${NO_POSITION} FROM pg_namespace n
      WHERE ${isUserSchema('n.oid')}`,
  },
  {
    kind: 'extension',
    sql: `SELECT 'extension ' || extname AS fact, ${NO_POSITION} FROM pg_extension WHERE extname <> 'plpgsql'`,
  },
  {
    kind: 'enum',
    sql: `SELECT format('enum %I.%I (%s)', n.nspname, t.typname,
        (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid)) AS fact,
        ${NO_POSITION}
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
      WHERE t.typtype = 'e' AND ${isUserSchema('n.oid')} AND ${isOwn('pg_type', 't.oid')}`,
  },
  {
    kind: 'domain',
    sql: `SELECT format('domain %I.%I %s%s%s%s', n.nspname, t.typname, format_type(t.typbasetype, t.typtypmod),
        CASE WHEN t.typnotnull THEN ' NOT NULL' END, ' DEFAULT ' || t.typdefault,
        (SELECT string_agg(format(' CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)), '' ORDER BY conname)
          FROM pg_constraint WHERE contypid = t.oid AND contype <> 'n')) AS fact, ${NO_POSITION}
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
      WHERE t.typtype = 'd' AND ${isUserSchema('n.oid')} AND ${isOwn('pg_type', 't.oid')}`,
  },
  {
    kind: 'composite type',
    sql: `SELECT format('type %I.%I (%s)', n.nspname, c.relname,
        (SELECT string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' ORDER BY attnum)
          FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped)) AS fact, ${NO_POSITION}
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'c' AND ${isUserSchema('n.oid')} AND ${isOwn('pg_class', 'c.oid')}`,
  },
  {
    kind: 'sequence',
    sql: `SELECT format('sequence %I.%I %s START %s INCREMENT %s MIN %s MAX %s CACHE %s%s%s', n.nspname, c.relname,
        format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
        CASE WHEN s.seqcycle THEN ' CYCLE' END,
        (SELECT format(' OWNED BY %s.%I', d.refobjid::regclass, a.attname) FROM pg_depend d
          JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
          WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i'))) AS fact, ${NO_POSITION}
      FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE ${isUserSchema('n.oid')} AND ${isOwn('pg_class', 'c.oid')}`,
  },
  {
    kind: 'table',
    sql: `SELECT format('table %I.%I%s%s%s%s%s%s%s', n.nspname, c.relname,
        CASE c.relpersistence WHEN 'u' THEN ' UNLOGGED' WHEN 't' THEN ' TEMPORARY' END,
        ' PARTITION BY ' || pg_get_partkeydef(c.oid),
        (SELECT string_agg(format(' INHERITS %s', i.inhparent::regclass), '' ORDER BY i.inhseqno)
          FROM pg_inherits i WHERE i.inhrelid = c.oid),
        ' ' || pg_get_expr(c.relpartbound, c.oid),
        ' WITH (' || array_to_string(c.reloptions, ', ') || ')',
        CASE WHEN c.relrowsecurity THEN ' ROW SECURITY' END,
        CASE WHEN c.relreplident <> 'd' THEN ' REPLICA IDENTITY ' || c.relreplident::text END) AS fact, ${NO_POSITION}
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'f') AND ${isUserSchema('n.oid')} AND ${isOwn('pg_class', 'c.oid')}`,
  },
  {
    kind: 'column',
    sql: `SELECT format('column %I.%I.%I %s%s%s%s%s%s%s', n.nspname, c.relname, a.attname,
        format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE ' || a.attcollation::regcollation END,
        CASE WHEN a.attnotnull THEN ' NOT NULL' END,
        CASE a.attidentity WHEN 'a' THEN ' IDENTITY ALWAYS' WHEN 'd' THEN ' IDENTITY BY DEFAULT' END,
        CASE a.attgenerated WHEN 's' THEN ' STORED' WHEN 'v' THEN ' VIRTUAL' END,
        CASE WHEN a.attgenerated = '' THEN ' DEFAULT ' ELSE ' AS ' END || pg_get_expr(ad.adbin, ad.adrelid),
        CASE WHEN a.attislocal THEN '' ELSE ' INHERITED' END) AS fact,
        row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum)::int AS position
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
      WHERE c.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped
        AND ${isUserSchema('n.oid')} AND ${isOwn('pg_class', 'c.oid')}`,
  },
  {
    // A validated NOT NULL is told by its column; from PostgreSQL 18 on it is a constraint with a made-up name as well.
    kind: 'constraint',
    sql: `SELECT format('constraint %s.%I %s%s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid),
        CASE WHEN NOT k.convalidated THEN ' [not validated]' END) AS fact, ${NO_POSITION}
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
      WHERE NOT (k.contype = 'n' AND k.convalidated)
        AND ${isUserSchema('k.connamespace')} AND ${isOwn('pg_class', 'c.oid')}`,
  },
  {
    kind: 'index',
    sql: `SELECT format('index %s%s%s%s', pg_get_indexdef(i.indexrelid),
        CASE WHEN NOT (i.indisvalid AND i.indisready) THEN ' [invalid]' END,
        CASE WHEN i.indisclustered THEN ' [clustered]' END,
        CASE WHEN i.indisreplident THEN ' [replica identity]' END) AS fact, ${NO_POSITION}
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE ${isUserSchema('c.relnamespace')} AND ${isOwn('pg_class', 'i.indrelid')}`,
  },
  {
    kind: 'view',
    sql: `SELECT format('%s %I.%I %s', CASE c.relkind WHEN 'm' THEN 'materialized view' ELSE 'view' END,
        n.nspname, c.relname, pg_get_viewdef(c.oid)) AS fact, ${NO_POSITION}
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('v', 'm') AND ${isUserSchema('n.oid')} AND ${isOwn('pg_class', 'c.oid')}`,
  },
  {
    kind: 'function',
    sql: `SELECT 'function ' || pg_get_functiondef(p.oid) AS fact, ${NO_POSITION} FROM pg_proc p
      WHERE p.prokind IN ('f', 'p') AND ${isUserSchema('p.pronamespace')} AND ${isOwn('pg_proc', 'p.oid')}`,
  },
  {
    kind: 'trigger',
    sql: `SELECT format('trigger %s enabled %s', pg_get_triggerdef(g.oid), g.tgenabled) AS fact, ${NO_POSITION}
      FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
      WHERE NOT g.tgisinternal AND ${isUserSchema('c.relnamespace')}`,
  },
  {
    kind: 'policy',
    sql: `SELECT format('policy %s.%I %s %s USING (%s) CHECK (%s)', p.polrelid::regclass, p.polname, p.polcmd,
        CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
        pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) AS fact, ${NO_POSITION}
      FROM pg_policy p`,
  },
  {
    kind: 'statistics',
    sql: `SELECT 'statistics ' || pg_get_statisticsobjdef(s.oid) AS fact, ${NO_POSITION} FROM pg_statistic_ext s
      WHERE ${isUserSchema('s.stxnamespace')}`,
  },
  {
    kind: 'comment',
    sql: `SELECT format('comment on %s %s: %s', i.type, i.identity, d.description) AS fact, ${NO_POSITION}
      FROM pg_description d, LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i
      WHERE i.schema IS DISTINCT FROM 'pg_catalog' AND i.schema IS DISTINCT FROM 'information_schema'
        AND d.objoid >= 16384`,
  },
];
