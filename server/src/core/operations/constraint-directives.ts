import { PythonRaise } from '../python/values.ts';
import {
  givenArgument,
  optionalFlag,
  optionalText,
  requireText,
  textArgument,
  textItems,
} from '../sqlalchemy/argument-readers.ts';
import type { BoundArguments } from '../sqlalchemy/call-signature.ts';
import { withoutQuote } from '../sqlalchemy/quoted-name.ts';
import { readCheck, readExclude, readKeyOptions } from '../sqlalchemy/schema/constraint-classes.ts';
import { readName } from '../sqlalchemy/schema/constraint-objects.ts';
import { countMismatch, readForeignKeyOptions } from '../sqlalchemy/schema/foreign-key.ts';
import type { ConstraintDefinition, ConstraintTraits } from '../sqlalchemy/schema/table-definition.ts';
import { unsupportedArgument } from '../sqlalchemy/unknown-argument.ts';
import { type DirectiveOutcome, one, type TableDirective, type TargetTable } from './directive.ts';
import type { ConstraintType } from './migrate-operation.ts';

const FOREIGN_KEY = 'onupdate=None, ondelete=None, deferrable=None, initially=None, match=None, ';

/** Directives about constraints. Source: `alembic.operations.ops`; the exclude constraint: `alembic.ddl.postgresql`. */
export const CONSTRAINT_DIRECTIVES: readonly TableDirective[] = [
  {
    signature: 'create_primary_key(constraint_name, table_name, columns, *, schema=None)',
    batchSignature: 'create_primary_key(constraint_name, columns)',
    build: (bound, table) =>
      added(bound, table, {
        kind: 'primary-key',
        ...traits(bound),
        include: [],
        nullsNotDistinct: null,
        columns: columnsArgument(bound, 'columns'),
      }),
  },
  {
    signature: 'create_unique_constraint(constraint_name, table_name, columns, *, schema=None, **kw)',
    batchSignature: 'create_unique_constraint(constraint_name, columns, **kw)',
    build: (bound, table) => added(bound, table, uniqueConstraint(bound)),
  },
  {
    signature: 'create_check_constraint(constraint_name, table_name, condition, *, schema=None, **kw)',
    batchSignature: 'create_check_constraint(constraint_name, condition, **kw)',
    build: (bound, table) => {
      const condition = bound.values.get('condition');
      if (condition === undefined) throw unsupportedArgument('a condition is missing', bound.span);
      const rest = withExtraTraits(bound);
      return added(bound, table, { ...readCheck(rest, condition), ...traits(rest) });
    },
  },
  {
    signature:
      'create_foreign_key(constraint_name, source_table, referent_table, local_cols, remote_cols, *, ' +
      `${FOREIGN_KEY}source_schema=None, referent_schema=None, **dialect_kw)`,
    batchSignature:
      'create_foreign_key(constraint_name, referent_table, local_cols, remote_cols, *, referent_schema=None, ' +
      `${FOREIGN_KEY}**dialect_kw)`,
    build: (bound, table) => added(bound, table, foreignKey(bound, table)),
  },
  {
    signature: 'create_exclude_constraint(constraint_name, table_name, *elements, **kw)',
    batchSignature: 'create_exclude_constraint(constraint_name, *elements, **kw)',
    build: (bound, table) => excludeConstraint(bound, table),
  },
  {
    signature: 'drop_constraint(constraint_name, table_name, type_=None, *, schema=None, if_exists=None)',
    batchSignature: 'drop_constraint(constraint_name, type_=None)',
    build: (bound, table) =>
      one({
        kind: 'drop-constraint',
        tableName: table.name,
        schema: table.schema,
        name: readName(bound.values.get('constraint_name')),
        constraintType: constraintType(bound),
        ifExists: optionalFlag(bound, 'if_exists') ?? false,
        span: bound.span,
      }),
  },
];

function added(
  bound: BoundArguments,
  table: TargetTable,
  constraint: ConstraintDefinition,
): DirectiveOutcome {
  return one({
    kind: 'add-constraint',
    tableName: table.name,
    schema: table.schema,
    constraint,
    span: bound.span,
  });
}

