import { readColumnDefinition, type WrittenColumn } from './column-definition.ts';
import { defaultVolatility, namedSequences } from './default-volatility.ts';
import type { FormUse } from './form-use.ts';
import type { EffectForm } from './measured-effects.ts';
import type { SchemaFacts } from './schema-facts.ts';
import type { SqlReader } from './sql-reader.ts';

const SERIAL = /^(?:small|big)?serial[248]?$/;

/** Types of PostgreSQL itself: no domain. */
const BUILT_IN =
  /^(?:pg_catalog\.)?(?:small|big)?(?:int(?:eger)?[248]?|serial[248]?|numeric|decimal|real|float[48]?|double precision|money|(?:character )?varying|character(?: varying)?|varchar|bpchar|char|text|citext|name|bytea|bool(?:ean)?|date|time(?:stamp)?(?:tz)?|interval|uuid|jsonb?|jsonpath|xml|inet|cidr|macaddr8?|bit(?: varying)?|varbit|point|line|lseg|box|path|polygon|circle|ts(?:vector|query)|oid|reg\w+|hstore|ltree|vector|halfvec|\w+range|pg_lsn)\b/;

/** What `ADD COLUMN` does, from the name of the column on. */
export function addColumnUses(reader: SqlReader, table: string, facts: SchemaFacts): readonly FormUse[] {
  const column = readColumnDefinition(reader);
  const on = { table: [table] };
  if (column === undefined) return [{ form: 'add-column', on }];
  const uses: FormUse[] = [valueUse(column, table, facts)];
  const hasValues = column.defaultExpression !== undefined || column.generated !== undefined;
  if (column.isPrimaryKey) {
    uses.push({ form: 'column-primary-key', on });
  } else if (column.isNotNull && !hasValues && !SERIAL.test(column.type)) {
    uses.push({
      form: 'column-not-null',
      on,
      note: 'It fails where the table has rows: they would have no value.',
    });
  }
  if (column.isUnique) uses.push({ form: 'column-unique', on });
  if (column.hasCheck) uses.push({ form: 'column-check', on });
  if (column.references !== undefined) {
    const form = hasValues ? 'column-default-references' : 'column-references';
    uses.push({ form, on: { ...on, referenced: [column.references] } });
  }
  return uses;
}

/** How the rows that stand get their value. */
function valueUse(column: WrittenColumn, table: string, facts: SchemaFacts): FormUse {
  const on = { table: [table] };
  if (column.generated !== undefined) return { form: `add-column-${column.generated}`, on };
  if (SERIAL.test(column.type)) return { form: 'add-column-serial', on };
  const type = facts.type(column.type);
  if (type?.isConstrainedDomain === true) return { form: 'add-column-constrained-domain', on };
  const note =
    type !== undefined || BUILT_IN.test(column.type)
      ? {}
      : { note: `Where ${column.type} is a domain with a constraint, the table is rewritten.` };
  if (column.defaultExpression === undefined) return { form: 'add-column', on, ...note };
  switch (defaultVolatility(column.defaultExpression)) {
    case 'constant':
      return { form: 'add-column-constant-default', on, ...note };
    case 'volatile':
      return { form: 'add-column-volatile-default', on };
    case 'sequence': {
      const sequence = namedSequences(column.defaultExpression);
      return { form: 'add-column-sequence-default' satisfies EffectForm, on: { ...on, sequence } };
    }
    case 'unknown':
      return {
        form: 'add-column-volatile-default',
        on,
        isUncertain: true,
        note: 'The table is rewritten where a function of the default is VOLATILE.',
      };
  }
}
