/** With more changes than this a map is made anew, so that looking through the changes stays cheap. */
const MOST_CHANGES = 256;

/**
 * An immutable map that shares with the map it was made from all that did not change, so that an edit costs as much as it
 * changes. Iterates as a Map does: an entry that got another value keeps its place.
 */
export class LayeredMap<K, V> implements ReadonlyMap<K, V> {
  readonly size: number;
  readonly #base: ReadonlyMap<K, V>;
  /** Undefined stands for an entry of the base that is no more. */
  readonly #changes: ReadonlyMap<K, V | undefined>;

  /** `base` must not change any more. Values are never undefined. */
  constructor(base: ReadonlyMap<K, V>, changes: ReadonlyMap<K, V | undefined> = new Map()) {
    this.#base = base;
    this.#changes = changes;
    let size = base.size;
    for (const [key, value] of changes) {
      if (base.has(key)) size -= value === undefined ? 1 : 0;
      else size += value === undefined ? 0 : 1;
    }
    this.size = size;
  }

  get(key: K): V | undefined {
    if (this.#changes.size > 0) {
      const changed = this.#changes.get(key);
      if (changed !== undefined || this.#changes.has(key)) return changed;
    }
    return this.#base.get(key);
  }

  has(key: K): boolean {
    return this.get(key) !== undefined;
  }

  /** The map after `changes`, of which undefined takes an entry away. */
  with(changes: ReadonlyMap<K, V | undefined>): LayeredMap<K, V> {
    if (changes.size === 0) return this;
    const all = new Map(this.#changes);
    for (const [key, value] of changes) {
      if (value === undefined && !this.#base.has(key)) all.delete(key);
      else all.set(key, value);
    }
    const made = new LayeredMap(this.#base, all);
    return all.size > MOST_CHANGES ? new LayeredMap(new Map(made)) : made;
  }

  /** The keys that have another value than in `before`; undefined where finding them would take a walk over all. */
  changedSince(before: ReadonlyMap<K, V>): ReadonlySet<K> | undefined {
    if (!(before instanceof LayeredMap) || before.#base !== this.#base) return undefined;
    const changed = new Set<K>();
    for (const keys of [before.#changes.keys(), this.#changes.keys()]) {
      for (const key of keys) if (before.get(key) !== this.get(key)) changed.add(key);
    }
    return changed;
  }

  *entries(): MapIterator<[K, V]> {
    for (const entry of this.#base) {
      const [key] = entry;
      const now = this.#changes.get(key);
      if (now !== undefined) yield [key, now];
      else if (this.#changes.size === 0 || !this.#changes.has(key)) yield entry;
    }
    for (const [key, value] of this.#changes) {
      if (value !== undefined && !this.#base.has(key)) yield [key, value];
    }
  }

  *keys(): MapIterator<K> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  forEach(each: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) each(value, key, this);
  }
}
