import { createdObjects, renamedObject } from '../postgresql/created-objects.ts';
import { destroyedObjects } from '../postgresql/destroyed-objects.ts';
import type { Statement } from '../postgresql/statement.ts';

/**
 * What each step of a plan removes for good, in the words of `destroyedObjects`, once each. What the plan itself made
 * before is no loss: before the run it was not there.
 */
export function planDestroys(
  steps: ReadonlyArray<{ readonly statements: readonly Statement[] }>,
): ReadonlyArray<readonly string[]> {
  const made = new MadeObjects();
  return steps.map(({ statements }) => {
    const destroyed = new Set<string>();
    for (const { sql } of statements) {
      for (const what of destroyedObjects(sql)) {
        if (!made.covers(what)) destroyed.add(what);
      }
      made.follow(sql);
    }
    return [...destroyed];
  });
}

const OBJECT = /^(rows of|column|table|foreign table|materialized view|schema|database|sequence) (.*)$/s;

/** The objects that statements made, under the names that they have by then. */
class MadeObjects {
  readonly #objects = new Set<string>();

  /** Whether an object, or the table or schema that it is in, was made here. */
  covers(what: string): boolean {
    if (this.#objects.has(what)) return true;
    const [, kind = '', name = ''] = OBJECT.exec(what) ?? [];
    const parents = name.split('.').slice(0, -1);
    if (kind === 'rows of') return this.#objects.has(`table ${name}`) || this.#hasSchema(parents);
    if (kind === 'column') {
      return this.#objects.has(`table ${parents.join('.')}`) || this.#hasSchema(parents.slice(0, -1));
    }
    return this.#hasSchema(parents);
  }

  follow(sql: string): void {
    for (const what of destroyedObjects(sql)) {
      if (!what.startsWith('rows of ')) this.#objects.delete(what);
    }
    for (const what of createdObjects(sql)) this.#objects.add(what);
    const renamed = renamedObject(sql);
    if (renamed === undefined) return;
    const columns = [...this.#objects].filter((what) => isColumnOf(what, renamed.from));
    for (const what of [renamed.from, ...columns]) {
      if (this.#objects.delete(what)) this.#objects.add(renameIn(what, renamed.from, renamed.to));
    }
  }

  #hasSchema(parents: readonly string[]): boolean {
    return parents.length > 0 && this.#objects.has(`schema ${parents.join('.')}`);
  }
}

function isColumnOf(what: string, table: string): boolean {
  return table.startsWith('table ') && what.startsWith(`${columnPrefix(table)}.`);
}

function renameIn(what: string, from: string, to: string): string {
  return what === from ? to : columnPrefix(to) + what.slice(columnPrefix(from).length);
}

/** "table orders" → "column orders". */
function columnPrefix(table: string): string {
  return `column ${table.slice('table '.length)}`;
}
