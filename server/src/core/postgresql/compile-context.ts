import type { WritingContext } from './writing-context.ts';

/** Templates by constraint kind (`ix`, `uq`, `ck`, `fk`, `pk`), as `MetaData(naming_convention=...)` takes them. */
export type NamingConvention = Readonly<Record<string, string>>;

/** A naming convention that env.py has or has not: nobody can tell without running it. */
export class UnknownConvention {
  readonly reason: string;
  /** The name of a known value that would state it; undefined where there is none. */
  readonly statedAs: string | undefined;

  /** `reason` is a phrase that says why, e.g. "target_metadata (app.models.Base) cannot be followed". */
  constructor(reason: string, statedAs?: string) {
    this.reason = reason;
    this.statedAs = statedAs;
  }
}

/** What Alembic knows while it runs several revisions in a row. */
export interface CompileOptions {
  /** `target_metadata.naming_convention` of env.py; null where there is none. */
  readonly namingConvention: NamingConvention | UnknownConvention | null;
  /** Major version of the server; null where it is not known, then the newest is assumed. */
  readonly serverVersion: number | null;
}

export interface CompileContext extends CompileOptions {
  /** For expressions inside DDL. */
  readonly ddl: WritingContext;
}
