import type { PythonValue } from '../python/values.ts';
import type { CteSource, FromElement, SelectStatement } from '../sqlalchemy/expressions/statement.ts';

/** Names that SQLAlchemy makes up while it writes one statement: `count_1`, `anon_1`. Source: `prefix_anon_map`. */
export class AnonymousNames {
  readonly #names = new Map<object, string>();
  readonly #counts = new Map<string, number>();

  /** The name of `owner`, the same each time it is asked for. */
  of(owner: object, prefix: string): string {
    const known = this.#names.get(owner);
    if (known !== undefined) return known;
    const count = (this.#counts.get(prefix) ?? 0) + 1;
    this.#counts.set(prefix, count);
    const name = `${prefix}_${count}`;
    this.#names.set(owner, name);
    return name;
  }
}

/** What writing an expression needs to know of the place that it stands in. */
export interface WritingContext {
  /** False in DDL, where columns stand without their table. */
  readonly includeTable: boolean;
  /** A parameter without a value: DDL writes NULL, a statement that runs is refused. */
  readonly unboundParameter: 'null' | 'refuse';
  /** Values given to `execute()` beside the statement. */
  readonly parameters: ReadonlyMap<string, PythonValue>;
  readonly anonymous: AnonymousNames;
  /** True where a JSONB value may be subscripted (PostgreSQL 14). */
  readonly jsonbSubscripts: boolean;
  /** An operand of an operator. */
  readonly inOperator: boolean;
  /** Anywhere inside an operator, however deep; some operators then bring parentheses. */
  readonly isInsideOperator: boolean;
  /** Directly inside the parentheses of a subquery in FROM, whose columns are all labelled. */
  readonly inSource: boolean;
  /** Tables of the enclosing statements, which a subquery refers to instead of naming them in its own FROM. */
  readonly enclosingFrom: readonly FromElement[];
  /** The common table expressions met so far, in order; the statement as a whole begins with them. */
  readonly ctes: Map<CteSource, string>;
  readonly writeSelect: (select: SelectStatement, context: WritingContext) => string;
}
