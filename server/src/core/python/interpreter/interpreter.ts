import type { Span } from '../../text/span.ts';
import { MadeNames } from '../made-names.ts';
import type { PythonSource } from '../parse-python.ts';
import type { ProjectModule } from '../project-module.ts';
import { hasMark } from '../runtime-mark.ts';
import type { Block, Expression } from '../syntax.ts';
import {
  type CallArguments,
  type CallBack,
  type PythonClass,
  type PythonHost,
  type PythonInstance,
  type PythonModule,
  PythonRaise,
  type PythonUnknown,
  type PythonValue,
  type UnknownReason,
} from '../values.ts';
import { UnknownArgument } from './arguments.ts';
import { attributeOf } from './attributes.ts';
import { BUILTINS } from './builtins.ts';
import { classMember, foreignBases } from './class-members.ts';
import { memberByValue } from './enum-classes.ts';
import { enumMembers } from './enum-members.ts';
import { evaluateExpression } from './evaluate.ts';
import { isExceptionClass, makeException } from './exceptions.ts';
import { executeBlock } from './execute.ts';
import { callFunction } from './functions.ts';
import { DEFAULT_LIMITS, type InterpreterLimits, Meter } from './limits.ts';
import { asObjectOf } from './named-unknowns.ts';
import { stillUnknown, taint, typeNameOf, unknown } from './objects.ts';
import { BoundMethod, isInterpretedFunction, isTypeObject } from './program-values.ts';
import { ProjectModules } from './project-modules.ts';
import { type Completion, callArguments, type Run } from './run.ts';
import { RuntimeValue, withRuntimeValues } from './runtime-value.ts';
import type { Scope } from './scope.ts';
import { standardModule } from './stdlib/standard-modules.ts';
import { subscript } from './subscript.ts';
import { mayUnknownCallHaveEffect } from './unknown-calls.ts';
import { resultOfUnknown } from './unknown-parts.ts';

/** One run of one program: the parts of the interpreter meet here. */
export class Interpreter implements Run {
  readonly meter: Meter;
  readonly host: PythonHost;
  readonly builtins: MadeNames<Run>;
  readonly #source: PythonSource;
  readonly #modules = new Map<string, PythonModule | undefined>();
  readonly #projectModules: ProjectModules;
  #callSite: Span = { start: 0, end: 0 };
  #lastReport: Span | undefined;
  readonly callBack: CallBack = (callee, positional, span, keywords = new Map()) =>
    this.call(callee, { ...callArguments(positional, span), keywords });
  readonly #reportUnresolved = (span: Span, reason: UnknownReason): void => this.report(span, reason);
  areEffectsPossible = false;
  undecidedRaises = 0;
  unknownsMet = 0;
  runtimeCalls = 0;

  constructor(source: PythonSource, host: PythonHost, limits: InterpreterLimits = DEFAULT_LIMITS) {
    this.#source = source;
    this.host = host;
    this.meter = new Meter(limits);
    this.builtins = new MadeNames<Run>(BUILTINS, this);
    this.#projectModules = new ProjectModules(this, host.findModule);
  }

  evaluate(expression: Expression, scope: Scope): PythonValue {
    this.meter.enter(expression);
    try {
      const value = evaluateExpression(this, expression, scope);
      if (value.kind === 'unknown') this.unknownsMet += 1;
      return this.#marked(value);
    } finally {
      this.meter.leave();
    }
  }

