import { LayeredMap } from './layered-map.ts';

/**
 * An immutable map whose values have an order and a number each that grows along it. Between the numbers is room, so that
 * a value can come without another getting another number. What did not change is shared with the map before.
 */
export class NumberedMap<V> implements ReadonlyMap<string, V> {
  /** The values by number; undefined where there is room. */
  readonly list: ReadonlyArray<V | undefined>;
  readonly #keyOf: (value: V) => string;
  readonly #byKey: LayeredMap<string, V>;
  #numbers: LayeredMap<string, number> | undefined;

  private constructor(
    list: ReadonlyArray<V | undefined>,
    keyOf: (value: V) => string,
    byKey: LayeredMap<string, V>,
    numbers: LayeredMap<string, number> | undefined,
  ) {
    this.list = list;
    this.#keyOf = keyOf;
    this.#byKey = byKey;
    this.#numbers = numbers;
  }

  /** A map of `values` in their order, with room for one more around each; the last of several with one key counts. */
  static of<V>(values: Iterable<V>, keyOf: (value: V) => string): NumberedMap<V> {
    const byKey = new Map<string, V>();
    for (const value of values) byKey.set(keyOf(value), value);
    const list: Array<V | undefined> = [];
    for (const value of byKey.values()) list.push(undefined, value);
    return new NumberedMap(list, keyOf, new LayeredMap(byKey), undefined);
  }

  get size(): number {
    return this.#byKey.size;
  }

  get(key: string): V | undefined {
    return this.#byKey.get(key);
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  numberOf(key: string): number | undefined {
    this.#numbers ??= new LayeredMap(this.#allNumbers());
    return this.#numbers.get(key);
  }

  /** A number with room just behind a key, or in front of all; undefined where there is none, or no such key. */
  roomBehind(key: string | undefined): number | undefined {
    const before = key === undefined ? -1 : this.numberOf(key);
    if (before === undefined) return undefined;
    let next = before + 1;
    while (next < this.list.length && this.list[next] === undefined) next += 1;
    if (next === this.list.length) return Math.max(next, before + 2);
    return next === before + 1 ? undefined : (before + next) >> 1;
  }

  /** The map after `changes`, of which undefined takes the value of a number away. */
  with(changes: ReadonlyMap<number, V | undefined>): NumberedMap<V> {
    if (changes.size === 0) return this;
    const list = this.list.slice();
    const values = new Map<string, V | undefined>();
    const numbers = new Map<string, number | undefined>();
    for (const number of changes.keys()) {
      const old = this.list[number];
      if (old === undefined) continue;
      values.set(this.#keyOf(old), undefined);
      numbers.set(this.#keyOf(old), undefined);
    }
    for (const [number, value] of changes) {
      while (list.length < number) list.push(undefined);
      list[number] = value;
      if (value === undefined) continue;
      values.set(this.#keyOf(value), value);
      numbers.set(this.#keyOf(value), number);
    }
    return new NumberedMap(list, this.#keyOf, this.#byKey.with(values), this.#numbers?.with(numbers));
  }

  /** The keys that have another value than in `before`; undefined where finding them would take a walk over all. */
  changedSince(before: ReadonlyMap<string, V>): ReadonlySet<string> | undefined {
    return before instanceof NumberedMap ? this.#byKey.changedSince(before.#byKey) : undefined;
  }

  *entries(): MapIterator<[string, V]> {
    for (const value of this.list) if (value !== undefined) yield [this.#keyOf(value), value];
  }

  *keys(): MapIterator<string> {
    for (const value of this.list) if (value !== undefined) yield this.#keyOf(value);
  }

  *values(): MapIterator<V> {
    for (const value of this.list) if (value !== undefined) yield value;
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(each: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.entries()) each(value, key, this);
  }

  #allNumbers(): ReadonlyMap<string, number> {
    const numbers = new Map<string, number>();
    for (const [number, value] of this.list.entries()) {
      if (value !== undefined) numbers.set(this.#keyOf(value), number);
    }
    return numbers;
  }
}
