import type { PythonValue } from '../python/values.ts';
import { givenArgument, optionalFlag } from './argument-readers.ts';
import type { BoundArguments } from './call-signature.ts';
import { ddlClass } from './ddl-object.ts';
import { ConstraintObject } from './schema/constraint-objects.ts';
import { IndexObject } from './schema/index-object.ts';
import { SchemaTable } from './schema/table-class.ts';
import type { ConstraintDefinition, TableDefinition } from './schema/table-definition.ts';
import { unsupportedArgument } from './unknown-argument.ts';

function tableOf(bound: BoundArguments): TableDefinition {
  const value = givenArgument(bound, 'element')?.value;
  if (value instanceof SchemaTable) return value.definition;
  throw unsupportedArgument('a Table is expected here', bound.span);
}

function indexOf(bound: BoundArguments): IndexObject['definition'] {
  const value = givenArgument(bound, 'element')?.value;
  if (value instanceof IndexObject && value.definition.tableName !== '') return value.definition;
  throw unsupportedArgument('an Index of a Table is expected here', bound.span);
}

function constraintOf(bound: BoundArguments): {
  readonly constraint: ConstraintDefinition;
  readonly table: { readonly name: string; readonly schema: string | null };
} {
  const value = givenArgument(bound, 'element')?.value;
  if (value instanceof ConstraintObject && value.owner !== undefined) {
    return { constraint: value.definition, table: value.owner };
  }
  throw unsupportedArgument('a constraint of a Table is expected here', bound.span);
}

/** Source: `sqlalchemy.sql.ddl`. */
export const DDL_ELEMENT_CLASSES: ReadonlyArray<readonly [string, PythonValue]> = [
  ddlClass('CreateTable(element, include_foreign_key_constraints=None, if_not_exists=False)', (bound) => {
    if (givenArgument(bound, 'include_foreign_key_constraints') !== undefined) {
      throw unsupportedArgument('include_foreign_key_constraints is not translated', bound.span);
    }
    const ifNotExists = optionalFlag(bound, 'if_not_exists') ?? false;
    return { kind: 'ddl-element', element: 'create-table', table: tableOf(bound), ifNotExists };
  }),
  ddlClass('DropTable(element, if_exists=False)', (bound) => {
    const ifExists = optionalFlag(bound, 'if_exists') ?? false;
    return { kind: 'ddl-element', element: 'drop-table', table: tableOf(bound), ifExists };
  }),
  ddlClass('CreateIndex(element, if_not_exists=False)', (bound) => {
    const ifNotExists = optionalFlag(bound, 'if_not_exists') ?? false;
    return { kind: 'ddl-element', element: 'create-index', index: indexOf(bound), ifNotExists };
  }),
  ddlClass('DropIndex(element, if_exists=False)', (bound) => {
    const ifExists = optionalFlag(bound, 'if_exists') ?? false;
    return { kind: 'ddl-element', element: 'drop-index', index: indexOf(bound), ifExists };
  }),
  ddlClass('AddConstraint(element, *, isolate_from_table=True)', (bound) => ({
    kind: 'ddl-element',
    element: 'add-constraint',
    ...constraintOf(bound),
  })),
  ddlClass(
    'DropConstraint(element, *, cascade=False, if_exists=False, isolate_from_table=True)',
    (bound) => ({
      kind: 'ddl-element',
      element: 'drop-constraint',
      ...constraintOf(bound),
      cascade: optionalFlag(bound, 'cascade') ?? false,
      ifExists: optionalFlag(bound, 'if_exists') ?? false,
    }),
  ),
];
