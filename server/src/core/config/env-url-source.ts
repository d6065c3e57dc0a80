import type { Block, CallExpression, Expression } from '../python/syntax.ts';
import { walkSyntax } from '../python/syntax-walk.ts';
import type { EnvCall } from './env-run.ts';
import { EnvScope, keyword, positional } from './env-scope.ts';
import type { EnvUrlSource } from './env-script.ts';
import { bindBlock, type EnvValues, type Located } from './env-values.ts';

const ENGINE = /(?:^|\.)create_(?:async_)?engine$/;
const ENGINE_FROM_CONFIG = /(?:^|\.)(?:async_)?engine_from_config$/;
const READS_CONFIG = /(?:^|\.)(?:get_main_option|get_section_option|get_alembic_option)$/;

/** Where an online run takes its URL from: the last `set_main_option`, what an engine is made of, or the ini file. */
export function urlSourceOf(calls: readonly EnvCall[], values: EnvValues): EnvUrlSource {
  const set = calls.findLast((each) => each.name.endsWith('.set_main_option') && setsUrl(each, values));
  const engine = calls.find(({ name }) => ENGINE.test(name));
  const engineUrl =
    engine === undefined ? undefined : (positional(engine.call, 0) ?? keyword(engine.call, 'url'));
  if (engine !== undefined && engineUrl !== undefined) {
    const source = classify({ expression: engineUrl, scope: engine.scope }, values, 0);
    if (source.kind !== 'config' || set === undefined) return source;
  }
  const value = set === undefined ? undefined : positional(set.call, 1);
  if (set !== undefined && value !== undefined)
    return classify({ expression: value, scope: set.scope }, values, 0);
  const fromConfig = calls.some(({ name }) => ENGINE_FROM_CONFIG.test(name));
  return fromConfig ? { kind: 'config' } : { kind: 'unknown' };
}

function setsUrl({ call, scope }: EnvCall, values: EnvValues): boolean {
  const name = positional(call, 0);
  if (name === undefined) return false;
  const evaluated = values.evaluate({ expression: name, scope });
  return evaluated.kind === 'known' && evaluated.value === 'sqlalchemy.url';
}

function classify(located: Located, values: EnvValues, depth: number): EnvUrlSource {
  const { start, end } = located.expression;
  const literal = values.evaluate(located);
  if (literal.kind === 'known' && typeof literal.value === 'string') {
    return { kind: 'literal', url: literal.value, span: { start, end } };
  }
  const { variables, defaults, config, returned } = searched(located, values);
  if (variables.length > 0)
    return { kind: 'environment', variables, defaultUrl: defaults[0], span: { start, end } };
  if (config) return { kind: 'config' };
  const [first] = returned;
  if (first !== undefined && depth < 5) return classify(first, values, depth + 1);
  const expression = located.scope.text.slice(start, end).replace(/\s+/g, ' ');
  return { kind: 'application', expression, span: { start, end } };
}

interface Search {
  readonly variables: string[];
  readonly defaults: string[];
  config: boolean;
  /** What functions of env.py return that are called in the expression. */
  readonly returned: Located[];
}

/** Looks into an expression, also behind the names in it, for look-ups of environment variables. */
function searched(located: Located, values: EnvValues): Search {
  const search: Search = { variables: [], defaults: [], config: false, returned: [] };
  const followed = values.follow(located);
  const { expression, scope } = followed === undefined || 'binding' in followed ? located : followed;
  walkSyntax([expression], (part) => {
    if (part.kind === 'subscript') environmentLookup(part.value, part.index, scope, values, search);
    if (part.kind === 'name' && part !== expression) {
      const inner = scope.get(part.name);
      if (inner?.kind === 'value')
        addAll(search, searched({ expression: inner.expression, scope: inner.scope }, values));
    }
    if (part.kind === 'call') callLookup(part, scope, values, search);
    return part.kind !== 'lambda';
  });
  return search;
}

function addAll(search: Search, more: Search): void {
  search.variables.push(...more.variables);
  search.defaults.push(...more.defaults);
  search.returned.push(...more.returned);
  search.config ||= more.config;
}

function callLookup(call: CallExpression, scope: EnvScope, values: EnvValues, search: Search): void {
  const name = scope.dotted(call.callee) ?? '';
  if (READS_CONFIG.test(name)) search.config = true;
  if (name === 'os.getenv' || name === 'os.environ.get') {
    environmentVariable(positional(call, 0), scope, values, search);
    const fallback = positional(call, 1) ?? keyword(call, 'default');
    const text = fallback === undefined ? undefined : values.evaluate({ expression: fallback, scope });
    if (text?.kind === 'known' && typeof text.value === 'string') search.defaults.push(text.value);
  }
  const binding = call.callee.kind === 'name' ? scope.get(call.callee.name) : undefined;
  if (binding?.kind !== 'function') return;
  const { body } = binding.statement;
  const inner = new EnvScope(binding.scope.path, binding.scope.text, binding.scope);
  bindBlock(inner, body, true);
  for (const expression of returnsOf(body)) search.returned.push({ expression, scope: inner });
}

function environmentLookup(
  object: Expression,
  index: Expression,
  scope: EnvScope,
  values: EnvValues,
  search: Search,
): void {
  if (scope.dotted(object) === 'os.environ') environmentVariable(index, scope, values, search);
}

function environmentVariable(
  name: Expression | undefined,
  scope: EnvScope,
  values: EnvValues,
  search: Search,
): void {
  const evaluated = name === undefined ? undefined : values.evaluate({ expression: name, scope });
  if (evaluated?.kind !== 'known' || typeof evaluated.value !== 'string') return;
  if (!search.variables.includes(evaluated.value)) search.variables.push(evaluated.value);
}

function returnsOf(body: Block): Expression[] {
  const found: Expression[] = [];
  walkSyntax(body, (part) => {
    if (part.kind === 'return' && part.value !== undefined) found.push(part.value);
    return part.kind !== 'function' && part.kind !== 'class' && part.kind !== 'lambda';
  });
  return found;
}
