import type { PythonValue } from './values.ts';

/** How the value of each name is made for an owner: a run of the interpreter, the recorder of a migration. */
export type NameMakers<Owner> = ReadonlyMap<string, (owner: Owner) => PythonValue>;

/**
 * The names that one owner offers, each made when it is first asked for and the same ever after. A revision uses few of
 * the many names there are, and a chain has many revisions.
 */
export class MadeNames<Owner> {
  readonly #makers: NameMakers<Owner>;
  readonly #owner: Owner;
  readonly #made = new Map<string, PythonValue>();

  constructor(makers: NameMakers<Owner>, owner: Owner) {
    this.#makers = makers;
    this.#owner = owner;
  }

  get(name: string): PythonValue | undefined {
    const known = this.#made.get(name);
    if (known !== undefined) return known;
    const made = this.#makers.get(name)?.(this.#owner);
    if (made !== undefined) this.#made.set(name, made);
    return made;
  }
}
