/** A column as far as it is known before a statement. */
export interface ColumnFacts {
  /** As SQL writes it, e.g. `VARCHAR(50)`; undefined where it is not known. */
  readonly type: string | undefined;
}

export interface ConstraintFacts {
  /** Undefined where PostgreSQL chose the name. */
  readonly name: string | undefined;
  readonly kind: 'check' | 'foreign key' | 'unique' | 'primary key' | 'exclude' | 'not null';
  readonly columns: readonly string[];
  /** The table that a foreign key leads to. */
  readonly references?: string;
  /** False for NOT VALID. */
  readonly isValid: boolean;
  /** Whether it is a CHECK that says nothing else than that its column is not null. */
  readonly provesNotNull?: boolean;
}

export interface TableFacts {
  readonly columns: ReadonlyMap<string, ColumnFacts>;
  readonly constraints: readonly ConstraintFacts[];
  /** Tables with a foreign key to this one. */
  readonly referencedBy: readonly string[];
  /** The same by the column that a foreign key leads to; undefined where only the tables are known. */
  readonly referencedColumns?: ReadonlyMap<string, readonly string[]>;
  /** Partitions of a partitioned table; undefined for a table that is none. */
  readonly partitions?: readonly string[];
  /** Views and materialized views that read it. */
  readonly views: readonly string[];
  /** Whether everything that stands is listed here; otherwise there may be more. */
  readonly isComplete: boolean;
}

export interface TypeFacts {
  /** A domain with a CHECK or NOT NULL. */
  readonly isConstrainedDomain: boolean;
  /** What a domain is made of. */
  readonly baseType?: string;
  /** Tables with a column of it; undefined where they are not known. */
  readonly users: readonly string[] | undefined;
}

/**
 * What is known of the database at the moment before a statement runs. Names are written as in SQL, their parts joined by
 * dots, without quotes. Nothing is guessed: what is not known is undefined.
 */
export interface SchemaFacts {
  /** Whether the same run has created the relation: nobody else sees it, so its locks block nobody. */
  isNew(relation: string): boolean;
  table(name: string): TableFacts | undefined;
  tableOfIndex(index: string): string | undefined;
  type(name: string): TypeFacts | undefined;
  /** Whether the session's TimeZone is UTC; undefined where nobody knows. */
  readonly isTimeZoneUtc: boolean | undefined;
}

/** Where nothing but the statement is known. */
export const NO_FACTS: SchemaFacts = {
  isNew: () => false,
  table: () => undefined,
  tableOfIndex: () => undefined,
  type: () => undefined,
  isTimeZoneUtc: undefined,
};

/** The same facts after the run that made them has ended: nothing is new any more. */
export function settledFacts(facts: SchemaFacts): SchemaFacts {
  return {
    isNew: () => false,
    table: (name) => facts.table(name),
    tableOfIndex: (index) => facts.tableOfIndex(index),
    type: (name) => facts.type(name),
    isTimeZoneUtc: facts.isTimeZoneUtc,
  };
}

/** One spelling for a relation of the default schema. */
export function relationKey(name: string): string {
  return name.startsWith('public.') ? name.slice('public.'.length) : name;
}
