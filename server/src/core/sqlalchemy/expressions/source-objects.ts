import type { PythonNative, PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import { givenArgument, optionalFlag } from '../argument-readers.ts';
import type { Argument } from '../call-signature.ts';
import { nativeFunction } from '../native-class.ts';
import { ColumnObject } from '../schema/column-object.ts';
import { requireKnown, unsupportedArgument } from '../unknown-argument.ts';
import { ClauseObject } from './clause-object.ts';
import { toExpression } from './coercion.ts';
import type { AliasSource, CteSource, FromElement, JoinSource, SourceColumn } from './statement.ts';

export function sourceColumns(source: FromElement): readonly SourceColumn[] {
  return 'columns' in source ? source.columns : [];
}

export function fromArgument(argument: Argument): FromElement {
  const { value, span } = argument;
  requireKnown(value);
  if (value instanceof ClauseObject) {
    if (value.source !== undefined) return value.source;
    if (value.expression?.kind === 'text') return { kind: 'text-source', text: value.expression };
  }
  throw unsupportedArgument('this is not translated in a FROM clause', span);
}

/** `table.join(other, condition)`: a source of its own. */
export function joinMethod(left: FromElement, name: 'join' | 'outerjoin'): PythonValue {
  return nativeFunction(`${name}(right, onclause=None, isouter=False, full=False)`, (bound) => {
    const right = bound.values.get('right');
    const on = givenArgument(bound, 'onclause');
    if (right === undefined || on === undefined) {
      throw unsupportedArgument('a join without its condition is not translated', bound.span);
    }
    const isOuter = name === 'outerjoin' || optionalFlag(bound, 'isouter') === true;
    const outer = optionalFlag(bound, 'full') === true ? 'full' : isOuter ? 'left' : 'inner';
    return new JoinObject({ kind: 'join', left, right: fromArgument(right), on: toExpression(on), outer });
  });
}

class JoinObject extends ClauseObject {
  readonly typeName = 'sqlalchemy.sql.selectable.Join';
  readonly #join: JoinSource;

  constructor(join: JoinSource) {
    super();
    this.#join = join;
  }

  override get source(): JoinSource {
    return this.#join;
  }

  attribute(name: string, _span: Span): PythonValue | undefined {
    return name === 'join' || name === 'outerjoin' ? joinMethod(this.#join, name) : undefined;
  }
}

/** A subquery or common table expression in Python's hands. */
export class SourceObject extends ClauseObject {
  readonly typeName = 'sqlalchemy.sql.selectable.FromClause';
  readonly #source: AliasSource | CteSource;
  readonly #columns: ReadonlyMap<string, ColumnObject>;

  constructor(source: AliasSource | CteSource) {
    super();
    this.#source = source;
    this.#columns = new Map(
      source.columns.map((column) => [column.key, new ColumnObject(column.name, column.key, column.type)]),
    );
    for (const column of this.#columns.values()) column.attach(source);
  }

  override get source(): AliasSource | CteSource {
    return this.#source;
  }

  attribute(name: string, _span: Span): PythonValue | undefined {
    if (name === 'c' || name === 'columns') return new SourceColumns(this.#columns);
    return undefined;
  }
}

class SourceColumns implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'sqlalchemy.sql.base.ColumnCollection';
  readonly #columns: ReadonlyMap<string, ColumnObject>;

  constructor(columns: ReadonlyMap<string, ColumnObject>) {
    this.#columns = columns;
  }

  getAttribute(name: string): PythonValue | undefined {
    return this.#columns.get(name);
  }

  iterate(): readonly PythonValue[] {
    return [...this.#columns.values()];
  }
}
