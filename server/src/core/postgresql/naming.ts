import type { ConstraintName } from '../sqlalchemy/constraint-name.ts';
import { withoutQuote } from '../sqlalchemy/quoted-name.ts';
import type {
  ConstraintDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
} from '../sqlalchemy/schema/table-definition.ts';
import { type NamingConvention, UnknownConvention } from './compile-context.ts';
import { CompileError, UnresolvedValue } from './compile-error.ts';

type NamedKind = ConstraintDefinition['kind'] | 'index';

const PREFIXES: Readonly<Partial<Record<NamedKind, string>>> = {
  index: 'ix',
  unique: 'uq',
  check: 'ck',
  'foreign-key': 'fk',
  'primary-key': 'pk',
};
/** What `MetaData` has where no convention is given. */
const DEFAULT_CONVENTION: NamingConvention = { ix: 'ix_%(column_0_label)s' };

/** The facts of a constraint that a template may ask for. */
export interface NamedConstraint {
  readonly kind: NamedKind;
  readonly name: ConstraintName | null;
  readonly tableName: string;
  readonly schema: string | null;
  readonly columns: readonly string[];
  readonly referredTable: string | undefined;
  /** Undefined where SQLAlchemy does not know the table yet when it makes the name. */
  readonly referredColumns: readonly string[] | undefined;
}

export function namedConstraint(
  definition: ConstraintDefinition,
  tableName: string,
  schema: string | null,
): NamedConstraint {
  const isForeignKey = definition.kind === 'foreign-key';
  return {
    kind: definition.kind,
    name: definition.name,
    tableName,
    schema,
    columns:
      definition.kind === 'exclude'
        ? definition.elements.flatMap(({ key }) => (key === null ? [] : [key]))
        : definition.columns,
    referredTable: isForeignKey ? definition.target.table : undefined,
    referredColumns: isForeignKey ? knownTarget(definition, tableName, schema) : [],
  };
}

function knownTarget(
  definition: ForeignKeyDefinition,
  tableName: string,
  schema: string | null,
): readonly string[] | undefined {
  const { target } = definition;
  const isOwn = target.table === tableName && target.schema === schema;
  return definition.isTargetKnown || isOwn ? target.columns : undefined;
}

export function namedIndex(index: IndexDefinition): NamedConstraint {
  return {
    kind: 'index',
    name: index.name,
    tableName: index.tableName,
    schema: index.schema,
    columns: index.elements.map(({ key }) => key ?? ''),
    referredTable: undefined,
    referredColumns: [],
  };
}

/**
 * The name after the naming convention; null where the object stays without one. Throws UnresolvedValue for a name that
 * a convention would give or change where nobody knows whether there is one. Source: `sqlalchemy.sql.naming`.
 */
export function conventionalName(
  named: NamedConstraint,
  convention: NamingConvention | UnknownConvention | null,
): ConstraintName | null {
  if (named.name?.final === true) return named.name;
  const prefix = PREFIXES[named.kind];
  if (convention instanceof UnknownConvention) {
    // Only a check constraint's own name is usually a part of the name that a convention makes.
    if (prefix === undefined || (named.name !== null && named.kind !== 'check')) return named.name;
    throw new UnresolvedValue(
      `the name of ${named.kind === 'index' ? 'an index' : `a ${named.kind} constraint`} on ${named.tableName} depends on the naming convention of env.py's metadata, and that is not known: ${convention.reason}`,
      convention.statedAs,
    );
  }
  const template = prefix === undefined ? undefined : { ...(convention ?? DEFAULT_CONVENTION) }[prefix];
  if (template === undefined) return named.name;
  if (named.name !== null && !template.includes('constraint_name')) return named.name;
  return { text: fillTemplate(template, named), final: true };
}

function fillTemplate(template: string, named: NamedConstraint): string {
  const filled = template.replace(/%\((\w+)\)s|%%/g, (match, token: string | undefined) =>
    match === '%%' ? '%' : tokenText(token ?? '', named),
  );
  return withoutQuote(filled);
}

function tokenText(token: string, named: NamedConstraint): string {
  if (token === 'table_name') return named.tableName;
  if (token === 'constraint_name') {
    if (named.name !== null) return named.name.text;
    throw new CompileError(
      'Naming convention including %(constraint_name)s token requires that constraint is explicitly named.',
      'InvalidRequestError',
    );
  }
  if (token === 'referred_table_name') {
    if (named.referredTable !== undefined) return named.referredTable;
    throw new CompileError('list index out of range', 'IndexError');
  }
  const parsed = /^(referred_)?column_(\d+)(_?N)?_(name|label|key)$/.exec(token);
  if (parsed === null) throw new CompileError(`'${token}'`, 'KeyError');
  const [, referred, index = '0', multiple, form] = parsed;
  const columns = referred === undefined ? named.columns : (named.referredColumns ?? refuseTarget(named));
  const format = (column: string): string => (form === 'label' ? columnLabel(column, named) : column);
  if (multiple === undefined) {
    const column = columns[Number(index)];
    return column === undefined ? '' : format(column);
  }
  return columns.map(format).join(multiple === '_N' ? '_' : '');
}

function refuseTarget(named: NamedConstraint): never {
  throw new CompileError(
    `Foreign key associated with column '${named.tableName}.${named.columns[0] ?? ''}' could not find table '${named.referredTable ?? ''}' with which to generate a foreign key to its target column`,
    'NoReferencedTableError',
  );
}

/** `[schema_]table_column`. */
function columnLabel(column: string, named: NamedConstraint): string {
  const schema = named.schema === null ? '' : `${named.schema.replaceAll('.', '_')}_`;
  return `${schema}${named.tableName}_${column}`;
}