function traits(bound: BoundArguments): ConstraintTraits {
  return {
    name: readName(bound.values.get('constraint_name')),
    deferrable: optionalFlag(bound, 'deferrable'),
    initially: optionalText(bound, 'initially'),
  };
}

const CONSTRAINT_KEYWORDS = [
  'deferrable',
  'initially',
  'info',
  'comment',
  'use_alter',
  'using',
  'where',
  'ops',
  'link_to_name',
];

/** Keywords that the directive hands on to the constraint's constructor, as arguments of their own. */
function withExtraTraits(bound: BoundArguments): BoundArguments {
  const values = new Map(bound.values);
  const extraKeywords = new Map(bound.extraKeywords);
  for (const name of CONSTRAINT_KEYWORDS) {
    const argument = extraKeywords.get(name);
    if (argument === undefined) continue;
    values.set(name, argument);
    extraKeywords.delete(name);
  }
  return { ...bound, values, extraKeywords };
}

function columnsArgument(bound: BoundArguments, name: string): readonly string[] {
  const argument = bound.values.get(name);
  if (argument === undefined) throw unsupportedArgument(`the argument ${name} is missing`, bound.span);
  return textItems(argument, name);
}

function uniqueConstraint(bound: BoundArguments): ConstraintDefinition {
  const rest = withExtraTraits(bound);
  const columns = columnsArgument(bound, 'columns');
  const options = readKeyOptions(rest.extraKeywords, 'UniqueConstraint');
  const outside = options.include.find((column) => !columns.includes(column));
  if (outside !== undefined) throw new PythonRaise('KeyError', `'${outside}'`, bound.span);
  return { kind: 'unique', ...traits(rest), ...options, columns };
}

function foreignKey(bound: BoundArguments, table: TargetTable): ConstraintDefinition {
  const rest = withExtraTraits(bound);
  const columns = columnsArgument(bound, 'local_cols');
  const remote = columnsArgument(bound, 'remote_cols');
  if (columns.length !== remote.length) throw countMismatch(bound);
  const referent = textArgument(bound, 'referent_table');
  if (referent !== table.name && withoutQuote(referent) === withoutQuote(table.name)) {
    throw unsupportedArgument(
      'a foreign key to its own table under a name with other quotes is not translated',
      bound.span,
    );
  }
  return {
    ...readForeignKeyOptions(rest),
    ...traits(rest),
    isTargetKnown: true,
    columns,
    target: {
      schema: optionalText(bound, 'referent_schema'),
      table: referent,
      columns: remote,
    },
  };
}

function excludeConstraint(bound: BoundArguments, table: TargetTable): DirectiveOutcome {
  const rest = withExtraTraits(bound);
  const schema = rest.extraKeywords.get('schema');
  const owner =
    schema === undefined || schema.value.kind === 'none'
      ? table
      : { ...table, schema: requireText(schema, 'schema') };
  const constraint = readExclude(rest, bound.extraPositional);
  if (constraint.elements.some(({ key }) => key === null)) {
    throw new PythonRaise(
      'ArgumentError',
      'Column must be constructed with a non-blank name or assign a non-blank .name before adding to a Table.',
      bound.span,
    );
  }
  return added(bound, owner, { ...constraint, ...traits(rest) });
}

const CONSTRAINT_TYPES: readonly ConstraintType[] = ['check', 'foreignkey', 'primary', 'unique'];

function constraintType(bound: BoundArguments): ConstraintType | null {
  const argument = givenArgument(bound, 'type_');
  if (argument === undefined) return null;
  const found = argument.value.kind === 'str' ? argument.value.value : undefined;
  const type = CONSTRAINT_TYPES.find((candidate) => candidate === found);
  if (type !== undefined) return type;
  const listed = argument.value.kind === 'list' || argument.value.kind === 'dict';
  throw new PythonRaise(
    'TypeError',
    listed
      ? `unhashable type: '${argument.value.kind}'`
      : "'type' can be one of 'check', 'foreignkey', 'primary', 'unique', None",
    argument.span,
  );
}
