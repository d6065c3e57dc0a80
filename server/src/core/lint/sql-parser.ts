/** What PostgreSQL says of a text that it cannot parse. */
export interface SqlSyntaxError {
  /** PostgreSQL's own words: `syntax error at or near "selec"`. */
  readonly message: string;
  /** UTF-16 offset in the text; its length where the text ends too early. */
  readonly offset: number;
}

/** PostgreSQL's parser of SQL statements; undefined for text that it takes, or cannot decide on. */
export type SqlParser = (sql: string) => SqlSyntaxError | undefined;
