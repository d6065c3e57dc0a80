import type { Block, CallExpression, Expression } from '../syntax.ts';
import { boundNames, type SyntaxPart, walkSyntax } from '../syntax-walk.ts';
import type { PythonUnknown, PythonValue } from '../values.ts';
import { classMember } from './class-members.ts';
import { isExceptionClass } from './exceptions.ts';
import { taint } from './objects.ts';
import { type InterpretedFunction, isInterpretedFunction } from './program-values.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';
import { mayUnknownCallHaveEffect, READING_METHODS } from './unknown-calls.ts';

/** What code that is not run could have done. Wherever that cannot be told, the answer is the worse one. */
export class SkippedCode {
  readonly #run: Run;
  readonly #scope: Scope;
  readonly #parts: readonly SyntaxPart[];
  readonly #visitedFunctions = new Set<InterpretedFunction>();
  readonly #changedValues = new Set<PythonValue>();
  readonly #globals = new Map<string, Scope>();
  #mayYield = false;
  /** It may change the database. */
  hasEffects = false;
  /** It may leave the function it stands in. */
  mayReturn = false;
  /** It may leave the loop it stands in. */
  mayLeaveLoop = false;
  /** It may stop the migration. */
  mayRaise = false;

  constructor(run: Run, parts: readonly SyntaxPart[], scope: Scope) {
    this.#run = run;
    this.#scope = scope;
    this.#parts = parts;
    this.#inspect(parts, scope, true, 0);
  }

  /** It may change a list, dict, set or object, or a name outside. */
  get changesData(): boolean {
    return this.#globals.size > 0 || [...this.#changedValues].some(({ kind }) => CHANGEABLE_KINDS.has(kind));
  }

