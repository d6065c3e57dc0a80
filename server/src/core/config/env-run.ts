import type { Block, CallExpression, Expression, FunctionStatement, Statement } from '../python/syntax.ts';
import { partsOf } from '../python/syntax-walk.ts';
import { bindStatement, EnvScope } from './env-scope.ts';

/** A call that an online run of env.py makes, in order. */
export interface EnvCall {
  readonly call: CallExpression;
  /** Names of the call belong here. */
  readonly scope: EnvScope;
  /** Dotted name of what is called: `alembic.context.configure`, `connection.execute`. */
  readonly name: string;
  /** Under a condition that is not known. */
  readonly isConditional: boolean;
  readonly isRepeated: boolean;
}

/** An assignment to an attribute, such as `metadata.naming_convention = …`. */
export interface EnvAttributeAssignment {
  readonly target: Extract<Expression, { kind: 'attribute' }>;
  readonly value: Expression;
  readonly scope: EnvScope;
}

export interface EnvRun {
  readonly calls: readonly EnvCall[];
  readonly attributeAssignments: readonly EnvAttributeAssignment[];
}

interface Circumstances {
  readonly isConditional: boolean;
  readonly isRepeated: boolean;
}

const MAX_DEPTH = 12;

/**
 * Walks through env.py as an online run would: the offline branch is left out, functions of the file are entered where
 * they are called or handed over (`run_sync(do_run_migrations)`), and listeners where they are registered.
 */
export function walkOnlineRun(body: Block, scope: EnvScope): EnvRun {
  const walk = new OnlineWalk();
  walk.block(body, scope, { isConditional: false, isRepeated: false }, 0);
  return walk;
}

class OnlineWalk implements EnvRun {
  readonly calls: EnvCall[] = [];
  readonly attributeAssignments: EnvAttributeAssignment[] = [];
  readonly #entered: FunctionStatement[] = [];

  /** Answers false where the rest is not reached. */
  block(block: Block, scope: EnvScope, under: Circumstances, depth: number): boolean {
    for (const statement of block) {
      if (!this.#statement(statement, scope, under, depth)) return false;
    }
    return true;
  }

  #statement(statement: Statement, scope: EnvScope, under: Circumstances, depth: number): boolean {
    const conditional = { ...under, isConditional: true };
    switch (statement.kind) {
      case 'if':
        return this.#if(statement, scope, under, depth);
      case 'for':
      case 'while': {
        const header = statement.kind === 'for' ? statement.iterable : statement.test;
        this.#expression(header, scope, under, depth);
        this.block(statement.body, scope, { isConditional: true, isRepeated: true }, depth);
        this.block(statement.orElse, scope, conditional, depth);
        return true;
      }
      case 'with':
        for (const { context } of statement.items) this.#expression(context, scope, under, depth);
        return this.block(statement.body, scope, under, depth);
      case 'try': {
        const goesOn = this.block(statement.body, scope, under, depth);
        for (const handler of statement.handlers) this.block(handler.body, scope, conditional, depth);
        this.block(statement.orElse, scope, under, depth);
        this.block(statement.finalBody, scope, under, depth);
        return goesOn;
      }
      case 'function':
        bindStatement(scope, statement, !under.isConditional);
        if (statement.decorators.some((decorator) => isListener(decorator, scope)))
          this.#enter(statement, scope, under, depth);
        return true;
      case 'class':
        bindStatement(scope, statement, !under.isConditional);
        return true;
      default:
        for (const part of partsOf(statement)) this.#expression(part, scope, under, depth);
        bindStatement(scope, statement, !under.isConditional);
        this.#attributes(statement, scope);
        return under.isConditional || (statement.kind !== 'return' && statement.kind !== 'raise');
    }
  }

  #if(
    statement: Extract<Statement, { kind: 'if' }>,
    scope: EnvScope,
    under: Circumstances,
    depth: number,
  ): boolean {
    for (const { test, body } of statement.branches) {
      const offline = offlineTest(test, scope);
      if (offline === 'offline') continue;
      if (offline === 'online') return this.block(body, scope, under, depth);
      this.#expression(test, scope, under, depth);
      this.block(body, scope, { ...under, isConditional: true }, depth);
    }
    const decided = statement.branches.every(({ test }) => offlineTest(test, scope) === 'offline');
    const rest = decided ? under : { ...under, isConditional: true };
    return this.block(statement.orElse, scope, rest, depth);
  }

  #attributes(statement: Statement, scope: EnvScope): void {
    if (statement.kind !== 'assign' || statement.value === undefined) return;
    for (const target of statement.targets) {
      if (target.kind === 'attribute')
        this.attributeAssignments.push({ target, value: statement.value, scope });
    }
  }

  /** Arguments first, then the call, as Python does. */
  #expression(part: Expression | Statement, scope: EnvScope, under: Circumstances, depth: number): void {
    if (part.kind === 'lambda') return;
    for (const inner of partsOf(part)) this.#expression(inner, scope, under, depth);
    if (part.kind !== 'call') return;
    const name = scope.dotted(part.callee) ?? methodName(part.callee);
    if (name !== undefined) this.calls.push({ call: part, scope, name, ...under });
    const handed = part.arguments.map((argument) => argument.value);
    for (const reference of [part.callee, ...handed]) {
      const binding = reference.kind === 'name' ? scope.get(reference.name) : undefined;
      if (binding?.kind === 'function') this.#enter(binding.statement, binding.scope, under, depth);
    }
  }

  #enter(statement: FunctionStatement, scope: EnvScope, under: Circumstances, depth: number): void {
    if (depth >= MAX_DEPTH || this.#entered.includes(statement)) return;
    this.#entered.push(statement);
    const inner = new EnvScope(scope.path, scope.text, scope);
    for (const { name, start, end } of statement.parameters) {
      inner.set(name, { kind: 'unknown', reason: `${name} is passed in`, span: { start, end } });
    }
    this.block(statement.body, inner, under, depth + 1);
    this.#entered.pop();
  }
}

/** `.execute` of whatever stands before it. */
function methodName(callee: Expression): string | undefined {
  return callee.kind === 'attribute' ? `?.${callee.name}` : undefined;
}

function isListener(decorator: Expression, scope: EnvScope): boolean {
  if (decorator.kind !== 'call') return false;
  const name = scope.dotted(decorator.callee) ?? '';
  return name.endsWith('listens_for');
}

function offlineTest(test: Expression, scope: EnvScope): 'offline' | 'online' | undefined {
  if (test.kind === 'not') {
    const inner = offlineTest(test.operand, scope);
    return inner === undefined ? undefined : inner === 'offline' ? 'online' : 'offline';
  }
  if (test.kind !== 'call') return undefined;
  return (scope.dotted(test.callee) ?? '').endsWith('is_offline_mode') ? 'offline' : undefined;
}
