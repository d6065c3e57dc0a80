import type { PythonModule, PythonUnknown, PythonValue } from '../python/values.ts';
import type { Span } from '../text/span.ts';
import { DDL_ELEMENT_CLASSES } from './ddl-element-classes.ts';
import { DDL_CLASSES } from './ddl-object.ts';
import { OTHER_DIALECTS, POSTGRESQL_DIALECTS } from './dialect-classes.ts';
import {
  DELETE_FUNCTION,
  INSERT_FUNCTION,
  POSTGRESQL_INSERT_FUNCTION,
  UPDATE_FUNCTION,
} from './expressions/data-objects.ts';
import { EXPRESSION_FUNCTIONS, POSTGRESQL_FUNCTIONS } from './expressions/expression-functions.ts';
import { FunctionPath } from './expressions/func-object.ts';
import { COMPOUND_FUNCTIONS, EXISTS_FUNCTION, SELECT_FUNCTION } from './expressions/select-object.ts';
import { COLUMN_FUNCTION, TABLE_FUNCTION } from './expressions/table-object.ts';
import { type NativeClass, nativeFunction } from './native-class.ts';
import { DECLARATIVE_BASE, DECLARATIVE_BASE_CLASS } from './orm/declarative-base.ts';
import { QUOTED_NAME_CLASS } from './quoted-name-class.ts';
import { COLUMN_CLASS } from './schema/column-class.ts';
import {
  CHECK_CONSTRAINT_CLASS,
  EXCLUDE_CONSTRAINT_CLASS,
  PRIMARY_KEY_CONSTRAINT_CLASS,
  UNIQUE_CONSTRAINT_CLASS,
} from './schema/constraint-classes.ts';
import { COMPUTED_CLASS, FETCHED_VALUE_CLASS, IDENTITY_CLASS } from './schema/default-objects.ts';
import { FOREIGN_KEY_CLASS, FOREIGN_KEY_CONSTRAINT_CLASS } from './schema/foreign-key.ts';
import { INDEX_CLASS } from './schema/index-object.ts';
import { SEQUENCE_CLASS } from './schema/sequence.ts';
import { DEFAULT_CLAUSE_CLASS } from './schema/server-default.ts';
import { META_DATA_CLASS, TABLE_CLASS } from './schema/table-class.ts';
import { SESSION_CLASS, SESSIONMAKER_CLASS } from './session-object.ts';
import { flaskSqlalchemy } from './third-party/flask-sqlalchemy.ts';
import { THIRD_PARTY_MODULES } from './third-party-modules.ts';
import { ARRAY_CLASS, DOMAIN_CLASS } from './types/composite-types.ts';
import { ENUM_CLASS, POSTGRESQL_ENUM_CLASS } from './types/enum-types.ts';
import { GENERIC_TYPES, NULL_TYPE_CLASS } from './types/generic-types.ts';
import { POSTGRESQL_TYPES } from './types/postgresql-types.ts';
import { COMPILES, USER_TYPE_BASES } from './types/type-class.ts';
import { UnknownArgument } from './unknown-argument.ts';

type Names = ReadonlyMap<string, PythonValue>;

function byName(classes: readonly NativeClass[]): Array<[string, PythonValue]> {
  return classes.map((nativeClass) => [nativeClass.className, nativeClass]);
}

const TYPES: Names = new Map([
  ...byName(GENERIC_TYPES),
  ...byName([ENUM_CLASS, ARRAY_CLASS, ...USER_TYPE_BASES]),
]);

const TYPE_MODULE: Names = new Map([...TYPES, ...byName([NULL_TYPE_CLASS])]);

const SCHEMA: Names = new Map<string, PythonValue>([
  ...byName([
    COLUMN_CLASS,
    FOREIGN_KEY_CLASS,
    FOREIGN_KEY_CONSTRAINT_CLASS,
    PRIMARY_KEY_CONSTRAINT_CLASS,
    UNIQUE_CONSTRAINT_CLASS,
    CHECK_CONSTRAINT_CLASS,
    INDEX_CLASS,
    IDENTITY_CLASS,
    COMPUTED_CLASS,
    FETCHED_VALUE_CLASS,
    DEFAULT_CLAUSE_CLASS,
    SEQUENCE_CLASS,
    META_DATA_CLASS,
    TABLE_CLASS,
  ]),
  ...DDL_CLASSES,
  ...DDL_ELEMENT_CLASSES,
]);

