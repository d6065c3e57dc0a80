import type { EffectForm } from './measured-effects.ts';

/** A type as far as a change of it goes: its name in lower case with one spelling, and its numbers. */
interface TypeName {
  readonly name: string;
  readonly numbers: readonly number[];
  readonly isArray: boolean;
}

const SPELLINGS: Readonly<Record<string, string>> = {
  'character varying': 'varchar',
  character: 'char',
  bpchar: 'char',
  decimal: 'numeric',
  int: 'integer',
  int4: 'integer',
  int8: 'bigint',
  int2: 'smallint',
  bool: 'boolean',
  float8: 'double precision',
  float4: 'real',
  timestamptz: 'timestamp with time zone',
  'timestamp without time zone': 'timestamp',
  timetz: 'time with time zone',
  'time without time zone': 'time',
  'bit varying': 'varbit',
};

/** A type text such as `VARCHAR(100)`, `numeric(12, 2)` or `TIMESTAMP(3) WITH TIME ZONE`. */
function readType(text: string): TypeName {
  const numbers: number[] = [];
  const words = text
    .toLowerCase()
    .replace(/\(\s*([^()]*)\)/, (_, inside: string) => {
      for (const number of inside.split(',')) numbers.push(Number(number));
      return '';
    })
    .replace(/\[\d*\]|\sarray\b/g, '[]')
    .replace(/\s+/g, ' ')
    .trim();
  const isArray = words.includes('[]');
  const bare = words.replaceAll('[]', '').trim();
  return { name: SPELLINGS[bare] ?? bare, numbers, isArray };
}

/**
 * How a change of type is done: without touching rows, by rewriting them, or without touching them where the session's
 * TimeZone is UTC. `isUtc` is undefined where the time zone is not known. Source: measured; see "ALTER TABLE" in
 * PostgreSQL's manual on binary coercible types.
 */
export function typeChange(from: string, to: string): EffectForm {
  const before = readType(from);
  const after = readType(to);
  if (before.isArray !== after.isArray) return 'alter-type-rewrite';
  const pair = `${before.name} > ${after.name}`;
  if (pair === 'timestamp > timestamp with time zone' || pair === 'timestamp with time zone > timestamp') {
    return widens(before, after) ? 'alter-type-timestamp-utc' : 'alter-type-rewrite';
  }
  return isFree(before, after) ? 'alter-type-free' : 'alter-type-rewrite';
}

function isFree(before: TypeName, after: TypeName): boolean {
  if (before.name === after.name && String(before.numbers) === String(after.numbers)) return true;
  if (before.isArray) return false;
  switch (`${before.name} > ${after.name}`) {
    case 'varchar > text':
    case 'cidr > inet':
      return true;
    case 'text > varchar':
    case 'bit > varbit':
      return after.numbers.length === 0;
    case 'varchar > varchar':
    case 'varbit > varbit':
      return widens(before, after);
    case 'numeric > numeric':
      return widensNumeric(before, after);
    case 'timestamp > timestamp':
    case 'timestamp with time zone > timestamp with time zone':
    case 'time > time':
    case 'time with time zone > time with time zone':
    case 'interval > interval':
      return widens(before, after);
    default:
      return false;
  }
}

/** Whether everything that fits the numbers before fits those after; no number is no limit. */
function widens({ numbers: [before] }: TypeName, { numbers: [after] }: TypeName): boolean {
  return after === undefined || (before !== undefined && after >= before);
}

function widensNumeric({ numbers: before }: TypeName, { numbers: after }: TypeName): boolean {
  const [precision] = before;
  const [wider] = after;
  if (wider === undefined) return true;
  return precision !== undefined && wider >= precision && (before[1] ?? 0) === (after[1] ?? 0);
}