  execute(block: Block, scope: Scope): Completion {
    this.meter.enter(block[0] ?? this.#callSite);
    try {
      return executeBlock(this, block, scope);
    } finally {
      this.meter.leave();
    }
  }

  place(node: Span, scope: Scope): Span {
    return scope.source === this.#source ? { start: node.start, end: node.end } : this.#callSite;
  }

  report(span: Span, reason: UnknownReason): void {
    if (!this.areEffectsPossible) return;
    // `session.query(…).delete()` is one effect: the outer call starts where the inner one did and was reported.
    const last = this.#lastReport;
    if (last !== undefined && last.start === span.start && last.end <= span.end) return;
    this.#lastReport = span;
    this.host.reportUnresolved(span, reason);
  }

  getAttribute(value: PythonValue, name: string, span: Span): PythonValue {
    return attributeOf(this, value, name, span);
  }

  getItem(value: PythonValue, key: PythonValue, span: Span): PythonValue {
    return subscript(this, value, key, span);
  }

  importModule(name: string): PythonModule | undefined {
    if (this.#modules.has(name)) return this.#modules.get(name);
    const module =
      this.host.resolveModule(name) ?? standardModule(this, name) ?? this.#projectModules.get(name);
    this.#modules.set(name, module);
    return module;
  }

  projectFile(scope: Scope): ProjectModule | undefined {
    return this.#projectModules.fileOf(scope);
  }

  runModuleBody(body: () => void): void {
    const { areEffectsPossible, undecidedRaises, unknownsMet } = this;
    this.areEffectsPossible = false;
    try {
      if (this.host.importing === undefined) body();
      else this.host.importing(body);
    } finally {
      Object.assign(this, { areEffectsPossible, undecidedRaises, unknownsMet });
    }
  }

  knownValue(name: string): PythonValue | undefined {
    return this.host.knownValues?.value(name);
  }

  call(callee: PythonValue, args: CallArguments): PythonValue {
    this.meter.step(args.span);
    switch (callee.kind) {
      case 'unknown':
        return this.#callUnknown(callee, args);
      case 'native':
        if (callee instanceof BoundMethod) return this.#callBound(callee, args);
        if (callee.call !== undefined) return this.#callNative(callee.call.bind(callee), args);
        break;
      case 'function':
        if (isInterpretedFunction(callee)) return this.#callFunction(callee, args);
        break;
      case 'class':
        return this.#instantiate(callee, args);
      case 'instance':
        return this.#callInstance(callee, args);
      default:
        break;
    }
    throw new PythonRaise('TypeError', `'${typeNameOf(callee)}' object is not callable`, args.span);
  }

  callWithUnknownArguments(callee: PythonValue, reason: PythonUnknown, span: Span): PythonValue {
    const isPure = callee.kind === 'native' && callee.pure === true;
    const isHarmless = callee.kind === 'unknown' && !mayUnknownCallHaveEffect(callee);
    if (!isPure && !isHarmless) this.report(span, reason.reason);
    return stillUnknown(reason, span);
  }

  #callUnknown(callee: PythonUnknown, args: CallArguments): PythonValue {
    const result = resultOfUnknown(this, callee, args);
    if (result.kind !== 'unknown') return result;
    const { name } = result.reason;
    const isDescribed = name !== undefined && this.host.knownValues?.describes(name) === true;
    if (isDescribed || !mayUnknownCallHaveEffect(callee, args)) return result;
    // An operation of a plug-in is told by its own name; anything else by what its call would give.
    this.report(args.span, name?.startsWith('op.') === true ? callee.reason : result.reason);
    for (const given of [...args.positional, ...args.keywords.values()]) {
      if (given.kind === 'list' || given.kind === 'dict' || given.kind === 'set') taint(given, callee);
    }
    return result;
  }

  #callNative(call: (args: CallArguments) => PythonValue, args: CallArguments): PythonValue {
    try {
      return this.#marked(
        call({ ...args, callBack: this.callBack, reportUnresolved: this.#reportUnresolved }),
      );
    } catch (error) {
      if (error instanceof UnknownArgument) return stillUnknown(error.value, args.span);
      const made = error instanceof PythonRaise ? runtimeArgument(args) : undefined;
      if (made === undefined) throw error;
      this.report(args.span, made.reason);
      return made.notKnown(args.span);
    }
  }

  /** A text in which values stand that are made when the program runs is no text that is known. */
  #marked(value: PythonValue): PythonValue {
    const isMarked = this.runtimeCalls > 0 && value.kind === 'str' && hasMark(value.value);
    return isMarked ? withRuntimeValues(value) : value;
  }

