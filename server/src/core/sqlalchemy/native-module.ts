import type { PythonModule, PythonValue } from '../python/values.ts';

/** A module of a library with a fixed set of names. */
export class NativeModule implements PythonModule {
  readonly kind = 'module';
  readonly name: string;
  readonly #names: ReadonlyMap<string, PythonValue>;

  constructor(name: string, names: Iterable<readonly [string, PythonValue]>) {
    this.name = name;
    this.#names = new Map(names);
  }

  getAttribute(name: string): PythonValue | undefined {
    return this.#names.get(name);
  }

  entries(): Iterable<readonly [string, PythonValue]> {
    return this.#names;
  }
}
