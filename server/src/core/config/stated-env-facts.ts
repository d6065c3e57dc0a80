import type { EnvFact, EnvScriptFacts } from './env-script.ts';
import type { KnownValueTable } from './known-values.ts';

/** The names under which known values state what env.py leaves open. */
export const STATED = {
  versionTable: 'context.configure.version_table',
  versionTableSchema: 'context.configure.version_table_schema',
  transactionPerMigration: 'context.configure.transaction_per_migration',
  namingConvention: 'target_metadata.naming_convention',
} as const;

/**
 * The facts of env.py, those that cannot be read filled from what the user states. What env.py says itself stays: a
 * setting that contradicts it would make a run another one than Alembic's.
 */
export function withStatedFacts(facts: EnvScriptFacts, values: KnownValueTable): EnvScriptFacts {
  return {
    ...facts,
    versionTable: stated(facts.versionTable, values[STATED.versionTable], text),
    versionTableSchema: stated(facts.versionTableSchema, values[STATED.versionTableSchema], textOrNull),
    transactionPerMigration: stated(
      facts.transactionPerMigration,
      values[STATED.transactionPerMigration],
      boolean,
    ),
    namingConvention: stated(facts.namingConvention, values[STATED.namingConvention], convention),
  };
}

/** `read` answers undefined for a value of another type, which then states nothing. */
function stated<T>(
  fact: EnvFact<T>,
  value: unknown,
  read: (value: unknown) => { readonly value: T } | undefined,
): EnvFact<T> {
  if (fact.kind === 'known' || value === undefined) return fact;
  const found = read(value);
  return found === undefined ? fact : { kind: 'known', value: found.value };
}

function text(value: unknown): { readonly value: string } | undefined {
  return typeof value === 'string' ? { value } : undefined;
}

function textOrNull(value: unknown): { readonly value: string | null } | undefined {
  return value === null ? { value } : text(value);
}

function boolean(value: unknown): { readonly value: boolean } | undefined {
  return typeof value === 'boolean' ? { value } : undefined;
}

function convention(value: unknown): { readonly value: Readonly<Record<string, string>> | null } | undefined {
  if (value === null) return { value };
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  const patterns: Record<string, string> = {};
  for (const [key, pattern] of Object.entries(value) as Array<[string, unknown]>) {
    if (typeof pattern !== 'string') return undefined;
    patterns[key] = pattern;
  }
  return { value: patterns };
}
