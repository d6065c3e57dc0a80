import type { PythonStr, PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { SqlOperator } from './operators.ts';
import type { FromElement, SelectStatement } from './statement.ts';

/**
 * A SQL expression as SQLAlchemy's expression language builds it: operands are already grouped, so that writing it down needs
 * no knowledge of precedence. Sources: `sqlalchemy.sql.elements`, `sqlalchemy.sql.functions`.
 */
export type Expression =
  | ColumnExpression
  | BindExpression
  | TextExpression
  | FunctionExpression
  | BinaryExpression
  | UnaryExpression
  | ListExpression
  | GroupingExpression
  | CastExpression
  | CaseExpression
  | ExtractExpression
  | LabelExpression
  | KeywordExpression
  | ExistsExpression
  | ScalarSelectExpression
  | OverExpression
  | FilterExpression
  | OrderedAggregateExpression
  | ArrayExpression
  | CollationExpression
  | NextValueExpression
  | AsBooleanExpression;

interface Typed {
  readonly type: SqlType;
}

export interface ColumnExpression extends Typed {
  readonly kind: 'column';
  readonly name: string;
  readonly table: FromElement | null;
  /** `literal_column`: the name is SQL as it stands. */
  readonly isLiteral: boolean;
}
/** A Python value inside a statement. */
export interface BindExpression extends Typed {
  readonly kind: 'bind';
  /** The name under which parameters of `execute()` or `bindparams()` may give the value; null for an anonymous one. */
  readonly key: string | null;
  /** Undefined where the value is still to be given. */
  readonly value: PythonValue | undefined;
  /** The value is a list that is written as `(1, 2, 3)`. */
  readonly expanding: boolean;
  /** What an empty list becomes: the operator decides, and where there is none, as in text, it is a subquery without rows. */
  readonly emptyList: 'in' | 'not-in' | 'subquery';
  readonly span: Span;
}
export interface TextExpression extends Typed {
  readonly kind: 'text';
  readonly text: string;
  readonly binds: ReadonlyMap<string, BindExpression>;
  readonly span: Span;
  /** The text as the file holds it; absent where it was put together here. */
  readonly source?: PythonStr;
}
export interface FunctionExpression extends Typed {
  readonly kind: 'function';
  /** Packages and name: `func.public.fn` is `['public', 'fn']`. */
  readonly path: readonly string[];
  readonly args: readonly Expression[];
}
export interface BinaryExpression extends Typed {
  readonly kind: 'binary';
  readonly operator: SqlOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly negated: SqlOperator | undefined;
  /** `escape=` of LIKE, `flags=` of regular expressions. */
  readonly modifier: string | undefined;
}
export interface UnaryExpression extends Typed {
  readonly kind: 'unary';
  readonly operator: SqlOperator;
  readonly position: 'prefix' | 'suffix';
  readonly element: Expression;
}
export interface ListExpression extends Typed {
  readonly kind: 'list';
  readonly operator: SqlOperator;
  readonly clauses: readonly Expression[];
}
export interface GroupingExpression extends Typed {
  readonly kind: 'grouping';
  readonly element: Expression;
}
export interface CastExpression extends Typed {
  readonly kind: 'cast';
  readonly element: Expression;
}
export interface CaseExpression extends Typed {
  readonly kind: 'case';
  readonly value: Expression | null;
  readonly whens: ReadonlyArray<readonly [when: Expression, then: Expression]>;
  readonly otherwise: Expression | null;
}
export interface ExtractExpression extends Typed {
  readonly kind: 'extract';
  readonly field: string;
  readonly element: Expression;
}
export interface LabelExpression extends Typed {
  readonly kind: 'label';
  /** Null for a name that is made when the statement is written. */
  readonly name: string | null;
  readonly element: Expression;
}
export interface KeywordExpression extends Typed {
  readonly kind: 'keyword';
  readonly keyword: 'NULL' | 'true' | 'false';
}
export interface ExistsExpression extends Typed {
  readonly kind: 'exists';
  readonly select: SelectStatement;
}
export interface ScalarSelectExpression extends Typed {
  readonly kind: 'scalar-select';
  readonly select: SelectStatement;
}
export interface OverExpression extends Typed {
  readonly kind: 'over';
  readonly element: Expression;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly Expression[];
}
export interface FilterExpression extends Typed {
  readonly kind: 'filter';
  readonly element: Expression;
  readonly criterion: Expression;
}
export interface OrderedAggregateExpression extends Typed {
  readonly kind: 'ordered-aggregate';
  readonly element: Expression;
  readonly orderBy: readonly Expression[];
}
export interface ArrayExpression extends Typed {
  readonly kind: 'array';
  readonly items: readonly Expression[];
}
export interface CollationExpression extends Typed {
  readonly kind: 'collation';
  readonly collation: string;
}
export interface NextValueExpression extends Typed {
  readonly kind: 'next-value';
  readonly sequenceName: string;
  readonly schema: string | null;
}
/** A boolean used as a condition, or its negation. */
export interface AsBooleanExpression extends Typed {
  readonly kind: 'as-boolean';
  readonly element: Expression;
  readonly negated: boolean;
}
