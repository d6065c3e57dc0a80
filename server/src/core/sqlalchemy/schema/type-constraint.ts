import { compare } from '../expressions/build.ts';
import { OPERATORS } from '../expressions/operators.ts';
import { type SqlType, STRING } from '../types/sql-type.ts';
import type { CheckDefinition } from './table-definition.ts';

const NOWHERE = { start: 0, end: 0 };

/**
 * The CHECK that an enum without a database type brings along with `create_constraint=True`; null for any other type.
 * Source: `Enum._set_table` in `sqlalchemy.sql.sqltypes`.
 */
export function typeConstraint(columnName: string, type: SqlType): CheckDefinition | null {
  if (type.kind !== 'enum' || type.native || !type.createConstraint) return null;
  const column = { kind: 'column', name: columnName, table: null, isLiteral: false, type: STRING } as const;
  const labels = type.labels.map(({ label }) => ({ kind: 'str', value: label }) as const);
  return {
    kind: 'check',
    name: type.name === null ? null : { text: type.name, final: false },
    deferrable: null,
    initially: null,
    condition: compare(OPERATORS.in, column, {
      kind: 'bind',
      key: null,
      value: { kind: 'list', items: labels },
      expanding: true,
      emptyList: 'in',
      span: NOWHERE,
      type: STRING,
    }),
    notValid: false,
    columns: [columnName],
  };
}
