import type { SqlReader } from './sql-reader.ts';
import type { SqlToken } from './sql-tokens.ts';

/** A column as `ADD COLUMN` or `CREATE TABLE` writes it, as far as it matters to locks. */
export interface WrittenColumn {
  readonly name: string;
  readonly type: string;
  /** Undefined: none, or NULL. */
  readonly defaultExpression: readonly SqlToken[] | undefined;
  readonly generated: 'identity' | 'stored' | 'virtual' | undefined;
  readonly isNotNull: boolean;
  readonly isPrimaryKey: boolean;
  readonly isUnique: boolean;
  readonly hasCheck: boolean;
  readonly references: string | undefined;
}

const CONSTRAINT_WORDS: ReadonlySet<string> = new Set(
  'constraint not null check default generated unique primary references collate storage compression deferrable initially'.split(
    ' ',
  ),
);

/** Reads a column definition from the name of the column on; undefined where it is none. */
export function readColumnDefinition(reader: SqlReader): WrittenColumn | undefined {
  const name = reader.identifier();
  if (name === undefined) return undefined;
  const type = textOf(takeUntilConstraint(reader));
  if (type === '') return undefined;
  const column = {
    name,
    type,
    defaultExpression: undefined as readonly SqlToken[] | undefined,
    generated: undefined as WrittenColumn['generated'],
    isNotNull: false,
    isPrimaryKey: false,
    isUnique: false,
    hasCheck: false,
    references: undefined as string | undefined,
  };
  while (!reader.isAtEnd) {
    if (reader.take('not', 'null')) column.isNotNull = true;
    else if (reader.take('primary', 'key')) column.isPrimaryKey = true;
    else if (reader.take('unique')) column.isUnique = true;
    else if (reader.take('check')) column.hasCheck = reader.list() !== undefined;
    else if (reader.take('references')) column.references = reader.name();
    else if (reader.take('default')) column.defaultExpression = readDefault(reader);
    else if (reader.take('generated')) column.generated = readGenerated(reader);
    else if (reader.sees('(')) reader.list();
    else reader.skip();
  }
  return column;
}

function takeUntilConstraint(reader: SqlReader): readonly SqlToken[] {
  const taken: SqlToken[] = [];
  let depth = 0;
  for (const token of reader.rest) {
    if (depth === 0 && token.kind === 'word' && CONSTRAINT_WORDS.has(token.value)) break;
    if (token.value === '(' && token.kind === 'symbol') depth += 1;
    if (token.value === ')' && token.kind === 'symbol') depth -= 1;
    taken.push(token);
  }
  reader.skip(taken.length);
  return taken;
}

function readDefault(reader: SqlReader): readonly SqlToken[] | undefined {
  const [first] = reader.rest;
  if (first === undefined) return undefined;
  reader.skip();
  if (first.kind === 'word' && first.value === 'null' && !reader.sees('::')) return undefined;
  // The first token may open a parenthesis, whose content is not to be searched for constraints.
  if (first.kind === 'symbol' && first.value === '(') {
    const inside: SqlToken[] = [first];
    for (let depth = 1; depth > 0 && !reader.isAtEnd; ) {
      const [token] = reader.rest;
      if (token === undefined) break;
      if (token.value === '(' && token.kind === 'symbol') depth += 1;
      if (token.value === ')' && token.kind === 'symbol') depth -= 1;
      inside.push(token);
      reader.skip();
    }
    return [...inside, ...takeUntilConstraint(reader)];
  }
  return [first, ...takeUntilConstraint(reader)];
}

/** Without STORED or VIRTUAL the column is virtual. Source: "CREATE TABLE" of PostgreSQL 18. */
function readGenerated(reader: SqlReader): WrittenColumn['generated'] {
  if (!reader.take('always')) reader.take('by', 'default');
  reader.take('as');
  if (reader.take('identity')) return 'identity';
  reader.list();
  if (reader.take('stored')) return 'stored';
  reader.take('virtual');
  return 'virtual';
}

/** Tokens as one text, with blanks where two words would run together. */
export function textOf(tokens: readonly SqlToken[]): string {
  let text = '';
  let end: number | undefined;
  for (const token of tokens) {
    if (end !== undefined && token.start > end) text += ' ';
    text += token.value;
    end = token.end;
  }
  return text;
}
