import type { SchemaFacts } from './schema-facts.ts';

/** First words of PostgreSQL's own types, of which nothing is to be asked. Source: "Data Types" in its manual. */
const BUILT_IN =
  /^(?:(?:big|small)?(?:int|serial)|int[248]|integer|bit|bool|boolean|box|bytea|char|character|cidr|circle|date|decimal|double|float[48]?|inet|interval|jsonb?|line|lseg|macaddr8?|money|numeric|path|pg_lsn|point|polygon|real|text|time(?:stamp)?(?:tz)?|tsquery|tsvector|uuid|varbit|varchar|xml)\b/i;

/** Knows nothing and takes note of what it is asked for. */
export class AskedFacts implements SchemaFacts {
  readonly #names = new Set<string>();
  readonly isTimeZoneUtc = undefined;

  /** As SQL writes them, without quotes; relations, indexes and types. */
  get names(): readonly string[] {
    return [...this.#names];
  }

  isNew(): boolean {
    return false;
  }

  table(name: string): undefined {
    this.#names.add(name);
  }

  tableOfIndex(index: string): undefined {
    this.#names.add(index);
  }

  type(name: string): undefined {
    if (!BUILT_IN.test(name)) this.#names.add(name);
  }
}
