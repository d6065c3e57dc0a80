import { parsePython } from '../python/parse-python.ts';
import type { Span } from '../text/span.ts';
import { type EnvCall, type EnvRun, walkOnlineRun } from './env-run.ts';
import { EnvScope, keyword, type ModuleLookup, positional } from './env-scope.ts';
import { type EnvFact, type EnvScriptFacts, unknownEnvScript } from './env-script.ts';
import { urlSourceOf } from './env-url-source.ts';
import { EnvValues, type Evaluated, type Located } from './env-values.ts';
import { namingConventionOf } from './naming-convention.ts';

const CONFIGURE = 'alembic.context.configure';
const RUN_MIGRATIONS = 'alembic.context.run_migrations';
const EXECUTES = /(?:^|\.)(?:execute|exec_driver_sql|scalar|scalars)$/;
const ASYNC =
  /(?:^|\.)(?:async_engine_from_config|create_async_engine|AsyncEngine)$|^asyncio\.run$|\.run_sync$/;
const TEXT = /^sqlalchemy\.(?:.*\.)?(?:text|DDL)$/;

/**
 * Reads env.py without running it: what an online run passes to `context.configure`, the statements it runs before the
 * migrations, and where its URL comes from. A literal, a constant of the file or of an imported file of the project is
 * known; everything else is unknown with a reason, never a default.
 * Source: `EnvironmentContext.configure` in `alembic.runtime.environment`.
 */
export function readEnvScript(text: string, path: string, lookup: ModuleLookup): EnvScriptFacts {
  const scope = new EnvScope(path, text);
  const run = walkOnlineRun(parsePython(withoutAsync(text)).body, scope);
  const values = new EnvValues(lookup);
  const urlSource = urlSourceOf(run.calls, values);
  const isAsync = run.calls.some(({ name }) => ASYNC.test(name));
  const configures = run.calls.filter(({ name }) => name === CONFIGURE);
  if (configures.length === 0) {
    const reason = 'env.py has no call of context.configure that can be followed';
    return { ...unknownEnvScript(reason), urlSource, isAsync };
  }
  return {
    ...configureFacts(configures, run, values),
    statementsBefore: statementsBefore(run, values),
    urlSource,
    isAsync,
  };
}

/**
 * The text with `async with` and `async for` as their synchronous forms, every offset kept: the syntax tree knows what
 * can stand in a migration, and in env.py both run their bodies in the same order.
 */
function withoutAsync(text: string): string {
  return text.replace(/^([ \t]*)async([ \t]+)(with|for)\b/gm, '$1$3     $2');
}

type ConfigureFacts = Omit<EnvScriptFacts, 'statementsBefore' | 'urlSource' | 'isAsync'>;

function configureFacts(configures: readonly EnvCall[], run: EnvRun, values: EnvValues): ConfigureFacts {
  const repeated = configures.find(({ isRepeated }) => isRepeated);
  if (repeated !== undefined) {
    const reason = 'env.py runs the migrations in a loop, once for each tenant or database';
    const unknown = { kind: 'unknown', reason, span: spanOf(repeated) } as const;
    return {
      versionTable: unknown,
      versionTableSchema: unknown,
      transactionPerMigration: unknown,
      namingConvention: unknown,
    };
  }
  return {
    versionTable: agreed(configures, (call) =>
      option(call, 'version_table', values, 'alembic_version', isString),
    ),
    versionTableSchema: agreed(configures, (call) =>
      option(call, 'version_table_schema', values, null, isStringOrNull),
    ),
    transactionPerMigration: agreed(configures, (call) =>
      option(call, 'transaction_per_migration', values, undefined, isBoolean),
    ),
    namingConvention: agreed(configures, (each) => {
      const metadata = argument(each, 'target_metadata');
      if (metadata === undefined && spreads(each)) return spread(each);
      return namingConventionOf(metadata, run.attributeAssignments, values);
    }),
  };
}

/** What all calls say, if they say the same. A run for every tenant or database may differ in what cannot be read. */
function agreed<T>(configures: readonly EnvCall[], read: (call: EnvCall) => EnvFact<T>): EnvFact<T> {
  const facts = configures.map(read);
  const unknown = facts.find((fact) => fact.kind === 'unknown');
  if (unknown !== undefined) return unknown;
  const [first] = facts;
  const [call] = configures;
  if (first === undefined || call === undefined) throw new Error('a fact needs a call of context.configure');
  if (facts.every((fact) => JSON.stringify(fact) === JSON.stringify(first))) return first;
  return { kind: 'unknown', reason: 'env.py configures several runs that differ', span: spanOf(call) };
}

function option<T>(
  each: EnvCall,
  name: string,
  values: EnvValues,
  absent: T,
  accepts: (value: unknown) => value is T,
): EnvFact<T> {
  const located = argument(each, name);
  if (located === undefined) return spreads(each) ? spread(each) : { kind: 'known', value: absent };
  const evaluated: Evaluated = values.evaluate(located);
  if (evaluated.kind === 'unknown') return evaluated;
  if (accepts(evaluated.value)) return { kind: 'known', value: evaluated.value };
  const { start, end } = located.expression;
  return {
    kind: 'unknown',
    reason: `${name} has a value of another type than Alembic expects`,
    span: { start, end },
  };
}

function argument({ call, scope }: EnvCall, name: string): Located | undefined {
  const expression = keyword(call, name);
  return expression === undefined ? undefined : { expression, scope };
}

function spreads({ call }: EnvCall): boolean {
  return call.arguments.some(({ kind }) => kind === 'double-star');
}

function spread(each: EnvCall): { readonly kind: 'unknown'; readonly reason: string; readonly span: Span } {
  return {
    kind: 'unknown',
    reason: 'env.py passes on arguments with **, which may set it',
    span: spanOf(each),
  };
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isStringOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isBoolean(value: unknown): value is boolean | undefined {
  return typeof value === 'boolean';
}

/** In the order of the run; unknown as soon as one is computed, conditional or repeated. */
function statementsBefore({ calls }: EnvRun, values: EnvValues): EnvFact<readonly string[]> {
  const statements: string[] = [];
  for (const each of calls) {
    if (each.name === RUN_MIGRATIONS) break;
    if (!EXECUTES.test(each.name)) continue;
    const sql = statementText(each, values);
    if (sql !== undefined && !each.isConditional) statements.push(sql);
    else {
      const reason = 'env.py runs a statement before the migrations that is known only when it runs';
      return { kind: 'unknown', reason, span: spanOf(each) };
    }
  }
  return { kind: 'known', value: statements };
}

function statementText({ call, scope }: EnvCall, values: EnvValues): string | undefined {
  let expression = positional(call, 0);
  if (expression?.kind === 'call' && TEXT.test(scope.dotted(expression.callee) ?? '')) {
    expression = positional(expression, 0);
  }
  if (expression === undefined || call.arguments.length > 1) return undefined;
  const evaluated = values.evaluate({ expression, scope });
  return evaluated.kind === 'known' && typeof evaluated.value === 'string' ? evaluated.value : undefined;
}

function spanOf({ call }: EnvCall): Span {
  return { start: call.start, end: call.end };
}