const EXPRESSIONS: Names = new Map<string, PythonValue>([
  ...EXPRESSION_FUNCTIONS,
  ['func', new FunctionPath()],
  ['column', COLUMN_FUNCTION],
  ['table', TABLE_FUNCTION],
  ['select', SELECT_FUNCTION],
  ...COMPOUND_FUNCTIONS,
  ['quoted_name', QUOTED_NAME_CLASS],
  ['exists', EXISTS_FUNCTION],
  ['insert', INSERT_FUNCTION],
  ['update', UPDATE_FUNCTION],
  ['delete', DELETE_FUNCTION],
]);

const POSTGRESQL: Names = new Map<string, PythonValue>([
  ...POSTGRESQL_DIALECTS,
  ...TYPES,
  ...byName(POSTGRESQL_TYPES),
  ...byName([EXCLUDE_CONSTRAINT_CLASS, DOMAIN_CLASS]),
  ['ENUM', POSTGRESQL_ENUM_CLASS],
  ...POSTGRESQL_FUNCTIONS,
  ['insert', POSTGRESQL_INSERT_FUNCTION],
  ['ExcludeConstraint', EXCLUDE_CONSTRAINT_CLASS],
]);

function reflecting(signature: string): PythonValue {
  return nativeFunction(signature, (bound) => {
    throw new UnknownArgument({
      kind: 'unknown',
      span: bound.span,
      reason: { kind: 'reflection', message: 'what the database contains is known only when it runs' },
    });
  });
}

const INSPECT = reflecting('inspect(subject, raiseerr=True)');

const INSPECTOR: Names = new Map([
  [
    'Inspector',
    {
      kind: 'native',
      typeName: 'type',
      pure: true,
      call: (args) => (INSPECT.kind === 'native' ? INSPECT.call?.(args) : undefined) ?? INSPECT,
      getAttribute: (name) => (name === 'from_engine' ? reflecting('from_engine(bind)') : undefined),
    },
  ],
]);

const ROOT: Names = new Map<string, PythonValue>([
  ...TYPES,
  ...SCHEMA,
  ...EXPRESSIONS,
  ['inspect', INSPECT],
  ...INSPECTOR,
]);

/** Parts of a mapped class that are no columns: making them changes nothing. */
const RELATIONS: Names = new Map(
  ['relationship', 'backref', 'synonym'].map((name) => {
    const made = nativeFunction(`${name}(*args, **kw)`, (bound) => {
      throw new UnknownArgument(untranslated(`sqlalchemy.orm.${name}`, bound.span));
    });
    return [name, made];
  }),
);

const DECLARATIVE: Names = new Map<string, PythonValue>([
  ['declarative_base', DECLARATIVE_BASE],
  ['DeclarativeBase', DECLARATIVE_BASE_CLASS],
]);

