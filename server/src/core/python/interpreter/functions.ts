import type { Span } from '../../text/span.ts';
import type { Block, Expression, Parameters } from '../syntax.ts';
import { type BlockFacts, factsOfBlock } from '../syntax-walk.ts';
import { type CallArguments, PythonRaise, type PythonValue } from '../values.ts';
import { dict, NONE, stillUnknown, str, tuple, unknown } from './objects.ts';
import { type InterpretedFunction, IteratorValue } from './program-values.ts';
import type { Run } from './run.ts';
import { Scope } from './scope.ts';
import { SkippedCode } from './skipped-code.ts';

const NO_FACTS: BlockFacts = { boundNames: new Set(), containsYield: false };

/** A function object, with its default values worked out now. */
export function makeFunction(
  run: Run,
  name: string,
  parameters: Parameters,
  body: Block | Expression,
  scope: Scope,
  isAsync: boolean,
): InterpretedFunction {
  const defaults = new Map<string, PythonValue>();
  for (const { name: parameter, defaultValue } of parameters) {
    if (defaultValue !== undefined) defaults.set(parameter, run.evaluate(defaultValue, scope));
  }
  const block = Array.isArray(body) ? (body as Block) : undefined;
  let known: BlockFacts | undefined;
  const facts = () => {
    known ??= block === undefined ? NO_FACTS : factsOfBlock(block);
    return known;
  };
  return {
    kind: 'function',
    name,
    parameters,
    defaults,
    body,
    scope,
    source: scope.source,
    // Most functions of a file are not called by the one that is followed.
    get locals() {
      return facts().boundNames;
    },
    isAsync,
    get isGenerator() {
      return facts().containsYield;
    },
    attributes: new Map(),
  };
}

/** Calls a function of the file. */
export function callFunction(run: Run, called: InterpretedFunction, args: CallArguments): PythonValue {
  const { span } = args;
  const scope = new Scope('function', called.source, closureOf(called.scope), called.locals);
  bindParameters(called, args, scope);
  const [first] = called.parameters;
  const self = first === undefined ? undefined : scope.names.get(first.name);
  if (called.scope.kind === 'class' && self !== undefined) scope.method = { classScope: called.scope, self };
  if (called.isAsync)
    return unknown('unsupported-syntax', 'async functions are not followed', span, called.name);
  if (!Array.isArray(called.body)) return run.evaluate(called.body as Expression, scope);
  const body = called.body as Block;
  if (called.isGenerator) return callGenerator(run, body, scope, span);
  const completion = run.execute(body, scope);
  if (completion.kind === 'return') return completion.value;
  return completion.kind === 'undecided' ? { kind: 'unknown', reason: completion.reason, span } : NONE;
}

/** Functions do not see the names of a class body around them. */
function closureOf(scope: Scope): Scope {
  return scope.kind === 'class' && scope.parent !== undefined ? scope.parent : scope;
}

/**
 * A generator is run to its end at once. That is the same where its body changes nothing but its own names; otherwise
 * what it gives is not known.
 */
function callGenerator(run: Run, body: Block, scope: Scope, span: Span): PythonValue {
  const skipped = new SkippedCode(run, body, scope);
  if (skipped.hasEffects) {
    const message = 'generator functions that change the database are not followed';
    return { ...unknown('unsupported-syntax', message, span), touchesDatabase: true };
  }
  const items: PythonValue[] = [];
  scope.yielded = items;
  const completion = run.execute(body, scope);
  if (scope.yieldedUnknown !== undefined) return stillUnknown(scope.yieldedUnknown, span);
  if (completion.kind === 'undecided') return { kind: 'unknown', reason: completion.reason, span };
  return new IteratorValue('generator', items);
}

function bindParameters(called: InterpretedFunction, args: CallArguments, scope: Scope): void {
  const { span } = args;
  const type = called.scope.kind === 'class' ? called.scope.madeClass : undefined;
  const name = type === undefined ? called.name : `${type.name}.${called.name}`;
  const fail = (message: string) => new PythonRaise('TypeError', `${name}() ${message}`, span);
  const rest = new Map(args.keywords);
  let next = 0;
  for (const { name: parameter, kind } of called.parameters) {
    let value: PythonValue | undefined;
    if (kind === 'star') {
      value = tuple(args.positional.slice(next));
      next = args.positional.length;
    } else if (kind === 'double-star') {
      value = dict([...rest].map(([key, item]) => [str(key), item]));
      rest.clear();
    } else {
      if (kind !== 'keyword-only' && next < args.positional.length) {
        value = args.positional[next];
        next += 1;
        if (kind === 'positional' && rest.has(parameter))
          throw fail(`got multiple values for argument '${parameter}'`);
      } else if (kind !== 'positional-only') {
        value = rest.get(parameter);
        rest.delete(parameter);
      }
      value ??= called.defaults.get(parameter);
      if (value === undefined) throw fail(`missing a required argument: '${parameter}'`);
    }
    scope.names.set(parameter, value as PythonValue);
  }
  if (next < args.positional.length) {
    const plural = next === 1 ? '' : 's';
    throw fail(`takes ${next} positional argument${plural} but ${args.positional.length} were given`);
  }
  const [unexpected] = rest.keys();
  if (unexpected !== undefined) throw fail(`got an unexpected keyword argument '${unexpected}'`);
}
