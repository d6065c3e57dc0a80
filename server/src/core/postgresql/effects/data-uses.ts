import type { FormUse } from './form-use.ts';
import { namedSources } from './named-sources.ts';
import type { SchemaFacts } from './schema-facts.ts';
import { contains, SqlReader } from './sql-reader.ts';
import type { SqlToken } from './sql-tokens.ts';

/** Words that stand before a parenthesis and are no function. */
const NOT_A_FUNCTION: ReadonlySet<string> = new Set(
  `in exists any all some values as and or not on using over filter within select from where when then else case
  group order by union except intersect limit offset partition having distinct with set returning into lateral
  varchar char numeric decimal timestamp timestamptz time bit interval cast extract array row conflict do materialized
  is between like ilike similar to key table update insert delete join only recursive cross inner left right full
  outer`.split(/\s+/),
);

/** Functions of PostgreSQL that lock nothing beyond what the query itself locks. */
const HARMLESS: ReadonlySet<string> = new Set(
  `now clock_timestamp statement_timestamp transaction_timestamp current_setting set_config count sum min max avg
  array_agg string_agg json_agg jsonb_agg json_object_agg jsonb_object_agg bool_and bool_or every coalesce nullif
  greatest least lower upper initcap trim btrim ltrim rtrim length char_length concat concat_ws substr substring left
  right replace regexp_replace regexp_matches regexp_match regexp_split_to_array regexp_split_to_table repeat lpad
  rpad md5 sha256 encode decode abs round ceil ceiling floor trunc power sqrt mod random gen_random_uuid
  uuid_generate_v4 uuid_generate_v1 uuidv7 uuidv4 to_char to_date to_timestamp to_number to_json to_jsonb
  json_build_object jsonb_build_object json_build_array jsonb_build_array jsonb_set jsonb_insert jsonb_strip_nulls
  jsonb_each jsonb_each_text json_each json_each_text jsonb_array_elements jsonb_array_elements_text
  json_array_elements json_array_elements_text jsonb_typeof json_typeof jsonb_array_length json_array_length
  jsonb_object_keys jsonb_extract_path jsonb_extract_path_text row_to_json array_append array_remove array_cat
  array_length array_position array_to_string array_to_json string_to_array unnest cardinality generate_series
  date_trunc date_part age make_date make_interval row_number rank dense_rank lag lead first_value last_value ntile
  split_part position strpos starts_with format quote_ident quote_literal ascii chr version current_database
  current_schema pg_advisory_lock pg_advisory_xact_lock pg_try_advisory_lock pg_advisory_unlock
  pg_try_advisory_xact_lock to_regclass pg_get_serial_sequence has_table_privilege pg_sleep txid_current setseed
  to_tsvector plainto_tsquery setweight`.split(/\s+/),
);

/**
 * `SELECT`, `INSERT`, `UPDATE`, `DELETE`, `MERGE`, `VALUES`, also behind WITH; undefined where it is another statement, or
 * calls a function that may do anything.
 */
export function dataUses(tokens: readonly SqlToken[], facts: SchemaFacts): readonly FormUse[] | undefined {
  const reader = new SqlReader(tokens);
  const isQuery = ['select', 'insert', 'update', 'delete', 'merge', 'with', 'values', 'table', '('].some(
    (word) => reader.sees(word),
  );
  if (!isQuery) return undefined;
  const changes = changedTables(tokens);
  const sequences = sequenceUses(tokens);
  if (sequences === undefined) return undefined;
  const changed = new Set(changes.flatMap(({ on }) => on.table ?? []));
  const source = namedSources(tokens).filter((name) => !changed.has(name) && !facts.isNew(name));
  const locksRows =
    changes.length === 0 && ['update', 'share', 'no', 'key'].some((word) => contains(tokens, 'for', word));
  const reading: FormUse[] =
    source.length === 0 ? [] : [{ form: locksRows ? 'select-for-update' : 'read', on: { source } }];
  return [...changes, ...sequences, ...reading];
}

/** Every table that the statement, or a part of its WITH, writes to. */
function changedTables(tokens: readonly SqlToken[]): readonly FormUse[] {
  const uses: FormUse[] = [];
  tokens.forEach((token, index) => {
    if (token.kind !== 'word') return;
    const before = tokens[index - 1];
    // Behind ON CONFLICT DO UPDATE, FOR UPDATE and THEN UPDATE no table follows.
    const isStart = before === undefined || before.value === '(' || before.value === ')';
    if (!isStart) return;
    const reader = new SqlReader(tokens.slice(index, index + 12));
    const form = writingForm(reader);
    if (form === undefined) return;
    reader.take('only');
    uses.push({ form, on: { table: [reader.name()] }, note: ROWS[form] });
  });
  return uses;
}

const ROWS = {
  insert: 'The new rows are seen by others at the end of the transaction.',
  update: 'The rows that it changes stay locked to the end of the transaction.',
  merge: 'The rows that it changes stay locked to the end of the transaction.',
} as const;

function writingForm(reader: SqlReader): keyof typeof ROWS | undefined {
  if (reader.take('insert', 'into')) return 'insert';
  if (reader.take('delete', 'from')) return 'update';
  if (reader.take('merge', 'into')) return 'merge';
  return reader.take('update') ? 'update' : undefined;
}

/** Undefined where a function is called that is not known. */
function sequenceUses(tokens: readonly SqlToken[]): readonly FormUse[] | undefined {
  const uses: FormUse[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'word' || tokens[index + 1]?.value !== '(') continue;
    const before = tokens[index - 1];
    if (NOT_A_FUNCTION.has(token.value) || (before?.kind === 'word' && BEFORE_NAME.has(before.value)))
      continue;
    if (token.value === 'nextval' || token.value === 'setval' || token.value === 'currval') {
      const name = tokens[index + 2];
      const sequence = [name?.kind === 'string' ? name.value.replaceAll('"', '') : undefined];
      uses.push({ form: 'set-sequence-value', on: { sequence } });
    } else if (!HARMLESS.has(token.value) && !isColumnList(tokens, index)) {
      return undefined;
    }
  }
  return uses;
}

/** `INTO table (`, `WITH name (`: names that a list of columns follows. */
const BEFORE_NAME: ReadonlySet<string> = new Set(['into', 'with', 'as', 'recursive', 'collate']);

function isColumnList(tokens: readonly SqlToken[], index: number): boolean {
  const dotted = tokens[index - 1]?.value === '.';
  return dotted && tokens[index - 3]?.value === 'into';
}