/** Parts of SQLAlchemy that are known by name; every other name below `sqlalchemy` is there but not translated. */
const MODULES: ReadonlyMap<string, Names> = new Map<string, Names>([
  ['sqlalchemy', ROOT],
  ['sqlalchemy.types', TYPE_MODULE],
  ['sqlalchemy.schema', SCHEMA],
  ['sqlalchemy.sql', new Map([...EXPRESSIONS, ...SCHEMA])],
  ['sqlalchemy.sql.expression', EXPRESSIONS],
  ['sqlalchemy.sql.sqltypes', TYPE_MODULE],
  ['sqlalchemy.sql.schema', SCHEMA],
  ['sqlalchemy.sql.ddl', SCHEMA],
  ['sqlalchemy.sql.elements', EXPRESSIONS],
  ['sqlalchemy.sql.selectable', EXPRESSIONS],
  ['sqlalchemy.sql.dml', EXPRESSIONS],
  ['sqlalchemy.sql.type_api', TYPES],
  ['sqlalchemy.sql.functions', new Map([['func', new FunctionPath()]])],
  ['sqlalchemy.engine', INSPECTOR],
  ['sqlalchemy.engine.reflection', INSPECTOR],
  ['sqlalchemy.dialects', new Map()],
  ['sqlalchemy.dialects.postgresql', POSTGRESQL],
  ['sqlalchemy.dialects.postgresql.base', POSTGRESQL],
  ['sqlalchemy.dialects.postgresql.json', POSTGRESQL],
  ['sqlalchemy.dialects.postgresql.array', POSTGRESQL],
  ['sqlalchemy.dialects.postgresql.ranges', POSTGRESQL],
  ['sqlalchemy.dialects.postgresql.types', POSTGRESQL],
  ['sqlalchemy.dialects.postgresql.dml', POSTGRESQL],
  ['sqlalchemy.dialects.postgresql.hstore', POSTGRESQL],
  ['sqlalchemy.dialects.postgresql.named_types', POSTGRESQL],
  [
    'sqlalchemy.orm',
    new Map<string, PythonValue>([
      ['Session', SESSION_CLASS],
      ['sessionmaker', SESSIONMAKER_CLASS],
      ...DECLARATIVE,
      ...RELATIONS,
    ]),
  ],
  ['sqlalchemy.orm.decl_api', DECLARATIVE],
  ['sqlalchemy.ext.declarative', DECLARATIVE],
  ['sqlalchemy.ext.declarative.api', DECLARATIVE],
  [
    'sqlalchemy.orm.session',
    new Map<string, PythonValue>([
      ['Session', SESSION_CLASS],
      ['sessionmaker', SESSIONMAKER_CLASS],
    ]),
  ],
  ['sqlalchemy.ext.compiler', new Map<string, PythonValue>([['compiles', COMPILES]])],
  ['flask_sqlalchemy', flaskSqlalchemy((name) => ROOT.get(name) ?? RELATIONS.get(name))],
  ...OTHER_DIALECTS,
  ...THIRD_PARTY_MODULES,
]);

/** Parts of SQLAlchemy whose names run no SQL: exceptions, other dialects, what reads the catalog. */
const WITHOUT_SQL = /^sqlalchemy\.(exc|dialects|engine\.reflection|__version__)\b/;

/** A module of SQLAlchemy or of a package whose types are known; undefined for any other. */
export function sqlalchemyModule(name: string): PythonModule | undefined {
  const names = MODULES.get(name);
  if (names === undefined && name !== 'sqlalchemy' && !name.startsWith('sqlalchemy.')) return undefined;
  return {
    kind: 'module',
    name,
    getAttribute: (attribute, span) => {
      if (attribute.startsWith('__') && attribute !== '__version__') return undefined;
      const value = names?.get(attribute);
      if (value !== undefined) return value;
      if (name === 'sqlalchemy' && ABSENT_NAMES.has(attribute)) return undefined;
      const child = `${name}.${attribute}`;
      return MODULES.has(child) || SUBMODULES.has(child)
        ? sqlalchemyModule(child)
        : untranslated(child, span);
    },
  };
}

/** Names that a revision may expect in `sqlalchemy`, where they are not (any more). */
const ABSENT_NAMES: ReadonlySet<string> = new Set([
  'NullType',
  'Binary',
  'UserDefinedType',
  'TypeEngine',
  'HSTORE',
  'JSONB',
]);

const SUBMODULES: ReadonlySet<string> = new Set([
  ...MODULES.keys(),
  'sqlalchemy.orm',
  'sqlalchemy.exc',
  'sqlalchemy.engine',
  'sqlalchemy.engine.reflection',
  'sqlalchemy.ext',
]);

function untranslated(name: string, span: Span): PythonUnknown {
  return {
    kind: 'unknown',
    span,
    reason: { kind: 'unsupported-operation', message: `${name} is not translated`, name },
    ...(WITHOUT_SQL.test(name) ? {} : { touchesDatabase: true }),
  };
}
