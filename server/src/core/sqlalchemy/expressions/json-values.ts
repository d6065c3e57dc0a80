import { PythonRaise, type PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import { optionalInteger } from '../argument-readers.ts';
import type { BoundArguments } from '../call-signature.ts';
import { nativeFunction } from '../native-class.ts';
import { BOOLEAN, INTEGER, NUMERIC, type SqlType, STRING } from '../types/sql-type.ts';
import type { Expression } from './expression.ts';
import { OPERATORS } from './operators.ts';

interface Accessor {
  readonly signature: string;
  /** The type that the value is read as; undefined where it stays JSON. */
  readonly type: (bound: BoundArguments) => SqlType | undefined;
}

const ACCESSORS: Readonly<Record<string, Accessor>> = {
  as_boolean: { signature: 'as_boolean()', type: () => BOOLEAN },
  as_string: { signature: 'as_string()', type: () => STRING },
  as_integer: { signature: 'as_integer()', type: () => INTEGER },
  as_float: { signature: 'as_float()', type: () => ({ kind: 'float', keyword: 'FLOAT', precision: null }) },
  as_numeric: {
    signature: 'as_numeric(precision, scale, asdecimal=True)',
    type: (bound) => ({
      ...NUMERIC,
      precision: optionalInteger(bound, 'precision'),
      scale: optionalInteger(bound, 'scale'),
    }),
  },
  as_json: { signature: 'as_json()', type: () => undefined },
};

/**
 * `column['key'].as_string()` and its kin; undefined for any other attribute.
 * Source: `JSON.Comparator` in `sqlalchemy.sql.sqltypes`.
 */
export function jsonValueMethod(
  own: Expression,
  name: string,
  wrap: (expression: Expression) => PythonValue,
  span: Span,
): PythonValue | undefined {
  const accessor = Object.hasOwn(ACCESSORS, name) ? ACCESSORS[name] : undefined;
  if (accessor === undefined) return undefined;
  if (own.type.kind !== 'json') {
    const className =
      own.kind === 'binary' ? 'BinaryExpression' : own.kind === 'column' ? 'ColumnClause' : undefined;
    if (className === undefined) return undefined;
    throw new PythonRaise(
      'AttributeError',
      `Neither '${className}' object nor 'Comparator' object has an attribute '${name}'`,
      span,
    );
  }
  return nativeFunction(accessor.signature, (bound) => {
    const isIndexed =
      own.kind === 'binary' &&
      (own.operator === OPERATORS.jsonGetItem || own.operator === OPERATORS.jsonPathGetItem);
    if (!isIndexed) {
      throw new PythonRaise(
        'InvalidRequestError',
        `The JSON cast operator JSON.${name}() only works with a JSON index expression e.g. col['q'].${name}()`,
        bound.span,
      );
    }
    const type = accessor.type(bound);
    return wrap(type === undefined ? own : { ...own, type });
  });
}
