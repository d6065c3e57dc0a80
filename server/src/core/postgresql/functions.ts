import type { Expression, FunctionExpression } from '../sqlalchemy/expressions/expression.ts';
import { CompileError } from './compile-error.ts';

/** Functions that stand without parentheses where they have no arguments. Source: `FUNCTIONS` in `sqlalchemy.sql.compiler`. */
const KEYWORD_FUNCTIONS: Readonly<Record<string, string>> = {
  current_date: 'CURRENT_DATE',
  current_time: 'CURRENT_TIME',
  current_timestamp: 'CURRENT_TIMESTAMP',
  current_user: 'CURRENT_USER',
  localtime: 'LOCALTIME',
  localtimestamp: 'LOCALTIMESTAMP',
  session_user: 'SESSION_USER',
  sysdate: 'sysdate',
  user: 'USER',
};
/** Functions that are written under another name. */
const RENAMED: Readonly<Record<string, string>> = {
  pow: 'power',
  aggregate_strings: 'string_agg',
  cube: 'CUBE',
  rollup: 'ROLLUP',
  grouping_sets: 'GROUPING SETS',
};
const LEGAL_CHARACTERS = /^[a-z0-9_$]+$/i;

/** Source: `visit_function` of `SQLCompiler`. */
export function functionText(expression: FunctionExpression, write: (part: Expression) => string): string {
  const name = expression.path.at(-1) ?? '';
  const args = expression.args.map(write);
  if (expression.path.length > 1) {
    return `${expression.path.map(quoteIllegal).join('.')}(${args.join(', ')})`;
  }
  const keyword = Object.hasOwn(KEYWORD_FUNCTIONS, name) ? KEYWORD_FUNCTIONS[name] : undefined;
  if (keyword !== undefined) return args.length === 0 ? keyword : `${keyword}(${args.join(', ')})`;
  if (name === 'substring' && args.length > 1) return substring(args);
  const written = Object.hasOwn(RENAMED, name) ? RENAMED[name] : undefined;
  return `${written ?? quoteIllegal(name)}(${args.join(', ')})`;
}

/** Case and reserved words do not matter here, only characters that no name can have. */
function quoteIllegal(name: string): string {
  if (LEGAL_CHARACTERS.test(name)) return name;
  if (name === '') throw new CompileError('a function needs a name');
  return `"${name.replaceAll('"', '""')}"`;
}

function substring(args: readonly string[]): string {
  const [text, start, length] = args;
  return length === undefined
    ? `SUBSTRING(${text} FROM ${start})`
    : `SUBSTRING(${text} FROM ${start} FOR ${length})`;
}
