import type { SqlToken } from './sql-tokens.ts';

/** Functions of PostgreSQL that answer the same for a whole statement: their default is worked out once. */
const STABLE: ReadonlySet<string> = new Set(
  `now current_timestamp current_date current_time localtime localtimestamp transaction_timestamp
  statement_timestamp current_user session_user current_role current_schema current_catalog current_database
  current_setting to_timestamp to_date to_char date_trunc date_part extract age make_date make_interval
  make_timestamp make_timestamptz timezone coalesce nullif greatest least lower upper initcap trim btrim ltrim rtrim
  length char_length concat concat_ws substr substring left right replace repeat lpad rpad md5 abs round ceil ceiling
  floor trunc power sqrt mod array_append array_cat string_to_array to_json to_jsonb json_build_object
  jsonb_build_object json_build_array jsonb_build_array jsonb_build json_object jsonb_object row array cast
  numeric decimal varchar char character bit interval timestamp timestamptz time timetz int4 int8 text`.split(
    /\s+/,
  ),
);

const VOLATILE: ReadonlySet<string> = new Set(
  `clock_timestamp timeofday random random_normal setseed nextval currval lastval setval gen_random_uuid
  uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 uuidv4 uuidv7 gen_random_bytes pg_sleep txid_current
  pg_current_xact_id`.split(/\s+/),
);

export type Volatility = 'constant' | 'volatile' | 'sequence' | 'unknown';

/**
 * Whether a default is worked out once for the table or for each of its rows. A function that is not PostgreSQL's own
 * is not known. Source: measured; `provolatile` in pg_proc.
 */
export function defaultVolatility(expression: readonly SqlToken[]): Volatility {
  let isKnown = true;
  for (const [index, token] of expression.entries()) {
    const next = expression[index + 1];
    if (token.kind !== 'word' && token.kind !== 'quoted') continue;
    if (next?.value !== '(' || next.kind !== 'symbol') continue;
    if (token.value === 'nextval') return 'sequence';
    if (VOLATILE.has(token.value)) return 'volatile';
    if (!STABLE.has(token.value)) isKnown = false;
  }
  return isKnown ? 'constant' : 'unknown';
}

/** The sequences that `nextval('…')` of an expression names. */
export function namedSequences(expression: readonly SqlToken[]): readonly string[] {
  return expression.flatMap((token, index) => {
    const name = expression[index + 2];
    const isCall = token.value === 'nextval' && token.kind === 'word' && expression[index + 1]?.value === '(';
    return isCall && name?.kind === 'string' ? [name.value.replaceAll('"', '')] : [];
  });
}
