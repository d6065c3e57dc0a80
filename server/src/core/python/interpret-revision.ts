import type { Span } from '../text/span.ts';
import { Interpreter } from './interpreter/interpreter.ts';
import { DEFAULT_LIMITS, type InterpreterLimits, LimitReached } from './interpreter/limits.ts';
import { str } from './interpreter/objects.ts';
import { callArguments } from './interpreter/run.ts';
import { Scope } from './interpreter/scope.ts';
import type { PythonSource } from './parse-python.ts';
import { DeliberateRaise, type PythonHost, PythonRaise, type PythonValue } from './values.ts';

/** An exception that ends a revision. `deliberate`: the file itself raises it, with a `raise` or an `assert`. */
export interface RaisedPython {
  readonly type: string;
  readonly message: string;
  readonly span: Span;
  readonly deliberate: boolean;
}

/** How following a function of a revision file ended. What happened on the way, the host was told. */
export type InterpretationOutcome =
  | { readonly outcome: 'returned' }
  /** Python raises this exception, whatever the database holds. */
  | ({ readonly outcome: 'raised' } & RaisedPython)
  /** The module has no such function. */
  | { readonly outcome: 'missing' }
  /** The program was too long to be followed to its end. */
  | { readonly outcome: 'limit'; readonly message: string; readonly span: Span };

/**
 * Runs the module body, then `upgrade()` or `downgrade()`, over the values that are known. Effects are the natives' own:
 * `op.…` records itself. What may change the database in a way nobody can know is told to `host.reportUnresolved`, in
 * order. Never throws for what a file contains.
 */
export function interpretRevision(
  source: PythonSource,
  functionName: 'upgrade' | 'downgrade',
  host: PythonHost,
  limits: InterpreterLimits = DEFAULT_LIMITS,
): InterpretationOutcome {
  const isReadable = reportInvalidSyntax(source, host);
  const outcome = followFunction(new Interpreter(source, host, limits), source, functionName);
  // Where the grammar lost its way, a raise may be of its making.
  return outcome.outcome === 'raised' && !isReadable ? { outcome: 'returned' } : outcome;
}

/** Runs the module body and then one function of it, in a run that was made for this source. */
export function followFunction(
  run: Interpreter,
  source: PythonSource,
  functionName: string,
): InterpretationOutcome {
  const scope = moduleScope(source);
  try {
    run.execute(source.body, scope);
    const called = scope.get(functionName);
    if (called === undefined) return { outcome: 'missing' };
    run.areEffectsPossible = true;
    run.call(called, callArguments([], spanOf(source, functionName)));
    return { outcome: 'returned' };
  } catch (error) {
    return outcomeOf(error);
  }
}

/**
 * Runs the module body alone. Answers what a name is bound to at its end; undefined for every name where the body does not
 * get there.
 */
export function followModule(
  source: PythonSource,
  host: PythonHost,
  limits: InterpreterLimits,
): (name: string) => PythonValue | undefined {
  const scope = moduleScope(source);
  try {
    new Interpreter(source, host, limits).execute(source.body, scope);
  } catch (error) {
    outcomeOf(error);
    return () => undefined;
  }
  return (name) => scope.get(name);
}

/** Runs the module body as a program, with its effects. False where it does not get to its end. */
export function followScript(source: PythonSource, host: PythonHost, limits: InterpreterLimits): boolean {
  const run = new Interpreter(source, host, limits);
  run.areEffectsPossible = true;
  try {
    run.execute(source.body, moduleScope(source));
    return true;
  } catch (error) {
    outcomeOf(error);
    return false;
  }
}

/** The outcome that ended a run; an error of the interpreter itself is thrown on. */
function outcomeOf(error: unknown): InterpretationOutcome {
  if (error instanceof PythonRaise) {
    const { type, message, span } = error;
    return { outcome: 'raised', type, message, span, deliberate: error instanceof DeliberateRaise };
  }
  if (error instanceof LimitReached) return { outcome: 'limit', message: error.message, span: error.span };
  if (error instanceof RangeError && error.message.includes('call stack')) {
    return { outcome: 'limit', message: 'the program is nested too deeply', span: { start: 0, end: 0 } };
  }
  throw error;
}

function moduleScope(source: PythonSource): Scope {
  const scope = new Scope('module', source, undefined);
  scope.names.set('__name__', str('revision'));
  scope.names.set('__file__', fileName());
  return scope;
}

function fileName(): PythonValue {
  return {
    kind: 'unknown',
    reason: { kind: 'environment', message: 'where this file lies depends on the machine', name: '__file__' },
    span: { start: 0, end: 0 },
  };
}

/**
 * Python loads no file with a syntax error; but a form that the grammar does not know is no proof of one. True where the
 * file is without either.
 */
function reportInvalidSyntax(source: PythonSource, host: PythonHost): boolean {
  const span = source.error;
  if (span === undefined) return true;
  const message = 'this file is not valid Python here, or in a form that is not followed';
  host.reportUnresolved(span, { kind: 'unsupported-syntax', message });
  return false;
}

function spanOf(source: PythonSource, functionName: string): Span {
  const found = source.body.find(
    (statement) => statement.kind === 'function' && statement.name === functionName,
  );
  return found?.kind === 'function' ? found.nameSpan : { start: 0, end: 0 };
}
