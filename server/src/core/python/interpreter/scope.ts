import type { PythonSource } from '../parse-python.ts';
import type { PythonClass, PythonRaise, PythonUnknown, PythonValue } from '../values.ts';

const NO_NAMES: ReadonlySet<string> = new Set();

/** The names of a module, a function call, a class body or a comprehension. */
export class Scope {
  readonly kind: 'module' | 'function' | 'class';
  readonly source: PythonSource;
  readonly names = new Map<string, PythonValue>();
  /** Imported names whose value is worked out when it is asked for. */
  readonly #deferred = new Map<string, () => PythonValue>();
  readonly parent: Scope | undefined;
  /** Names that an assignment in this function makes local; reading one before that is an error. */
  readonly locals: ReadonlySet<string>;
  #globalNames = NO_NAMES;
  #nonlocalNames = NO_NAMES;
  /** Of a class body: the class that came of it. */
  madeClass: PythonClass | undefined;
  /** Of a call of a method: where the method was defined, and the object that it was called on. */
  method: { readonly classScope: Scope; readonly self: PythonValue } | undefined;
  /** What the generator function of this scope has given so far; undefined outside generators. */
  yielded: PythonValue[] | undefined;
  /** Set where a `yield` may or may not have run: what the generator gives is then not known. */
  yieldedUnknown: PythonUnknown | undefined;
  /** The exceptions that the `except` clauses around the current statement handle, innermost last. */
  readonly handledExceptions: PythonRaise[] = [];

  constructor(
    kind: Scope['kind'],
    source: PythonSource,
    parent: Scope | undefined,
    locals: ReadonlySet<string> = NO_NAMES,
  ) {
    this.kind = kind;
    this.source = source;
    this.parent = parent;
    this.locals = locals;
  }

  /** `global x` and `nonlocal x` of this scope. */
  declare(kind: 'global' | 'nonlocal', names: readonly string[]): void {
    if (kind === 'global') this.#globalNames = new Set([...this.#globalNames, ...names]);
    else this.#nonlocalNames = new Set([...this.#nonlocalNames, ...names]);
  }

  get module(): Scope {
    let scope: Scope = this;
    while (scope.kind !== 'module' && scope.parent !== undefined) scope = scope.parent;
    return scope;
  }

  /**
   * The value of a name; `unbound` for a local that has none yet, `free` for one of a function around this; undefined
   * where no scope knows the name.
   */
  lookup(name: string): PythonValue | 'unbound' | 'free' | undefined {
    if (this.#globalNames.has(name)) return this.module.get(name);
    const own = this.get(name);
    if (own !== undefined) return own;
    if (this.locals.has(name) && !this.#nonlocalNames.has(name)) return 'unbound';
    for (let scope = this.parent; scope !== undefined; scope = scope.parent) {
      if (scope.kind === 'class') continue;
      const value = scope.get(name);
      if (value !== undefined) return value;
      if (scope.locals.has(name) && !scope.#nonlocalNames.has(name) && !scope.#globalNames.has(name))
        return 'free';
    }
    return undefined;
  }

  /** The value that this scope itself holds for a name. */
  get(name: string): PythonValue | undefined {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    const work = this.#deferred.get(name);
    if (work === undefined) return undefined;
    this.#deferred.delete(name);
    const value = work();
    this.names.set(name, value);
    return value;
  }

  /** Binds a name to a value that is worked out when it is asked for. */
  defer(name: string, work: () => PythonValue): void {
    const owner = this.owner(name);
    owner.names.delete(name);
    owner.#deferred.set(name, work);
  }

  /** Every name that this scope itself holds. */
  boundNames(): readonly string[] {
    return [...this.names.keys(), ...this.#deferred.keys()];
  }

  /** The scope that an assignment of `name` here changes. */
  owner(name: string): Scope {
    if (this.#globalNames.has(name)) return this.module;
    if (!this.#nonlocalNames.has(name)) return this;
    for (let scope = this.parent; scope !== undefined; scope = scope.parent) {
      if (scope.kind === 'function' && (scope.names.has(name) || scope.locals.has(name))) return scope;
    }
    return this;
  }

  assign(name: string, value: PythonValue): void {
    const owner = this.owner(name);
    owner.#deferred.delete(name);
    owner.names.set(name, value);
  }

  /** False where the name is not bound here. */
  remove(name: string): boolean {
    const owner = this.owner(name);
    const wasDeferred = owner.#deferred.delete(name);
    return owner.names.delete(name) || wasDeferred;
  }
}