  #callBound(callee: BoundMethod, args: CallArguments): PythonValue {
    const { start, end } = args.span;
    return this.#callFunction(callee.function, {
      ...args,
      positional: [callee.self, ...args.positional],
      positionalSpans: [{ start, end }, ...args.positionalSpans],
    });
  }

  #callFunction(callee: PythonValue & { kind: 'function' }, args: CallArguments): PythonValue {
    if (!isInterpretedFunction(callee))
      return unknown('unsupported-operation', 'this call is not followed', args.span);
    this.meter.enterCall(args.span);
    const callSite = this.#callSite;
    this.#callSite = args.span;
    try {
      return callFunction(this, callee, args);
    } finally {
      this.#callSite = callSite;
      this.meter.leaveCall();
    }
  }

  #callInstance(callee: PythonInstance, args: CallArguments): PythonValue {
    const method = classMember(callee.class, '__call__');
    if (method !== undefined) {
      return this.call(method, {
        ...args,
        positional: [callee, ...args.positional],
        positionalSpans: [args.span, ...args.positionalSpans],
      });
    }
    throw new PythonRaise('TypeError', `'${callee.class.name}' object is not callable`, args.span);
  }

  /** `Class(…)`. */
  #instantiate(type: PythonClass, args: CallArguments): PythonValue {
    const members = enumMembers(type);
    if (members !== undefined) return this.#enumMember(type, members, args);
    const foreign = foreignBases(type)[0];
    if (foreign?.kind === 'unknown') {
      return asObjectOf(type, unknown(foreign.reason.kind, foreign.reason.message, args.span, type.name));
    }
    if (foreign !== undefined && isTypeObject(foreign) && foreign.name !== 'object') {
      return unknown(
        'unsupported-operation',
        `a ${foreign.name} of a class of its own is not followed`,
        args.span,
      );
    }
    const instance = isExceptionClass(type)
      ? makeException(type, args.positional)
      : { kind: 'instance' as const, class: type, attributes: new Map<string, PythonValue>() };
    const make = classMember(type, '__init__');
    if (make !== undefined) {
      this.call(make, {
        ...args,
        positional: [instance, ...args.positional],
        positionalSpans: [args.span, ...args.positionalSpans],
      });
    } else if (
      !isExceptionClass(type) &&
      foreign === undefined &&
      args.positional.length + args.keywords.size > 0
    ) {
      return this.#withoutInit(type, instance, args);
    } else if (foreign !== undefined) {
      for (const [name, value] of args.keywords) instance.attributes.set(name, value);
    }
    return instance;
  }

  #withoutInit(type: PythonClass, instance: PythonInstance, args: CallArguments): PythonValue {
    if (classMember(type, '__new__') === undefined) {
      throw new PythonRaise('TypeError', `${type.name}() takes no arguments`, args.span);
    }
    return unknown('unsupported-operation', `making a ${instance.class.name} is not followed`, args.span);
  }

  #enumMember(type: PythonClass, members: ReturnType<typeof enumMembers>, args: CallArguments): PythonValue {
    const [value] = args.positional;
    if (value === undefined || args.positional.length > 1 || members === undefined) {
      return unknown('unsupported-operation', 'making an enum by a call is not followed', args.span);
    }
    if (value.kind === 'unknown') return stillUnknown(value, args.span);
    const member = memberByValue(this, members, value, args.span);
    if (member !== undefined) return member;
    const missing = classMember(type, '_missing_');
    if (missing !== undefined)
      return this.call(attributeOf(this, type, '_missing_', args.span), callArguments([value], args.span));
    throw new PythonRaise('ValueError', `the value is not a valid ${type.name}`, args.span);
  }
}

/** An argument that only the running program has; a refusal of such a call need not be Python's. */
function runtimeArgument({ positional, keywords }: CallArguments): RuntimeValue | undefined {
  return [...positional, ...keywords.values()].find((value) => value instanceof RuntimeValue);
}
