import type { DatabaseParams } from './database-messages.ts';

/** What is wrong between a version table and the files, and what the ways out need. */
export interface DatabaseDiagnosis {
  /** Empty where nothing is wrong. */
  readonly troubles: readonly DatabaseTrouble[];
}

export type DatabaseTrouble = UnknownRevisionsTrouble | RedundantRowsTrouble | PlainTrouble;

interface Trouble {
  /** What is wrong and what that means, in one or two sentences. */
  readonly message: string;
}

/** Rows that no file has: a branch that is not checked out, or a file that was deleted. */
export interface UnknownRevisionsTrouble extends Trouble {
  readonly kind: 'unknown-revisions';
  readonly rows: readonly string[];
  /** The files as git has them, children before their parents. */
  readonly lost: readonly LostRevisionFile[];
  /** Lost revisions that git does not have either, and why. */
  readonly unfound: ReadonlyArray<{ readonly revision: string; readonly reason: string }>;
  /** The rows that are right once the lost revisions are undone or given up; empty for the base. */
  readonly stampRows: readonly string[];
  /** Target of the downgrade that undoes the lost revisions once their files are back; undefined where it has no single one. */
  readonly downgradeTarget: string | undefined;
}

export interface LostRevisionFile {
  readonly revision: string;
  readonly message: string;
  readonly uri: string;
  readonly text: string;
  /** "a1b2c3d4, 2024-05-01, Ada Lovelace, on feature/orders". */
  readonly origin: string;
}

/** A row whose revision another row stands on: Alembic then fails, or runs a revision twice. */
export interface RedundantRowsTrouble extends Trouble {
  readonly kind: 'redundant-rows';
  /** The rows that are right. */
  readonly stampRows: readonly string[];
}

/**
 * `missing-version-table`: there are tables and no version table, so that Alembic would begin from the base.
 * `other-version-table`: another schema has a version table.
 */
export interface PlainTrouble extends Trouble {
  readonly kind: 'missing-version-table' | 'other-version-table';
}

export interface MatchSchemaParams extends DatabaseParams {
  /** Chosen by the client; progress notifications carry it. */
  readonly runId: string;
}

export interface LoadBaselineParams extends DatabaseParams {
  /** A file of SQL that makes what the first revision expects to be there. */
  readonly uri: string;
}

export interface LoadSchemaParams extends DatabaseParams {
  /** Name of the database of the environment whose schema is loaded. */
  readonly from: string;
}

/** The schema of one database, loaded into another. */
export interface LoadedSchema {
  /** Rows of the version table that came along; a schema without any serves as a baseline. */
  readonly rows: readonly string[];
  /** The schema as SQL, without the version table where that is empty. */
  readonly sql: string;
}

/** Which revision a database without version table is at, by its schema. */
export interface MatchSchemaAnswer {
  /** Nearest first, at most five. */
  readonly matches: readonly SchemaMatchItem[];
  /** Why the chain could not be followed to its end; undefined where it was. */
  readonly stopped: string | undefined;
}

export interface SchemaMatchItem {
  /** The last revision that ran; undefined for the base. */
  readonly revision: string | undefined;
  readonly message: string;
  /** Rows of the version table there. */
  readonly rows: readonly string[];
  /** "missing: column public.orders.note text" or "left over: …"; empty where the schema is the same. */
  readonly differences: readonly string[];
}

/** The downgrade before another branch is checked out. */
export interface BaseBranchTarget {
  /** In Alembic's target grammar; undefined where there is nothing to undo or no single downgrade does it. */
  readonly target: string | undefined;
  /** Revisions in the database that the base branch does not have. */
  readonly undone: readonly string[];
  readonly message: string;
}
