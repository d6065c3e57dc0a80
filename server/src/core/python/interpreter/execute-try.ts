import type { Span } from '../../text/span.ts';
import type { Block, ExceptHandler, TryStatement } from '../syntax.ts';
import { boundNames, walkSyntax } from '../syntax-walk.ts';
import { PythonRaise, type PythonUnknown, type PythonValue } from '../values.ts';
import { isSubclass } from './class-members.ts';
import { EXCEPTION_CLASSES, exceptionObject, HARMLESS_EXCEPTIONS } from './exceptions.ts';
import { stillUnknown, unknown } from './objects.ts';
import type { Completion, Run } from './run.ts';
import type { Scope } from './scope.ts';
import { SkippedCode } from './skipped-code.ts';
import { reportSkipped } from './undecided.ts';
import { undecidedCompletion } from './undecided-completion.ts';

export function executeTry(run: Run, statement: TryStatement, scope: Scope): Completion {
  const hidden = hiddenFailure(run, statement, scope);
  if (hidden !== undefined) {
    return undecidedCompletion(reportSkipped(run, [statement], statement, scope, hidden), hidden);
  }
  let completion: Completion;
  try {
    completion = executeGuarded(run, statement, scope);
  } catch (error) {
    if (error instanceof PythonRaise) {
      const last = run.execute(statement.finalBody, scope);
      if (last.kind !== 'normal') return last;
    }
    throw error;
  }
  const last = run.execute(statement.finalBody, scope);
  return last.kind === 'normal' ? completion : last;
}

/**
 * Statements in the body may fail in the database, and a handler goes on as if they had not: which of them stand is known
 * only when they run. A handler that raises again hides nothing.
 */
function hiddenFailure(run: Run, statement: TryStatement, scope: Scope): PythonUnknown | undefined {
  const hiding = statement.handlers.filter(
    (handler) => mayCatchDatabaseErrors(run, handler, scope) && !raisesAgain(handler.body),
  );
  const [first] = hiding;
  if (first === undefined || !run.areEffectsPossible) return undefined;
  if (!new SkippedCode(run, statement.body, scope).hasEffects) return undefined;
  const areQuiet = hiding.every((handler) => isQuiet(run, handler, scope));
  if (areQuiet && run.host.endsWithFailure?.(run.place(statement, scope)) === true) return undefined;
  return unknown('query-result', HIDDEN_FAILURE, run.place(first, scope));
}

/** Why a `try` around statements is not followed. */
export const HIDDEN_FAILURE =
  'this `try` goes on when a statement in it fails, and whether one fails is known only when it runs';

/** It does nothing but say so or raise: no statement, and nothing that later code could ask for. */
function isQuiet(run: Run, { name, body }: ExceptHandler, scope: Scope): boolean {
  const skipped = new SkippedCode(run, body, scope);
  if (skipped.hasEffects || skipped.changesData) return false;
  if ([...boundNames(body)].some((bound) => bound !== name)) return false;
  let answers = false;
  walkSyntax(body, (part) => {
    if (part.kind === 'return' && part.value !== undefined && part.value.kind !== 'none') answers = true;
    return true;
  });
  return !answers;
}

function raisesAgain(body: Block): boolean {
  return body.at(-1)?.kind === 'raise';
}

function mayCatchDatabaseErrors(run: Run, handler: ExceptHandler, scope: Scope): boolean {
  if (handler.type === undefined) return true;
  const type = run.evaluate(handler.type, scope);
  const types = type.kind === 'tuple' ? type.items : [type];
  return types.some((caught) => caught.kind !== 'class' || !HARMLESS_EXCEPTIONS.has(caught.name));
}

function executeGuarded(run: Run, statement: TryStatement, scope: Scope): Completion {
  const raisesBefore = run.undecidedRaises;
  const unknownsBefore = run.unknownsMet;
  let completion: Completion;
  try {
    completion = run.execute(statement.body, scope);
  } catch (error) {
    if (!(error instanceof PythonRaise)) throw error;
    return handle(run, statement, error, scope);
  }
  const isDoubtful = run.undecidedRaises > raisesBefore || run.unknownsMet > unknownsBefore;
  // Where every handler raises again, the body either gets to its end or the run stops.
  if (isDoubtful && !statement.handlers.every(({ body }) => raisesAgain(body)))
    return afterDoubtfulBody(run, statement, completion, scope);
  return completion.kind === 'normal' ? run.execute(statement.orElse, scope) : completion;
}

/** The body met something unknown, so a handler may have taken over somewhere in it. */
function afterDoubtfulBody(
  run: Run,
  statement: TryStatement,
  completion: Completion,
  scope: Scope,
): Completion {
  const span = run.place(statement, scope);
  const reason = unknown(
    'unsupported-operation',
    'whether this `try` raises is known only when it runs',
    span,
  );
  const handlers = statement.handlers.flatMap(({ body }) => body);
  const skipped = reportSkipped(run, [...handlers, ...statement.orElse], statement, scope, reason);
  for (const name of boundNames(statement.body)) {
    const value = scope.lookup(name);
    const isSettled = value !== undefined && typeof value !== 'string' && SETTLED_KINDS.has(value.kind);
    if (!isSettled) scope.assign(name, reason);
    else if (boundNames(handlers).has(name)) scope.assign(name, reason);
  }
  if (completion.kind === 'return') return skipped.mayReturn ? { kind: 'return', value: reason } : completion;
  if (completion.kind !== 'normal') return completion;
  return undecidedCompletion(skipped, reason);
}

/** Definitions and modules stay what they are even where a later line of the body may have failed. */
const SETTLED_KINDS = new Set<PythonValue['kind']>(['function', 'class', 'module', 'native']);

function handle(run: Run, statement: TryStatement, raise: PythonRaise, scope: Scope): Completion {
  for (const [index, handler] of statement.handlers.entries()) {
    const caught = catches(run, handler, raise, scope);
    if (caught === false) continue;
    if (caught !== true) {
      const rest = statement.handlers.slice(index).flatMap(({ body }) => body);
      return undecidedCompletion(reportSkipped(run, rest, statement, scope, caught), caught);
    }
    if (handler.name !== undefined) {
      scope.assign(handler.name, raise.value ?? exceptionObject(raise.type, raise.message));
    }
    scope.handledExceptions.push(raise);
    try {
      return run.execute(handler.body, scope);
    } finally {
      scope.handledExceptions.pop();
    }
  }
  throw raise;
}

function catches(
  run: Run,
  handler: ExceptHandler,
  raise: PythonRaise,
  scope: Scope,
): boolean | PythonUnknown {
  if (handler.type === undefined) return true;
  const span: Span = run.place(handler.type, scope);
  const type = run.evaluate(handler.type, scope);
  const raisedClass = (raise.value ?? exceptionObject(raise.type, raise.message)).class;
  const isKnown = raise.value !== undefined || EXCEPTION_CLASSES.has(raise.type);
  let undecided: PythonUnknown | undefined;
  for (const candidate of type.kind === 'tuple' ? type.items : [type]) {
    if (candidate.kind === 'class') {
      if (isSubclass(raisedClass, candidate)) return true;
    } else if (candidate.kind === 'unknown' && !isKnown) undecided ??= stillUnknown(candidate, span);
    else if (candidate.kind === 'native' && candidate.typeName === raise.type) return true;
  }
  return undecided ?? false;
}
