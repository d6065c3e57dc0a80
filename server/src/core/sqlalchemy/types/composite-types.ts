import { PythonRaise } from '../../python/values.ts';
import {
  givenArgument,
  optionalFlag,
  optionalInteger,
  optionalText,
  textArgument,
} from '../argument-readers.ts';
import type { BoundArguments } from '../call-signature.ts';
import { toTextCoerced } from '../expressions/coercion.ts';
import type { ArrayType, DomainType } from './sql-type.ts';
import { TypeClass } from './type-class.ts';
import { toSqlType } from './type-object.ts';

function buildArray(bound: BoundArguments): ArrayType {
  const item = bound.values.get('item_type');
  if (item === undefined) throw new PythonRaise('TypeError', 'ARRAY needs an item_type', bound.span);
  const type = toSqlType(item.value, item.span);
  if (type.kind === 'array') {
    throw new PythonRaise(
      'ValueError',
      'Do not nest ARRAY types; ARRAY(basetype) handles multi-dimensional arrays of basetype',
      item.span,
    );
  }
  return { kind: 'array', item: type, dimensions: optionalInteger(bound, 'dimensions') };
}

const ARRAY_SIGNATURE = 'ARRAY(item_type, as_tuple=False, dimensions=None, zero_indexes=False)';
export const ARRAY_CLASS = new TypeClass(ARRAY_SIGNATURE, buildArray);

function buildDomain(bound: BoundArguments): DomainType {
  const dataType = bound.values.get('data_type');
  if (dataType === undefined) throw new PythonRaise('TypeError', 'DOMAIN needs a data_type', bound.span);
  const check = givenArgument(bound, 'check');
  const given = givenArgument(bound, 'default');
  return {
    kind: 'domain',
    name: textArgument(bound, 'name'),
    schema: optionalText(bound, 'schema'),
    dataType: toSqlType(dataType.value, dataType.span),
    collation: optionalText(bound, 'collation'),
    default: domainDefault(given),
    constraintName: optionalText(bound, 'constraint_name'),
    notNull: optionalFlag(bound, 'not_null') ?? false,
    check: check === undefined ? null : toTextCoerced(check),
    createType: optionalFlag(bound, 'create_type') ?? true,
  };
}

function domainDefault(given: ReturnType<typeof givenArgument>): DomainType['default'] {
  if (given === undefined) return null;
  return given.value.kind === 'str' ? given.value.value : toTextCoerced(given);
}

/** `sqlalchemy.dialects.postgresql.DOMAIN`. */
export const DOMAIN_CLASS = new TypeClass(
  'DOMAIN(name, data_type, *, collation=None, default=None, constraint_name=None, not_null=None, check=None, ' +
    'create_type=True, schema=None, metadata=None)',
  buildDomain,
);
