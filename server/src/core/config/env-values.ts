import { parsePython } from '../python/parse-python.ts';
import type { Block, ClassStatement, Expression, Statement } from '../python/syntax.ts';
import type { Span } from '../text/span.ts';
import { type Binding, bindStatement, EnvScope, type ModuleLookup } from './env-scope.ts';

/** A value that env.py and the modules it imports hold as a literal. */
export type EnvValue =
  | string
  | number
  | boolean
  | null
  | readonly EnvValue[]
  | { readonly dict: ReadonlyMap<string, EnvValue> };

export type Evaluated =
  | { readonly kind: 'known'; readonly value: EnvValue }
  | { readonly kind: 'unknown'; readonly reason: string; readonly span: Span };

/** An expression with the scope that its names belong to. */
export interface Located {
  readonly expression: Expression;
  readonly scope: EnvScope;
}

const MAX_STEPS = 200;
const MAX_MODULES = 25;

/** Follows names through constants and imports of the project's own files. Nothing is run. */
export class EnvValues {
  readonly #lookup: ModuleLookup;
  readonly #modules = new Map<string, EnvScope>();
  #steps = 0;

  constructor(lookup: ModuleLookup) {
    this.#lookup = lookup;
  }

  /** The literal that an expression comes to; spans are those of `expression`, which is in env.py. */
  evaluate(located: Located): Evaluated {
    this.#steps = 0;
    const { start, end } = located.expression;
    const value = this.#value(located);
    return value === undefined
      ? { kind: 'unknown', reason: unknownReason(located), span: { start, end } }
      : { kind: 'known', value };
  }

  /** Replaces a name or attribute by what it was assigned, through imports, as far as that goes. */
  follow(located: Located): Located | { readonly binding: Extract<Binding, { kind: 'class' }> } | undefined {
    const { expression, scope } = located;
    this.#steps += 1;
    if (this.#steps > MAX_STEPS) return undefined;
    if (expression.kind === 'name') return this.#ofName(expression.name, scope);
    if (expression.kind !== 'attribute') return located;
    const module = this.#moduleOf(expression.value, scope);
    if (module !== undefined) return this.#ofName(expression.name, module);
    return located;
  }

  /** True where a module that was followed so far has this word in it. */
  mentions(word: string): boolean {
    return [...this.#modules.values()].some(({ text }) => text.includes(word));
  }

  #ofName(name: string, scope: EnvScope): ReturnType<EnvValues['follow']> {
    const binding = scope.get(name);
    if (binding !== undefined) return this.#ofBinding(binding, scope);
    for (const { module, level } of scope.stars) {
      this.#steps += 1;
      if (this.#steps > MAX_STEPS) return undefined;
      const starred = this.#module(scope.path, module, level);
      const found = starred === undefined ? undefined : this.#ofName(name, starred);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #ofBinding(binding: Binding | undefined, scope: EnvScope): ReturnType<EnvValues['follow']> {
    if (binding === undefined) return undefined;
    if (binding.kind === 'class') return { binding };
    if (binding.kind === 'value')
      return this.follow({ expression: binding.expression, scope: binding.scope });
    if (binding.kind !== 'import' || binding.name === undefined) return undefined;
    const module = this.#module(scope.path, binding.module, binding.level);
    return module === undefined ? undefined : this.#ofName(binding.name, module);
  }

  /** The module that an expression such as `models` or `app.models` names. */
  #moduleOf(expression: Expression, scope: EnvScope): EnvScope | undefined {
    if (expression.kind === 'name') {
      const binding = scope.get(expression.name);
      if (binding?.kind !== 'import') return undefined;
      const { module, level, name } = binding;
      if (name === undefined) return this.#module(scope.path, module, level);
      return this.#module(scope.path, module === '' ? name : `${module}.${name}`, level);
    }
    const dotted = expression.kind === 'attribute' ? scope.dotted(expression) : undefined;
    return dotted === undefined || dotted.startsWith('.') ? undefined : this.#module(scope.path, dotted, 0);
  }

  #module(from: string, module: string, level: number): EnvScope | undefined {
    const found = this.#lookup({ from, module, level });
    if (found === undefined) return undefined;
    const known = this.#modules.get(found.path);
    if (known !== undefined) return known;
    if (this.#modules.size >= MAX_MODULES) return undefined;
    const scope = new EnvScope(found.path, found.text);
    this.#modules.set(found.path, scope);
    bindBlock(scope, parsePython(found.text).body, true);
    return scope;
  }

  #value(located: Located): EnvValue | undefined {
    const followed = this.follow(located);
    if (followed === undefined || 'binding' in followed) return undefined;
    const { expression, scope } = followed;
    switch (expression.kind) {
      case 'none':
        return null;
      case 'string':
        return expression.value;
      case 'boolean':
        return expression.value;
      case 'integer':
        return Number(expression.value);
      case 'tuple':
      case 'list':
        return this.#values(expression.elements, scope);
      case 'dict':
        return this.#entries(expression, scope);
      case 'binary': {
        const left = this.#value({ expression: expression.left, scope });
        const right = this.#value({ expression: expression.right, scope });
        const joined = expression.operator === '+' && typeof left === 'string' && typeof right === 'string';
        return joined ? left + right : undefined;
      }
      default:
        return undefined;
    }
  }

  #values(elements: readonly Expression[], scope: EnvScope): readonly EnvValue[] | undefined {
    const values = elements.map((expression) => this.#value({ expression, scope }));
    return values.every((value) => value !== undefined) ? values : undefined;
  }

  #entries(expression: Extract<Expression, { kind: 'dict' }>, scope: EnvScope): EnvValue | undefined {
    const entries = new Map<string, EnvValue>();
    for (const { key, value } of expression.entries) {
      const name = key === undefined ? undefined : this.#value({ expression: key, scope });
      const held = this.#value({ expression: value, scope });
      if (typeof name !== 'string' || held === undefined) return undefined;
      entries.set(name, held);
    }
    return { dict: entries };
  }
}

/** Binds the names of a module that is imported, not run: what stands under a condition is uncertain. */
export function bindBlock(scope: EnvScope, block: Block, certain: boolean): void {
  for (const statement of block) {
    bindStatement(scope, statement, certain);
    for (const inner of innerBlocks(statement)) bindBlock(scope, inner, false);
  }
}

function innerBlocks(statement: Statement): readonly Block[] {
  switch (statement.kind) {
    case 'if':
      return [...statement.branches.map((branch) => branch.body), statement.orElse];
    case 'for':
    case 'while':
      return [statement.body, statement.orElse];
    case 'try':
      return [
        statement.body,
        ...statement.handlers.map((handler) => handler.body),
        statement.orElse,
        statement.finalBody,
      ];
    case 'with':
      return [statement.body];
    default:
      return [];
  }
}

/** The value assigned to a name in the body of a class. */
export function classAttribute(statement: ClassStatement, name: string): Expression | undefined {
  for (const inner of statement.body) {
    if (inner.kind !== 'assign') continue;
    if (inner.targets.some((target) => target.kind === 'name' && target.name === name)) return inner.value;
  }
  return undefined;
}

function unknownReason({ expression, scope }: Located): string {
  const source = scope.text.slice(expression.start, expression.end).replace(/\s+/g, ' ');
  const shown = source.length > 60 ? `${source.slice(0, 59)}…` : source;
  return `env.py computes it (${shown}), so it is known only when env.py runs`;
}
