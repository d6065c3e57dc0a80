import type {
  Argument,
  Block,
  CallExpression,
  ClassStatement,
  Expression,
  FunctionStatement,
} from '../python/syntax.ts';
import type { Span } from '../text/span.ts';

/** Gives the text of an imported module, or undefined where it is not a file of the project. */
export type ModuleLookup = (request: {
  /** Path of the file with the import. */
  readonly from: string;
  /** Dotted, "" for `from . import x`. */
  readonly module: string;
  /** Number of leading dots. */
  readonly level: number;
}) => { readonly path: string; readonly text: string } | undefined;

/** What a name of a module or function stands for. */
export type Binding =
  | { readonly kind: 'value'; readonly expression: Expression; readonly scope: EnvScope }
  | { readonly kind: 'function'; readonly statement: FunctionStatement; readonly scope: EnvScope }
  | { readonly kind: 'class'; readonly statement: ClassStatement; readonly scope: EnvScope }
  /** `name` is undefined for the module itself. */
  | {
      readonly kind: 'import';
      readonly module: string;
      readonly level: number;
      readonly name: string | undefined;
    }
  | { readonly kind: 'unknown'; readonly reason: string; readonly span: Span };

/** Names of one function or module, and of what is around it. */
export class EnvScope {
  /** Path of the file. */
  readonly path: string;
  readonly text: string;
  readonly #names = new Map<string, Binding>();
  readonly #stars: Array<{ readonly module: string; readonly level: number }> = [];
  readonly #outer: EnvScope | undefined;

  constructor(path: string, text: string, outer?: EnvScope) {
    this.path = path;
    this.text = text;
    this.#outer = outer;
  }

  get(name: string): Binding | undefined {
    return this.#names.get(name) ?? this.#outer?.get(name);
  }

  set(name: string, binding: Binding): void {
    this.#names.set(name, binding);
  }

  /** Modules of `from … import *`, the last first: where a name may come from that is bound nowhere. */
  get stars(): ReadonlyArray<{ readonly module: string; readonly level: number }> {
    return this.#stars.toReversed();
  }

  addStar(module: string, level: number): void {
    this.#stars.push({ module, level });
  }

  /**
   * The dotted name of what an expression refers to through imports: `context.configure` after `from alembic import
   * context` is `alembic.context.configure`. A name that is not imported stands for itself.
   */
  dotted(expression: Expression): string | undefined {
    if (expression.kind === 'name') {
      const binding = this.get(expression.name);
      if (binding?.kind !== 'import') return expression.name;
      const module = '.'.repeat(binding.level) + binding.module;
      return binding.name === undefined ? module : `${module}.${binding.name}`;
    }
    if (expression.kind !== 'attribute') return undefined;
    const value = this.dotted(expression.value);
    return value === undefined ? undefined : `${value}.${expression.name}`;
  }
}

/** The expression of a keyword argument, or undefined. */
export function keyword(call: CallExpression, name: string): Expression | undefined {
  return call.arguments.find(
    (argument): argument is Extract<Argument, { kind: 'keyword' }> =>
      argument.kind === 'keyword' && argument.name === name,
  )?.value;
}

/** The expression of the argument at `index`, where no `*` comes before it. */
export function positional(call: CallExpression, index: number): Expression | undefined {
  const argument = call.arguments[index];
  return argument?.kind === 'positional' ? argument.value : undefined;
}

/** Binds one statement's names as if it ran. `certain` is false inside a condition or loop. */
export function bindStatement(scope: EnvScope, statement: Block[number], certain: boolean): void {
  switch (statement.kind) {
    case 'assign':
      for (const target of statement.targets) {
        if (target.kind !== 'name' || statement.value === undefined) continue;
        scope.set(
          target.name,
          certain ? { kind: 'value', expression: statement.value, scope } : uncertain(target.name, statement),
        );
      }
      break;
    case 'augmented':
      if (statement.target.kind === 'name')
        scope.set(statement.target.name, uncertain(statement.target.name, statement));
      break;
    case 'function':
      scope.set(statement.name, { kind: 'function', statement, scope });
      break;
    case 'class':
      scope.set(statement.name, { kind: 'class', statement, scope });
      break;
    case 'import':
      for (const { name, alias } of statement.names) {
        const bound = alias ?? name.split('.')[0] ?? name;
        scope.set(bound, {
          kind: 'import',
          module: alias === undefined ? bound : name,
          level: 0,
          name: undefined,
        });
      }
      break;
    case 'import-from':
      if (statement.names === undefined) scope.addStar(statement.module, statement.level);
      for (const { name, alias } of statement.names ?? []) {
        scope.set(alias ?? name, { kind: 'import', module: statement.module, level: statement.level, name });
      }
      break;
    default:
      break;
  }
}

function uncertain(name: string, span: Span): Binding {
  return {
    kind: 'unknown',
    reason: `${name} depends on a condition or is changed later`,
    span: { start: span.start, end: span.end },
  };
}
