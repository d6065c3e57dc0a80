import type { WritingContext } from './writing-context.ts';

/** Templates by constraint kind (`ix`, `uq`, `ck`, `fk`, `pk`), as `MetaData(naming_convention=...)` takes them. */
export type NamingConvention = Readonly<Record<string, string>>;

/** What Alembic knows while it runs several revisions in a row. */
export interface CompileOptions {
  /** `target_metadata.naming_convention` of env.py; null where there is none. */
  readonly namingConvention: NamingConvention | null;
  /** Major version of the server; null where it is not known, then the newest is assumed. */
  readonly serverVersion: number | null;
}

export interface CompileContext extends CompileOptions {
  /** For expressions inside DDL. */
  readonly ddl: WritingContext;
}
