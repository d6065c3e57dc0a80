import type { MigrateOperation } from '../operations/migrate-operation.ts';
import type { Span } from '../text/span.ts';

type State = 'present' | 'absent';

/** An object that is not in the state that an operation needs. */
export interface Contradiction {
  /** As a sentence begins: `The column "a" of t`. */
  readonly object: string;
  readonly state: State;
  /** The operation that left it so. */
  readonly since: Span;
}

interface Subject {
  readonly key: string;
  readonly text: string;
  /** The key of the table that it belongs to and is dropped with. */
  readonly table?: string;
}

interface Fact {
  readonly state: State;
  readonly since: Span;
  readonly table: string | undefined;
}

type Schema = string | null;

/** What the operations of one function have made and dropped so far. What they did not touch is not known. */
export class ObjectHistory {
  readonly #facts = new Map<string, Fact>();

  /** Takes the next operation; answers what stands in its way. */
  follow(operation: MigrateOperation): readonly Contradiction[] {
    const { span } = operation;
    switch (operation.kind) {
      case 'unresolved':
      case 'execute':
        // SQL may change anything, the search_path among it.
        this.#facts.clear();
        return [];
      case 'create-table': {
        const { name, schema, columns } = operation.table;
        const subject = table(name, schema);
        if (operation.ifNotExists) return this.#forget(subject);
        const found = this.#needs(subject, 'absent');
        this.#forgetTable(subject.key);
        this.#set(subject, 'present', span);
        for (const each of columns) this.#set(column(name, schema, each.name), 'present', span);
        return found;
      }
      case 'drop-table': {
        const subject = table(operation.tableName, operation.schema);
        const found = operation.ifExists ? [] : this.#needs(subject, 'present');
        this.#forgetTable(subject.key);
        this.#set(subject, 'absent', span);
        return found;
      }
      case 'rename-table': {
        const old = table(operation.tableName, operation.schema);
        const found = this.#needs(old, 'present');
        this.#forgetTable(old.key);
        this.#set(old, 'absent', span);
        this.#forget(table(operation.newTableName, operation.schema));
        return found;
      }
      default:
        return this.#followPart(operation, span);
    }
  }

  #followPart(operation: MigrateOperation, span: Span): readonly Contradiction[] {
    switch (operation.kind) {
      case 'add-column': {
        const { tableName, schema, ifNotExists } = operation;
        const subject = column(tableName, schema, operation.column.name);
        return this.#make(subject, ifNotExists, span, table(tableName, schema));
      }
      case 'drop-column': {
        const { tableName, schema, columnName, ifExists } = operation;
        return this.#drop(column(tableName, schema, columnName), ifExists, span, table(tableName, schema));
      }
      case 'alter-column': {
        const { tableName, schema, columnName, newColumnName } = operation;
        const old = column(tableName, schema, columnName);
        const found = this.#needs(table(tableName, schema), 'present');
        if (found.length === 0) found.push(...this.#needs(old, 'present'));
        if (newColumnName !== null) {
          this.#set(old, 'absent', span);
          this.#set(column(tableName, schema, newColumnName), 'present', span);
        }
        return found;
      }
      case 'create-index': {
        const { name, tableName, schema } = operation.index;
        if (name === null) return [];
        const subject = index(name.text, schema, tableName);
        return this.#make(subject, operation.ifNotExists, span, table(tableName, schema));
      }
      case 'drop-index': {
        const { name, tableName, schema } = operation.index;
        if (name === null) return [];
        return this.#drop(index(name.text, schema, tableName), operation.ifExists, span);
      }
      case 'add-constraint': {
        const { name } = operation.constraint;
        const owner = table(operation.tableName, operation.schema);
        if (name === null) return this.#needs(owner, 'present');
        return this.#make(constraint(owner, name.text), false, span, owner);
      }
      case 'drop-constraint': {
        if (operation.name === null) return [];
        const owner = table(operation.tableName, operation.schema);
        return this.#drop(constraint(owner, operation.name.text), operation.ifExists, span, owner);
      }
      default:
        return [];
    }
  }

  #make(subject: Subject, ifNotExists: boolean, span: Span, owner: Subject): readonly Contradiction[] {
    const found = this.#needs(owner, 'present');
    if (found.length === 0 && !ifNotExists) found.push(...this.#needs(subject, 'absent'));
    this.#set(subject, 'present', span);
    return found;
  }

  #drop(subject: Subject, ifExists: boolean, span: Span, owner?: Subject): readonly Contradiction[] {
    const found = owner === undefined ? [] : this.#needs(owner, 'present');
    if (found.length === 0 && !ifExists) found.push(...this.#needs(subject, 'present'));
    // An index or a constraint may stand on the column and go with it.
    if (subject.key.startsWith('column')) this.#forgetParts(subject.table);
    this.#set(subject, 'absent', span);
    return found;
  }

  #needs({ key, text }: Subject, state: State): Contradiction[] {
    const fact = this.#facts.get(key);
    return fact === undefined || fact.state === state
      ? []
      : [{ object: text, state: fact.state, since: fact.since }];
  }

  #set(subject: Subject, state: State, since: Span): void {
    this.#facts.set(subject.key, { state, since, table: subject.table });
  }

  #forget({ key }: Subject): readonly Contradiction[] {
    this.#forgetTable(key);
    this.#facts.delete(key);
    return [];
  }

  #forgetTable(tableKey: string): void {
    for (const [key, fact] of this.#facts) if (fact.table === tableKey) this.#facts.delete(key);
  }

  #forgetParts(tableKey: string | undefined): void {
    for (const [key, fact] of this.#facts) {
      if (fact.table === tableKey && !key.startsWith('column')) this.#facts.delete(key);
    }
  }
}

function keyOf(kind: string, ...names: ReadonlyArray<string | null>): string {
  return kind + JSON.stringify(names);
}

function table(name: string, schema: Schema): Subject {
  return { key: keyOf('table', schema, name), text: `The table ${name}` };
}

function column(tableName: string, schema: Schema, name: string): Subject {
  const owner = keyOf('table', schema, tableName);
  return { key: keyOf('column', owner, name), text: `The column "${name}" of ${tableName}`, table: owner };
}

/** Indexes share their names with the tables of the schema; those of different tables are kept apart by name alone. */
function index(name: string, schema: Schema, tableName: string): Subject {
  return {
    key: keyOf('index', schema, name),
    text: `The index ${name}`,
    table: keyOf('table', schema, tableName),
  };
}

function constraint(owner: Subject, name: string): Subject {
  return { key: keyOf('constraint', owner.key, name), text: `The constraint ${name}`, table: owner.key };
}
