import type { CallArguments, PythonUnknown, PythonValue } from '../values.ts';

/** Methods that only read or build text, rows or expressions, whatever they are called on. */
export const READING_METHODS: ReadonlySet<string> = new Set([
  'format',
  'join',
  'split',
  'rsplit',
  'splitlines',
  'strip',
  'lstrip',
  'rstrip',
  'replace',
  'lower',
  'upper',
  'title',
  'capitalize',
  'casefold',
  'startswith',
  'endswith',
  'removeprefix',
  'removesuffix',
  'encode',
  'decode',
  'zfill',
  'ljust',
  'rjust',
  'center',
  'partition',
  'rpartition',
  'find',
  'isdigit',
  'isalpha',
  'isalnum',
  'isoformat',
  'strftime',
  'date',
  'timestamp',
  'items',
  'keys',
  'values',
  'get',
  'copy',
  'append',
  'extend',
  'index',
  'count',
  'sort',
  'reverse',
  'fetchall',
  'fetchone',
  'fetchmany',
  'scalar',
  'scalars',
  'scalar_one',
  'scalar_one_or_none',
  'first',
  'all',
  'one',
  'one_or_none',
  'mappings',
  'tuples',
  '_asdict',
  '_mapping',
  'hex',
  'bindparams',
  'columns',
  'where',
  'select_from',
  'order_by',
  'group_by',
  'limit',
  'label',
  'in_',
  'notin_',
  'is_',
  'isnot',
  'is_not',
  'like',
  'ilike',
  'returning',
  'get_columns',
  'get_indexes',
  'get_foreign_keys',
  'get_pk_constraint',
  'get_unique_constraints',
  'get_table_names',
  'get_check_constraints',
  'get_enums',
  'has_table',
  'has_column',
  'has_index',
  'get_view_names',
  'get_schema_names',
]);

/** Kinds of unknown values that stand for data: calling them or their methods reads, it does not write. */
const DATA_KINDS: ReadonlySet<PythonUnknown['reason']['kind']> = new Set([
  'query-result',
  'reflection',
  'environment',
  'nondeterministic',
  'undefined-name',
  'limit',
  'unsupported-operation',
]);

/**
 * Whether calling this may change the database. Code that is not read may use `op` or a connection; a name that starts
 * with a capital makes an object (a column type, a settings object), which by itself changes nothing.
 */
export function mayUnknownCallHaveEffect(callee: PythonUnknown): boolean {
  const last = callee.reason.name?.split('.').at(-1);
  if (last !== undefined && READING_METHODS.has(last)) return false;
  if (callee.touchesDatabase === true) return true;
  if (DATA_KINDS.has(callee.reason.kind)) return false;
  if (last === undefined) return true;
  return !/^_*[A-Z]/.test(last);
}

/** What a call of something unknown gives, as far as it can be said. */
export function unknownResult(callee: PythonUnknown, args: CallArguments): PythonValue {
  const { name } = callee.reason;
  if (name === undefined || name.endsWith('()')) return { ...callee, span: args.span };
  return { ...callee, reason: { ...callee.reason, name: `${name}()` }, span: args.span };
}
