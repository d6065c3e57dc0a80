import type { EnvAttributeAssignment } from './env-run.ts';
import { keyword } from './env-scope.ts';
import type { EnvFact } from './env-script.ts';
import { classAttribute, type EnvValues, type Located } from './env-values.ts';

type Convention = Readonly<Record<string, string>> | null;

/**
 * The naming convention behind `target_metadata`: `MetaData(naming_convention={…})`, a declarative base with such a
 * metadata, or none. A list of several metadatas gives none, as for Alembic.
 */
export function namingConventionOf(
  metadata: Located | undefined,
  assignments: readonly EnvAttributeAssignment[],
  values: EnvValues,
): EnvFact<Convention> {
  const assigned = assignments.findLast(({ target }) => target.name === 'naming_convention');
  if (assigned !== undefined)
    return conventionOf({ expression: assigned.value, scope: assigned.scope }, values);
  if (metadata === undefined) return { kind: 'known', value: null };
  const { start, end } = metadata.expression;
  const unknown = (reason: string): EnvFact<Convention> => ({
    kind: 'unknown',
    reason,
    span: { start, end },
  });
  const source = metadata.scope.text.slice(start, end);
  const found = metadataConvention(metadata, values, 0);
  if (found === undefined) return unknown(`target_metadata (${source}) cannot be followed to its MetaData`);
  if (found === 'none') return { kind: 'known', value: null };
  const fact = conventionOf(found, values);
  return fact.kind === 'known' ? fact : unknown(`the naming convention of ${source} is computed`);
}

function conventionOf(located: Located, values: EnvValues): EnvFact<Convention> {
  const evaluated = values.evaluate(located);
  if (evaluated.kind === 'unknown') return evaluated;
  const { value } = evaluated;
  if (value === null) return { kind: 'known', value: null };
  const convention: Record<string, string> = {};
  const { start, end } = located.expression;
  const refuse = {
    kind: 'unknown',
    reason: 'the naming convention is no dict of strings',
    span: { start, end },
  } as const;
  if (typeof value !== 'object' || !('dict' in value)) return refuse;
  for (const [key, pattern] of value.dict) {
    if (typeof pattern !== 'string') return refuse;
    convention[key] = pattern;
  }
  return { kind: 'known', value: convention };
}

/** The expression of the convention, `none` where the metadata has none, undefined where it cannot be followed. */
function metadataConvention(
  located: Located,
  values: EnvValues,
  depth: number,
): Located | 'none' | undefined {
  if (depth > 10) return undefined;
  const followed = values.follow(located);
  if (followed === undefined || 'binding' in followed) return undefined;
  const { expression, scope } = followed;
  if (expression.kind === 'none') return 'none';
  if (expression.kind === 'list' || expression.kind === 'tuple') return 'none';
  if (expression.kind === 'call') {
    const name = scope.dotted(expression.callee) ?? '';
    if (!/(?:^|\.)MetaData$/.test(name)) return undefined;
    if (expression.arguments.some((argument) => argument.kind === 'double-star')) return undefined;
    const convention = keyword(expression, 'naming_convention');
    return convention === undefined ? 'none' : { expression: convention, scope };
  }
  if (expression.kind !== 'attribute' || expression.name !== 'metadata') return undefined;
  return baseConvention({ expression: expression.value, scope }, values, depth + 1);
}

/** Of a declarative base: `class Base(DeclarativeBase)` or `declarative_base(…)`. */
function baseConvention(located: Located, values: EnvValues, depth: number): Located | 'none' | undefined {
  const followed = values.follow(located);
  if (followed === undefined) return undefined;
  if ('binding' in followed) {
    const { statement, scope } = followed.binding;
    const metadata = classAttribute(statement, 'metadata');
    if (metadata !== undefined) return metadataConvention({ expression: metadata, scope }, values, depth + 1);
    const [base] = statement.arguments;
    if (base === undefined || base.kind !== 'positional') return undefined;
    const name = scope.dotted(base.value) ?? '';
    if (/^sqlalchemy\.(?:orm|ext\.asyncio)\.(?:DeclarativeBase|DeclarativeBaseNoMeta)$/.test(name))
      return 'none';
    return baseConvention({ expression: base.value, scope }, values, depth + 1);
  }
  const { expression, scope } = followed;
  if (expression.kind !== 'call' || !/(?:^|\.)declarative_base$/.test(scope.dotted(expression.callee) ?? ''))
    return undefined;
  const metadata = keyword(expression, 'metadata');
  if (metadata === undefined)
    return expression.arguments.some(({ kind }) => kind !== 'keyword') ? undefined : 'none';
  return metadataConvention({ expression: metadata, scope }, values, depth + 1);
}
