import type { EnvAttributeAssignment } from './env-run.ts';
import { type Binding, keyword } from './env-scope.ts';
import type { EnvFact } from './env-script.ts';
import { classAttribute, type EnvValues, type Located } from './env-values.ts';

type Convention = Readonly<Record<string, string>> | null;

const DEEPEST = 10;

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
  if (found === 'none') {
    // It may be set on the metadata afterwards, which is not followed.
    if (values.mentions('.naming_convention'))
      return unknown(`the naming convention of ${source} is set elsewhere`);
    return { kind: 'known', value: null };
  }
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

/** The expression of the convention; `none` where the metadata has none. */
type Found = Located | 'none';

/** What the metadata has; undefined where it cannot be followed. */
function metadataConvention(located: Located, values: EnvValues, depth: number): Found | undefined {
  if (depth > DEEPEST) return undefined;
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
  const found = baseConvention({ expression: expression.value, scope }, values, depth + 1);
  return found === 'plain' ? undefined : found;
}

/** Classes of libraries that bring a metadata without a convention. */
const DECLARATIVE = /^sqlalchemy\.(?:orm|ext\.asyncio)\.(?:DeclarativeBase|DeclarativeBaseNoMeta)$/;
/** Classes that stand beside a declarative base and bring no metadata. */
const MIXIN =
  /^(?:sqlalchemy\.(?:orm|ext\.asyncio)\.(?:MappedAsDataclass|AsyncAttrs)|typing\.(?:Generic|Protocol)|abc\.ABC|object)$/;
/** Calls that make a declarative base, an extension or a registry with a metadata, given to them or their own. */
const MAKERS = /(?:^|\.)(?:declarative_base|automap_base|registry)$|^flask_sqlalchemy(?:\.\w+)*\.SQLAlchemy$/;

/**
 * What the metadata of a declarative base has, or of an object that has a metadata: `plain` is a class without one, which
 * may stand beside a declarative base. Source: `DeclarativeBase.__init_subclass__`, `registry.__init__`.
 */
function baseConvention(located: Located, values: EnvValues, depth: number): Found | 'plain' | undefined {
  if (depth > DEEPEST) return undefined;
  const name = dottedBase(located) ?? '';
  if (DECLARATIVE.test(name)) return 'none';
  if (MIXIN.test(name)) return 'plain';
  const followed = values.follow(located);
  if (followed === undefined) return undefined;
  if ('binding' in followed) return classConvention(followed.binding, values, depth);
  const { expression, scope } = followed;
  if (expression.kind !== 'call') return undefined;
  // `mapper_registry.generate_base()` has the metadata of its registry.
  if (expression.callee.kind === 'attribute' && expression.callee.name === 'generate_base') {
    return baseConvention({ expression: expression.callee.value, scope }, values, depth + 1);
  }
  if (!MAKERS.test(scope.dotted(expression.callee) ?? '')) return undefined;
  const metadata = keyword(expression, 'metadata');
  if (metadata !== undefined) return metadataConvention({ expression: metadata, scope }, values, depth + 1);
  const model = keyword(expression, 'model_class');
  if (model !== undefined) return baseConvention({ expression: model, scope }, values, depth + 1);
  const mayHide = expression.arguments.some(({ kind }) => kind === 'star' || kind === 'double-star');
  return mayHide ? undefined : 'none';
}

/** The name of a class behind an import, also `Generic[T]`. */
function dottedBase({ expression, scope }: Located): string | undefined {
  return scope.dotted(expression.kind === 'subscript' ? expression.value : expression);
}

/** The first metadata in the order in which Python looks through a class and its bases. */
function classConvention(
  { statement, scope }: Extract<Binding, { kind: 'class' }>,
  values: EnvValues,
  depth: number,
): Found | 'plain' | undefined {
  const metadata = classAttribute(statement, 'metadata');
  if (metadata !== undefined) return metadataConvention({ expression: metadata, scope }, values, depth + 1);
  let found: Found | 'plain' = 'plain';
  for (const base of statement.arguments) {
    if (base.kind === 'keyword') continue;
    if (base.kind !== 'positional') return undefined;
    const inherited = baseConvention({ expression: base.value, scope }, values, depth + 1);
    if (inherited === undefined || typeof inherited === 'object') return inherited;
    if (inherited === 'none') found = 'none';
  }
  return found;
}
