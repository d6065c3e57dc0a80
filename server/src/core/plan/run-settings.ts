import type { EnvFact, EnvScriptFacts } from '../config/env-script.ts';
import { STATED } from '../config/stated-env-facts.ts';
import type { VersionTable } from './version-table.ts';

/** What env.py decides about a run. */
export interface RunSettings {
  readonly versionTable: VersionTable;
  /** What env.py runs on the connection before the migrations, e.g. `SET search_path TO app`. */
  readonly statementsBefore: readonly string[];
  /** What env.py says; undefined where it says nothing and Alembic's default is one transaction around all. */
  readonly transactionPerMigration: boolean | undefined;
  /** `target_metadata.naming_convention`; null where there is none. */
  readonly namingConvention: EnvFact<Readonly<Record<string, string>> | null>;
  /** Facts that a run of ours would have to guess, each as a sentence. Empty where nothing stands in its way. */
  readonly unknowns: readonly string[];
}

/**
 * Reads the facts of env.py for a run. An unknown fact is Alembic's default here and named in `unknowns`, which keep the
 * built-in engine from running: rows in another version table, or another search_path, would make it a different run.
 */
export function runSettings(facts: EnvScriptFacts): RunSettings {
  const unknowns: string[] = [];
  const known = <T>(what: string, fact: EnvFact<T>, fallback: T, name?: string): T => {
    if (fact.kind === 'known') return fact.value;
    const way = name === undefined ? '' : `; alembicWorkbench.knownValues can state it as ${name}`;
    unknowns.push(`${what} is not known: ${fact.reason}${way}`);
    return fallback;
  };
  return {
    versionTable: {
      name: known('The version table', facts.versionTable, 'alembic_version', STATED.versionTable),
      schema: known("The version table's schema", facts.versionTableSchema, null, STATED.versionTableSchema),
      hasPrimaryKey: true,
    },
    statementsBefore: known('What env.py runs before the migrations', facts.statementsBefore, []),
    transactionPerMigration: known(
      'transaction_per_migration',
      facts.transactionPerMigration,
      undefined,
      STATED.transactionPerMigration,
    ),
    namingConvention: facts.namingConvention,
    unknowns,
  };
}
