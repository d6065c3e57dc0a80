import type { Span } from '../text/span.ts';

/** A fact of env.py that a static reader may or may not be able to tell. */
export type EnvFact<T> =
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'unknown'; readonly reason: string; readonly span: Span };

/**
 * Where env.py takes the URL of an online run from. `config`: sqlalchemy.url of the ini file. `literal`: it stands in
 * env.py. `environment`: one of these environment variables, or a default. `application`: the user's own code, such as
 * `settings.database_url`; only running it tells.
 */
export type EnvUrlSource =
  | { readonly kind: 'config' }
  | { readonly kind: 'literal'; readonly url: string; readonly span: Span }
  | {
      readonly kind: 'environment';
      readonly variables: readonly string[];
      readonly defaultUrl: string | undefined;
      readonly span: Span;
    }
  | { readonly kind: 'application'; readonly expression: string; readonly span: Span }
  | { readonly kind: 'unknown' };

/** What env.py says about an online run, as far as it can be told without running it. */
export interface EnvScriptFacts {
  readonly versionTable: EnvFact<string>;
  readonly versionTableSchema: EnvFact<string | null>;
  /** Known and undefined: env.py leaves it to Alembic's default, one transaction around all. */
  readonly transactionPerMigration: EnvFact<boolean | undefined>;
  /** `target_metadata.naming_convention`, or null where there is none. */
  readonly namingConvention: EnvFact<Readonly<Record<string, string>> | null>;
  /** Statements that env.py runs on the connection before the migrations, e.g. SET search_path. */
  readonly statementsBefore: EnvFact<readonly string[]>;
  readonly urlSource: EnvUrlSource;
  readonly isAsync: boolean;
}

/** Facts of an env.py that cannot be read. */
export function unknownEnvScript(reason: string): EnvScriptFacts {
  const unknown = { kind: 'unknown', reason, span: { start: 0, end: 0 } } as const;
  return {
    versionTable: unknown,
    versionTableSchema: unknown,
    transactionPerMigration: unknown,
    namingConvention: unknown,
    statementsBefore: unknown,
    urlSource: { kind: 'unknown' },
    isAsync: false,
  };
}

/** Facts of an environment without env.py, which nothing but Alembic's defaults can decide. */
export function absentEnvScript(): EnvScriptFacts {
  return {
    versionTable: { kind: 'known', value: 'alembic_version' },
    versionTableSchema: { kind: 'known', value: null },
    transactionPerMigration: { kind: 'known', value: undefined },
    namingConvention: { kind: 'known', value: null },
    statementsBefore: { kind: 'known', value: [] },
    urlSource: { kind: 'config' },
    isAsync: false,
  };
}
