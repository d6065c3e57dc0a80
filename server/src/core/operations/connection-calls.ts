import type { PythonSource } from '../python/parse-python.ts';
import type { CallExpression, Expression } from '../python/syntax.ts';
import { walkSyntax } from '../python/syntax-walk.ts';
import type { Span } from '../text/span.ts';

/** The calls of `config.set_main_option("sqlalchemy.url", …)` in env.py; nothing else decides what it connects to. */
export interface ConnectionCalls {
  readonly setters: readonly CallExpression[];
}

const ENGINE_FROM_CONFIG = /^(?:async_)?engine_from_config$/;
const OTHER_ENGINE = /^(?:create_(?:async_)?engine|set_section_option|create_engine_from_url)$/;
/** `config` handed to somebody, or what it is made of changed. */
const HANDED_ON = /[(,=]\s*(?:context\.)?config\s*[,)]|\bfile_config\b|\bconfig\.attributes\b/;
const SCHEME = /^(\w+)(?:\+\w+)?:/;
const POSTGRESQL_LIKE = /^(?:postgres|postgresql|cockroachdb|redshift|opengauss|yugabytedb)$/;

/** Undefined where something else than setters at the level of the module may decide. */
export function connectionCalls({ body, error, text }: PythonSource): ConnectionCalls | undefined {
  if (error !== undefined || HANDED_ON.test(text)) return undefined;
  const setters: CallExpression[] = [];
  let isOpen = false;
  let makesEngine = false;
  walkSyntax(body, (part) => {
    if (part.kind !== 'call') return true;
    const name = calledName(part);
    if (OTHER_ENGINE.test(name)) isOpen = true;
    if (ENGINE_FROM_CONFIG.test(name)) {
      makesEngine = true;
      isOpen ||= part.arguments.some(
        (given) => given.kind === 'double-star' || (given.kind === 'keyword' && given.name === 'url'),
      );
    }
    if (name === 'set_main_option') {
      const option = optionOf(part);
      if (option === undefined) isOpen = true;
      if (option === 'sqlalchemy.url') setters.push(part);
    }
    return true;
  });
  const atTop = new Set<unknown>();
  walkSyntax(body, (part) => {
    atTop.add(part);
    return part.kind !== 'function' && part.kind !== 'class' && part.kind !== 'lambda';
  });
  return isOpen || !makesEngine || setters.some((call) => !atTop.has(call)) ? undefined : { setters };
}

function calledName({ callee }: CallExpression): string {
  return callee.kind === 'attribute' || callee.kind === 'name' ? callee.name : '';
}

/** The option that a setter names. */
function optionOf({ arguments: given }: CallExpression): string | undefined {
  const [name, value] = given;
  const isPlain = given.length === 2 && name?.kind === 'positional' && value?.kind === 'positional';
  return isPlain && name.value.kind === 'string' ? name.value.value : undefined;
}

/** A call of a setter, with the value where that is a known text. */
export interface OptionSet {
  readonly span: Span;
  readonly value: string | undefined;
}

/**
 * Whether a run that made the calls `made`, in order, connects to another database than PostgreSQL. `skipped`: places of
 * which nobody can say whether they ran.
 */
export function isElsewhere(
  { setters }: ConnectionCalls,
  made: readonly OptionSet[],
  skipped: readonly Span[],
): boolean {
  const isDoubtful = setters.some((call) =>
    skipped.some((place) => place.start <= call.start && call.end <= place.end),
  );
  if (isDoubtful) return false;
  const callOf = ({ span }: OptionSet) =>
    setters.find((call) => call.start === span.start && call.end === span.end);
  const last = made.findLast((each) => callOf(each) !== undefined);
  const given = last === undefined ? undefined : callOf(last)?.arguments[1]?.value;
  const text = last?.value ?? (given === undefined ? '' : textBefore(given));
  const [, database] = SCHEME.exec(text) ?? [];
  return database !== undefined && !POSTGRESQL_LIKE.test(database);
}

/** What a text certainly begins with. */
function textBefore(expression: Expression): string {
  switch (expression.kind) {
    case 'string':
      return expression.value;
    case 'binary':
      return expression.operator === '+' ? textBefore(expression.left) : '';
    case 'format-string': {
      const [first] = expression.parts;
      return first?.kind === 'text' ? first.value : '';
    }
    default:
      return '';
  }
}