  /** From here on, what this code may have bound or changed is not known. */
  forget(reason: PythonUnknown): void {
    const statements = this.#parts as Block;
    for (const name of boundNames(statements)) this.#scope.assign(name, reason);
    for (const [name, scope] of this.#globals) scope.assign(name, reason);
    for (const value of this.#changedValues) taint(value, reason);
    if (this.#mayYield) this.#scope.yieldedUnknown = reason;
  }

  #inspect(parts: readonly SyntaxPart[], scope: Scope, isOwn: boolean, depth: number): void {
    const loops = new Set<SyntaxPart>();
    if (isOwn) this.#findExits(parts, loops);
    walkSyntax(parts, (part) => {
      this.#run.meter.step(part);
      switch (part.kind) {
        case 'function':
          return false;
        case 'call':
          this.#inspectCall(part, scope, depth);
          break;
        case 'raise':
          return this.#inspectRaise(part.exception, scope, depth);
        case 'with':
          this.hasEffects ||= part.items.some(({ context }) => context.kind !== 'call');
          break;
        case 'await':
        case 'invalid':
          this.hasEffects = true;
          break;
        case 'assign':
          for (const target of part.targets) this.#inspectTarget(target, scope);
          break;
        case 'augmented':
          this.#inspectTarget(part.target, scope);
          this.#change(part.target, scope);
          break;
        case 'for':
          this.#inspectTarget(part.target, scope);
          break;
        case 'delete':
          for (const target of part.targets) this.#inspectTarget(target, scope);
          break;
        case 'global':
          for (const name of part.names) this.#globals.set(name, scope.module);
          break;
        default:
          break;
      }
      return true;
    });
  }

  #findExits(parts: readonly SyntaxPart[], loops: Set<SyntaxPart>): void {
    walkSyntax(parts, (part) => {
      if (part.kind === 'while' || part.kind === 'for') {
        walkSyntax(part.body, (inner) => {
          if (inner.kind === 'break' || inner.kind === 'continue') loops.add(inner);
          return inner.kind !== 'function' && inner.kind !== 'class';
        });
      }
      if (part.kind === 'return') this.mayReturn = true;
      if (part.kind === 'yield') this.#mayYield = true;
      if (part.kind === 'raise' || part.kind === 'assert') this.mayRaise = true;
      if ((part.kind === 'break' || part.kind === 'continue') && !loops.has(part)) this.mayLeaveLoop = true;
      return part.kind !== 'function' && part.kind !== 'class' && part.kind !== 'lambda';
    });
  }

  /** Making the exception itself is no effect; its arguments may be. */
  #inspectRaise(exception: Expression | undefined, scope: Scope, depth: number): boolean {
    if (exception?.kind !== 'call') return true;
    this.#inspect(
      exception.arguments.map(({ value }) => value),
      scope,
      false,
      depth,
    );
    return false;
  }

  #inspectTarget(target: Expression, scope: Scope): void {
    if (target.kind === 'tuple' || target.kind === 'list') {
      for (const element of target.elements) this.#inspectTarget(element, scope);
    } else if (target.kind === 'subscript') this.#change(target.value, scope);
    else if (target.kind === 'attribute') {
      const object = this.#resolve(target.value, scope);
      if (object?.kind === 'instance') this.#changedValues.add(object);
      else if (object?.kind !== 'class') this.hasEffects = true;
    }
  }

  /** Notes that what `expression` names may hold something else afterwards. */
  #change(expression: Expression, scope: Scope): void {
    const value = this.#resolve(expression, scope);
    if (value !== undefined) this.#changedValues.add(value);
  }

  #inspectCall(call: CallExpression, scope: Scope, depth: number): void {
    const { callee } = call;
    const value = this.#resolve(callee, scope);
    if (callee.kind === 'attribute') this.#change(callee.value, scope);
    for (const { value: given } of call.arguments) {
      const passed = this.#resolve(given, scope);
      const isChangeable = passed?.kind === 'list' || passed?.kind === 'dict' || passed?.kind === 'set';
      const isNative = value?.kind === 'native' && value.pure === true;
      if (passed !== undefined && isChangeable && !isNative) this.#changedValues.add(passed);
    }
    if (value !== undefined) this.#inspectKnownCall(value, depth);
    else if (callee.kind === 'attribute') {
      const receiver = this.#resolve(callee.value, scope);
      const isPlain = receiver !== undefined && PLAIN_KINDS.has(receiver.kind);
      if (!isPlain && !READING_METHODS.has(callee.name)) this.hasEffects = true;
    } else this.hasEffects = true;
  }

  #inspectKnownCall(value: PythonValue, depth: number): void {
    switch (value.kind) {
      case 'native':
        if (value.pure !== true) this.hasEffects = true;
        break;
      case 'unknown':
        if (mayUnknownCallHaveEffect(value)) this.hasEffects = true;
        break;
      case 'class': {
        if (isExceptionClass(value)) break;
        const make = classMember(value, '__init__');
        if (make !== undefined) this.#inspectKnownCall(make, depth);
        break;
      }
      case 'function':
        this.#inspectFunction(value, depth);
        break;
      default:
        this.hasEffects = true;
    }
  }

  #inspectFunction(value: PythonValue & { kind: 'function' }, depth: number): void {
    if (!isInterpretedFunction(value) || depth > 20) this.hasEffects = true;
    else if (!this.#visitedFunctions.has(value)) {
      this.#visitedFunctions.add(value);
      const body = (Array.isArray(value.body) ? value.body : [value.body]) as readonly SyntaxPart[];
      this.#inspect(body, value.scope, false, depth + 1);
    }
  }

  /** The value of a dotted name as things stand, without running anything. */
  #resolve(expression: Expression, scope: Scope): PythonValue | undefined {
    if (expression.kind === 'string' || expression.kind === 'format-string')
      return { kind: 'str', value: '' };
    if (expression.kind === 'name') {
      const value = scope.lookup(expression.name);
      return typeof value === 'string' ? undefined : (value ?? this.#run.builtins.get(expression.name));
    }
    if (expression.kind !== 'attribute') return undefined;
    const object = this.#resolve(expression.value, scope);
    if (object === undefined) return undefined;
    switch (object.kind) {
      case 'module':
        return object.getAttribute(expression.name, expression);
      case 'native':
        return object.getAttribute?.(expression.name, expression);
      case 'class':
        return classMember(object, expression.name);
      case 'instance':
        return object.attributes.get(expression.name) ?? classMember(object.class, expression.name);
      case 'unknown':
        return object;
      default:
        return undefined;
    }
  }
}

const CHANGEABLE_KINDS = new Set<PythonValue['kind']>(['list', 'dict', 'set', 'instance', 'class']);

const PLAIN_KINDS = new Set<PythonValue['kind']>([
  'str',
  'bytes',
  'int',
  'float',
  'bool',
  'list',
  'tuple',
  'dict',
  'set',
]);
