import { unknown } from '../python/interpreter/objects.ts';
import { typeObject } from '../python/interpreter/type-objects.ts';
import type { PythonValue } from '../python/values.ts';

/** What `bind.dialect` is an instance of. */
export const DIALECT_TYPE = 'sqlalchemy.dialects.postgresql.base.PGDialect';

/** The class of a dialect, for `isinstance(bind.dialect, PGDialect)`. */
function dialectClass(className: string, isPostgresql: boolean): PythonValue {
  return typeObject(
    className,
    (value) => (value.kind === 'native' && value.typeName === DIALECT_TYPE ? isPostgresql : undefined),
    (args) => unknown('unsupported-operation', `making a ${className} is not followed`, args.span),
  );
}

const CLASSES = [
  ['mysql', 'MySQLDialect'],
  ['oracle', 'OracleDialect'],
  ['mssql', 'MSDialect'],
  ['sqlite', 'SQLiteDialect'],
] as const;

export const POSTGRESQL_DIALECTS: ReadonlyMap<string, PythonValue> = new Map([
  ['dialect', dialectClass('PGDialect', true)],
  ['PGDialect', dialectClass('PGDialect', true)],
]);

/** The modules of the other dialects, of which only the class matters. */
export const OTHER_DIALECTS: ReadonlyArray<readonly [string, ReadonlyMap<string, PythonValue>]> =
  CLASSES.flatMap(([name, className]) => {
    const made = dialectClass(className, false);
    const names = new Map([
      ['dialect', made],
      [className, made],
    ]);
    return [
      [`sqlalchemy.dialects.${name}`, names],
      [`sqlalchemy.dialects.${name}.base`, names],
    ] as const;
  });
