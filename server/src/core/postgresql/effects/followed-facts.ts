import { textOf } from './column-definition.ts';
import {
  type ColumnFacts,
  type ConstraintFacts,
  NO_FACTS,
  relationKey,
  type SchemaFacts,
  type TableFacts,
  type TypeFacts,
} from './schema-facts.ts';
import { SqlReader } from './sql-reader.ts';
import { type SqlToken, splitAtTopLevel, splitStatements, sqlTokens } from './sql-tokens.ts';
import { readTableConstraint, readTableElement } from './written-constraint.ts';

interface FollowedTable {
  readonly columns: Map<string, ColumnFacts>;
  constraints: ConstraintFacts[];
  readonly isComplete: boolean;
}

/**
 * What is known of a database after the statements that were followed, on top of what was known before. It follows what
 * decides over locks, and no more; a statement that it does not know makes it forget nothing.
 */
export class FollowedFacts implements SchemaFacts {
  readonly #before: SchemaFacts;
  readonly #created = new Set<string>();
  readonly #tables = new Map<string, FollowedTable>();
  readonly #dropped = new Set<string>();
  readonly #indexes = new Map<string, string>();
  readonly #types = new Map<string, TypeFacts>();
  #isTimeZoneUtc: boolean | undefined;

  constructor(before: SchemaFacts = NO_FACTS) {
    this.#before = before;
    this.#isTimeZoneUtc = before.isTimeZoneUtc;
  }

  get isTimeZoneUtc(): boolean | undefined {
    return this.#isTimeZoneUtc;
  }

  isNew(relation: string): boolean {
    return this.#created.has(relationKey(relation)) || this.#before.isNew(relation);
  }

  table(name: string): TableFacts | undefined {
    const key = relationKey(name);
    const own = this.#tables.get(key);
    const isOwn = this.#dropped.has(key) || this.#created.has(key);
    const before = isOwn ? undefined : this.#before.table(name);
    if (own === undefined) return before;
    const referencing = this.#referencing(key);
    return {
      columns: own.columns,
      constraints: own.constraints,
      referencedBy: [...new Set([...(before?.referencedBy ?? []), ...referencing])],
      views: before?.views ?? [],
      isComplete: own.isComplete,
      ...(before?.partitions === undefined ? {} : { partitions: before.partitions }),
      ...(before?.referencedColumns === undefined || referencing.length > 0
        ? {}
        : { referencedColumns: before.referencedColumns }),
    };
  }

  tableOfIndex(index: string): string | undefined {
    return this.#indexes.get(relationKey(index)) ?? this.#before.tableOfIndex(index);
  }

  type(name: string): TypeFacts | undefined {
    return this.#types.get(relationKey(name)) ?? this.#before.type(name);
  }

  /** Takes in what an SQL text changes. */
  follow(sql: string): void {
    for (const tokens of splitStatements(sqlTokens(sql))) this.followStatement(tokens);
  }

  followStatement(tokens: readonly SqlToken[]): void {
    const reader = new SqlReader(tokens);
    if (reader.take('create')) this.#followCreate(reader);
    else if (reader.take('alter', 'table')) this.#followAlter(reader);
    else if (reader.take('drop', 'table')) {
      reader.take('if', 'exists');
      for (const name of reader.names()) this.#forget(name);
    } else if (reader.take('set', 'timezone') || reader.take('set', 'time', 'zone')) {
      this.#isTimeZoneUtc = reader.rest.some(({ value }) => /^(?:utc|etc\/utc|gmt)$/i.test(value));
    }
  }

