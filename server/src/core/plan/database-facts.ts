import type { SchemaFacts } from '../postgresql/effects/schema-facts.ts';

/** What answers PostgreSQL's protocol. Citus is an extension of PostgreSQL; the last two only speak like it. */
export type ServerKind = 'postgresql' | 'citus' | 'yugabytedb' | 'cockroachdb';

/** What a server says of itself before a run. */
export interface ServerFacts {
  readonly kind: ServerKind;
  /** As a person names it: "PostgreSQL 16.4", "CockroachDB v23.1.11". */
  readonly product: string;
  /** Major version of the PostgreSQL that it is, or claims to be; undefined where it names none. */
  readonly majorVersion: number | undefined;
  readonly isReplica: boolean;
  /** True where new transactions on it cannot write, for another reason than being a replica. */
  readonly isReadOnly: boolean;
  /**
   * `transaction`: two connections of ours were served by one server process, which only a pooler that hands it out per
   * transaction does. `unknown`: something stands between, and whether it keeps a session together was not to be seen.
   */
  readonly pooler: 'none' | 'transaction' | 'unknown';
  /** What tells this database from another of the same name that stood here before; undefined where it cannot be told. */
  readonly databaseId: string | undefined;
}

/** A relation of a plan as the catalog has it before the run. */
export interface RelationFacts {
  /** As it was asked for. */
  readonly name: string;
  /** Quoted where needed: `app."Orders"`. */
  readonly qualified: string;
  /** With indexes, TOAST, partitions and children; undefined where it could not be read in time. */
  readonly bytes: number | undefined;
  /** The planner's estimate; undefined where it was never analyzed. */
  readonly rows: number | undefined;
}

/** A session of somebody else, or a prepared transaction, that holds a lock on a relation or an old snapshot. */
export interface SessionFacts {
  /** Undefined for a prepared transaction. */
  readonly pid: number | undefined;
  readonly user: string;
  readonly application: string;
  readonly address: string;
  /** As pg_stat_activity has it: "active", "idle in transaction". */
  readonly state: string;
  /** Start of its transaction, as the server prints it. */
  readonly since: string;
  /** How long its transaction has lasted. */
  readonly seconds: number;
  /** The statement that runs, or the last one; shortened. */
  readonly query: string;
  /** The relation that it holds a lock on, as it was asked for, and the lock's mode; undefined: only an old snapshot. */
  readonly lock: { readonly relation: string; readonly mode: string } | undefined;
  /** An autovacuum worker gives way to whoever waits for it. */
  readonly givesWay: boolean;
}

/** What a database says before a run. */
export interface DatabaseFacts {
  readonly server: ServerFacts;
  readonly relations: readonly RelationFacts[];
  /** What the catalog says of the names that decide over locks. */
  readonly schema: SchemaFacts;
  readonly sessions: readonly SessionFacts[];
  /** What could not be read, each as a sentence. */
  readonly gaps: readonly string[];
}
