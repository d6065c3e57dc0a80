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

/** Packages that check and convert data. */
const DATA_PACKAGES = /^pydantic(?:_core|_settings)?\./;

/**
 * Whether calling this may change the database. Code that is not read may use `op` by itself. A name that starts with a capital
 * makes an object; one that is made for the arguments of another call, or by a package, only uses what it is given.
 * `args`: undefined where the call is not made.
 */
export function mayUnknownCallHaveEffect(callee: PythonUnknown, args?: CallArguments): boolean {
  const last = callee.reason.name?.split('.').at(-1);
  if (last !== undefined && READING_METHODS.has(last)) return false;
  if (callee.touchesDatabase === true) return true;
  if (DATA_KINDS.has(callee.reason.kind) || DATA_PACKAGES.test(callee.reason.name ?? '')) return false;
  if (last === undefined || !/^_*[A-Z]/.test(last)) return true;
  if (callee.reason.kind !== 'third-party-code' && args?.isArgument !== true) return true;
  return args !== undefined && [...args.positional, ...args.keywords.values()].some(reachesDatabase);
}

const DATABASE_TYPES = /^(alembic|sqlalchemy\.(engine|orm))\./;

function reachesDatabase(value: PythonValue): boolean {
  switch (value.kind) {
    case 'native':
      return DATABASE_TYPES.test(value.typeName);
    case 'module':
      return value.name.startsWith('alembic');
    case 'function':
    case 'instance':
    case 'class':
      return true;
    default:
      return value.kind === 'unknown' && value.touchesDatabase === true;
  }
}

/** What a call of something unknown gives, as far as it can be said. */
export function unknownResult(callee: PythonUnknown, args: CallArguments): PythonValue {
  const { name } = callee.reason;
  if (name === undefined || name.endsWith('()')) return { ...callee, span: args.span };
  return { ...callee, reason: { ...callee.reason, name: `${name}()` }, span: args.span };
}