  #followCreate(reader: SqlReader): void {
    reader.take('or', 'replace');
    if (reader.take('type')) {
      const name = reader.name();
      if (name !== undefined) this.#types.set(relationKey(name), { isConstrainedDomain: false, users: [] });
      return;
    }
    if (reader.take('domain')) {
      this.#followDomain(reader);
      return;
    }
    if (reader.take('unique', 'index') || reader.take('index')) {
      reader.take('concurrently');
      reader.take('if', 'not', 'exists');
      const index = reader.name();
      const table = reader.seek('on') && reader.take('on') ? reader.names()[0] : undefined;
      if (index !== undefined && table !== undefined) this.#indexes.set(indexKey(index, table), table);
      return;
    }
    reader.takeOneOf('global', 'local');
    reader.takeOneOf('temporary', 'temp', 'unlogged', 'foreign');
    const isTable = reader.take('table');
    if (!isTable && !reader.take('materialized', 'view') && !reader.take('view') && !reader.take('sequence'))
      return;
    const guarded = reader.take('if', 'not', 'exists');
    const name = reader.name();
    // With IF NOT EXISTS it may be an old one, of which nothing is known.
    if (name === undefined || guarded) return;
    this.#create(name);
    if (isTable) this.#followTable(name, reader);
  }

  #followTable(name: string, reader: SqlReader): void {
    const elements = reader.list();
    const isComplete =
      elements !== undefined && reader.isAtEnd && !elements.some(([first]) => first?.value === 'like');
    const table: FollowedTable = { columns: new Map(), constraints: [], isComplete };
    this.#tables.set(relationKey(name), table);
    for (const element of elements ?? []) addElement(table, element, name);
  }

  #followDomain(reader: SqlReader): void {
    const name = reader.name();
    if (name === undefined) return;
    reader.take('as');
    const constraint = reader.rest.findIndex(({ value }) =>
      ['check', 'not', 'constraint', 'default'].includes(value),
    );
    const type = constraint === -1 ? reader.rest : reader.rest.slice(0, constraint);
    const isConstrainedDomain = reader.rest.some(({ value }) => value === 'check' || value === 'not');
    this.#types.set(relationKey(name), { isConstrainedDomain, baseType: textOf(type), users: [] });
  }

  #followAlter(reader: SqlReader): void {
    reader.take('if', 'exists');
    reader.take('only');
    const name = reader.name();
    if (name === undefined) return;
    if (reader.take('rename', 'to')) {
      this.#rename(name, reader.identifier());
      return;
    }
    const table = this.#changeable(name);
    for (const action of splitAtTopLevel(reader.rest, ',')) followAction(table, new SqlReader(action), name);
  }

  /** The table with what was known of it before. */
  #changeable(name: string): FollowedTable {
    const own = this.#tables.get(relationKey(name));
    if (own !== undefined) return own;
    const before = this.table(name);
    const table: FollowedTable = {
      columns: new Map(before?.columns ?? []),
      constraints: [...(before?.constraints ?? [])],
      isComplete: before?.isComplete ?? false,
    };
    this.#tables.set(relationKey(name), table);
    return table;
  }

  #create(name: string): void {
    this.#created.add(relationKey(name));
    this.#dropped.delete(relationKey(name));
  }

  #forget(name: string): void {
    const key = relationKey(name);
    this.#tables.delete(key);
    this.#created.delete(key);
    this.#dropped.add(key);
  }

  #rename(name: string, to: string | undefined): void {
    if (to === undefined) return;
    const schema = name.slice(0, name.lastIndexOf('.') + 1);
    const table = this.table(name) === undefined ? undefined : this.#changeable(name);
    const isNew = this.#created.has(relationKey(name));
    this.#forget(name);
    if (table !== undefined) this.#tables.set(relationKey(schema + to), table);
    if (isNew) this.#create(schema + to);
  }

  #referencing(key: string): readonly string[] {
    return [...this.#tables]
      .filter(([, { constraints }]) =>
        constraints.some(({ references }) => references !== undefined && relationKey(references) === key),
      )
      .map(([name]) => name);
  }
}

/** An index lives in the schema of its table. */
function indexKey(index: string, table: string): string {
  const schema = table.slice(0, table.lastIndexOf('.') + 1);
  return relationKey(index.includes('.') ? index : schema + index);
}

function addElement(table: FollowedTable, tokens: readonly SqlToken[], name: string): void {
  const { column, constraints } = readTableElement(tokens, name);
  if (column !== undefined) table.columns.set(column.name, { type: column.type });
  table.constraints.push(...constraints);
}

function followAction(table: FollowedTable, reader: SqlReader, name: string): void {
  if (reader.take('add')) {
    const constraint = readTableConstraint(reader.rest, name);
    if (constraint !== undefined) {
      table.constraints.push(constraint);
      return;
    }
    reader.take('column');
    reader.take('if', 'not', 'exists');
    addElement(table, reader.rest, name);
  } else if (reader.take('drop', 'constraint')) {
    reader.take('if', 'exists');
    const gone = reader.identifier();
    table.constraints = table.constraints.filter((constraint) => constraint.name !== gone);
  } else if (reader.take('validate', 'constraint')) {
    const valid = reader.identifier();
    table.constraints = table.constraints.map((constraint) =>
      constraint.name === valid ? { ...constraint, isValid: true } : constraint,
    );
  } else if (reader.take('alter', 'column') || reader.take('alter')) {
    const column = reader.identifier();
    if (column === undefined || !(reader.take('set', 'data', 'type') || reader.take('type'))) return;
    const end = reader.rest.findIndex(({ value }) => value === 'using' || value === 'collate');
    table.columns.set(column, { type: textOf(end === -1 ? reader.rest : reader.rest.slice(0, end)) });
  } else if (reader.take('drop', 'column') || reader.take('drop')) {
    reader.take('if', 'exists');
    const column = reader.identifier();
    if (column === undefined) return;
    table.columns.delete(column);
    table.constraints = table.constraints.filter(({ columns }) => !columns.includes(column));
  }
}
