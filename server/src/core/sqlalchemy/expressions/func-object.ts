import { type CallArguments, type PythonNative, PythonRaise, type PythonValue } from '../../python/values.ts';
import { givenArgument } from '../argument-readers.ts';
import { type NativeFunction, nativeFunction } from '../native-class.ts';
import {
  DATE,
  DATETIME,
  INTEGER,
  NULL_TYPE,
  NUMERIC,
  type SqlType,
  STRING,
  TIME,
} from '../types/sql-type.ts';
import { toSqlType } from '../types/type-object.ts';
import { toExpression } from './coercion.ts';
import type { Expression, FunctionExpression } from './expression.ts';
import { ExpressionObject } from './expression-object.ts';

/** Types that functions have of their own. Source: the `GenericFunction` classes in `sqlalchemy.sql.functions`. */
const FUNCTION_TYPES: ReadonlyMap<string, SqlType> = new Map<string, SqlType>([
  ['char_length', INTEGER],
  ['concat', STRING],
  ['count', INTEGER],
  ['cume_dist', NUMERIC],
  ['current_date', DATE],
  ['current_time', TIME],
  ['current_timestamp', DATETIME],
  ['current_user', STRING],
  ['dense_rank', INTEGER],
  ['localtime', DATETIME],
  ['localtimestamp', DATETIME],
  ['now', DATETIME],
  ['percent_rank', NUMERIC],
  ['random', NULL_TYPE],
  ['rank', INTEGER],
  ['session_user', STRING],
  ['sysdate', DATETIME],
  ['user', STRING],
  ['cube', NULL_TYPE],
  ['rollup', NULL_TYPE],
  ['grouping_sets', NULL_TYPE],
  ['mode', NULL_TYPE],
  ['percentile_cont', NULL_TYPE],
  ['percentile_disc', NULL_TYPE],
]);
/** Functions of the type of their first argument that has one. */
const TYPE_OF_ARGUMENT: ReadonlySet<string> = new Set(['coalesce', 'max', 'min', 'sum', 'pow']);

/** `sa.func`, or a package under it: `func.public`. Calling it makes the call of a SQL function. */
export class FunctionPath implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'sqlalchemy.sql.functions._FunctionGenerator';
  readonly pure = true;
  readonly #path: readonly string[];

  constructor(path: readonly string[] = []) {
    this.#path = path;
  }

  getAttribute(name: string): PythonValue | undefined {
    if (name.startsWith('__')) return undefined;
    return new FunctionPath([...this.#path, name.endsWith('_') ? name.slice(0, -1) : name]);
  }

  call(args: CallArguments): PythonValue {
    return functionCall(this.#path).call(args);
  }
}

function functionCall(path: readonly string[]): NativeFunction {
  return nativeFunction(`${path.at(-1) ?? ''}(*clauses, type_=None, **options)`, (bound) => {
    const unsupported = [...bound.extraKeywords.keys()][0];
    if (unsupported !== undefined) {
      throw new PythonRaise(
        'TypeError',
        `${path.join('.')}() got an unexpected keyword argument '${unsupported}'`,
        bound.span,
      );
    }
    const args = bound.extraPositional.map((argument) => toExpression(argument));
    const type = givenArgument(bound, 'type_');
    return new FunctionObject(
      makeFunction(path, args, type === undefined ? undefined : toSqlType(type.value, type.span)),
    );
  });
}

/** Full text functions whose first of several arguments is a configuration. Source: `sqlalchemy.dialects.postgresql.ext`. */
const TEXT_SEARCH_FUNCTIONS: ReadonlyMap<string, SqlType> = new Map<string, SqlType>([
  ['to_tsvector', { kind: 'plain', text: 'TSVECTOR' }],
  ['to_tsquery', { kind: 'plain', text: 'TSQUERY' }],
  ['plainto_tsquery', { kind: 'plain', text: 'TSQUERY' }],
  ['phraseto_tsquery', { kind: 'plain', text: 'TSQUERY' }],
  ['websearch_to_tsquery', { kind: 'plain', text: 'TSQUERY' }],
]);

function withConfiguration(args: readonly Expression[]): readonly Expression[] {
  const [first, ...rest] = args;
  if (first?.kind !== 'bind' || rest.length === 0) return args;
  return [{ ...first, type: { kind: 'plain', text: 'REGCONFIG' } }, ...rest];
}

export function makeFunction(
  path: readonly string[],
  args: readonly Expression[],
  type?: SqlType,
): FunctionExpression {
  const name = path.at(-1) ?? '';
  const generic = name.toLowerCase();
  if (path.length > 1) return { kind: 'function', path, args, type: type ?? NULL_TYPE };
  if (TYPE_OF_ARGUMENT.has(generic)) {
    const found = args.map((arg) => arg.type).find((candidate) => candidate.kind !== 'null') ?? NULL_TYPE;
    const typed = args.map((arg) =>
      arg.kind === 'bind' && arg.type.kind === 'null' ? { ...arg, type: found } : arg,
    );
    return { kind: 'function', path: [generic], args: typed, type: type ?? found };
  }
  const own = FUNCTION_TYPES.get(generic);
  if (own !== undefined) {
    const star: Expression = { kind: 'column', name: '*', table: null, isLiteral: true, type: NULL_TYPE };
    const counted = generic === 'count' && args.length === 0 ? [star] : args;
    return { kind: 'function', path: [generic], args: counted, type: type ?? own };
  }
  const search = TEXT_SEARCH_FUNCTIONS.get(generic);
  if (search !== undefined)
    return { kind: 'function', path: [generic], args: withConfiguration(args), type: search };
  return { kind: 'function', path: [name], args, type: type ?? NULL_TYPE };
}

/** The result of calling a SQL function. */
class FunctionObject extends ExpressionObject {
  readonly #function: FunctionExpression;

  constructor(expression: FunctionExpression) {
    super(expression, 'sqlalchemy.sql.functions.Function');
    this.#function = expression;
  }

  override attribute(name: string, span: { start: number; end: number }): PythonValue | undefined {
    if (name === 'over') {
      return nativeFunction(
        'over(*, partition_by=None, order_by=None, rows=None, range_=None, groups=None)',
        (bound) => {
          const list = (key: string): readonly Expression[] => {
            const argument = givenArgument(bound, key);
            if (argument === undefined) return [];
            const { value } = argument;
            const items = value.kind === 'list' || value.kind === 'tuple' ? value.items : [value];
            return items.map((item) => toExpression({ value: item, span: argument.span }));
          };
          return new ExpressionObject({
            kind: 'over',
            element: this.#function,
            partitionBy: list('partition_by'),
            orderBy: list('order_by'),
            type: this.#function.type,
          });
        },
      );
    }
    if (name === 'filter') {
      return nativeFunction('filter(*criterion)', (bound) => {
        const [first] = bound.extraPositional;
        if (first === undefined || bound.extraPositional.length > 1) return this;
        return new ExpressionObject({
          kind: 'filter',
          element: this.#function,
          criterion: toExpression(first),
          type: this.#function.type,
        });
      });
    }
    return super.attribute(name, span);
  }
}
