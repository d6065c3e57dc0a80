import type { WithStatement } from '../syntax.ts';
import { PythonRaise, type PythonUnknown, type PythonValue } from '../values.ts';
import { assignTarget } from './assign.ts';
import { classMember } from './class-members.ts';
import { NONE, typeNameOf, unknown } from './objects.ts';
import { type Completion, callArguments, NORMAL, type Run } from './run.ts';
import type { Scope } from './scope.ts';
import { SkippedCode } from './skipped-code.ts';
import { truthOf } from './truth.ts';
import { reportSkipped } from './undecided.ts';
import { undecidedCompletion } from './undecided-completion.ts';

export function executeWith(run: Run, statement: WithStatement, scope: Scope): Completion {
  return enterItem(run, statement, 0, scope);
}

function enterItem(run: Run, statement: WithStatement, index: number, scope: Scope): Completion {
  const item = statement.items[index];
  if (item === undefined) return run.execute(statement.body, scope);
  const manager = run.evaluate(item.context, scope);
  const span = run.place(item.context, scope);
  if (manager.kind === 'unknown') return enterUnknown(run, statement, index, manager, scope);
  const entered = enter(run, manager, span);
  if (item.target !== undefined) assignTarget(run, item.target, entered, scope);
  let completion: Completion = NORMAL;
  try {
    completion = enterItem(run, statement, index + 1, scope);
  } catch (error) {
    if (!(error instanceof PythonRaise) || !leave(run, manager, span, error)) throw error;
    return NORMAL;
  }
  leave(run, manager, span, undefined);
  return completion;
}

function enter(run: Run, manager: PythonValue, span: { start: number; end: number }): PythonValue {
  if (manager.kind === 'native' && manager.enter !== undefined) return manager.enter(span);
  if (manager.kind === 'instance') {
    const method = classMember(manager.class, '__enter__');
    if (method !== undefined) return run.call(method, callArguments([manager], span));
    return unknown('unsupported-operation', `entering a ${manager.class.name} is not followed`, span);
  }
  const message = `'${typeNameOf(manager)}' object does not support the context manager protocol`;
  throw new PythonRaise('TypeError', message, span);
}

/** True where the manager takes the exception for dealt with. */
function leave(
  run: Run,
  manager: PythonValue,
  span: { start: number; end: number },
  raised: PythonRaise | undefined,
): boolean {
  if (manager.kind === 'native') manager.exit?.(span, raised);
  const method = manager.kind === 'instance' ? classMember(manager.class, '__exit__') : undefined;
  if (method === undefined) return false;
  const result = run.call(method, callArguments([manager, NONE, NONE, NONE], span));
  return truthOf(run, result, span) === true;
}

/** What a context manager that is not read does around its body is not known: the body may not even end. */
function enterUnknown(
  run: Run,
  statement: WithStatement,
  index: number,
  manager: PythonUnknown,
  scope: Scope,
): Completion {
  const item = statement.items[index] as WithStatement['items'][number];
  if (item.target !== undefined) assignTarget(run, item.target, manager, scope);
  const isHarmless = manager.touchesDatabase !== true && HARMLESS_KINDS.has(manager.reason.kind);
  const body = new SkippedCode(run, statement.body, scope);
  if (isHarmless || !body.hasEffects) return enterItem(run, statement, index + 1, scope);
  return undecidedCompletion(reportSkipped(run, statement.body, statement, scope, manager), manager);
}

/** Managers of the standard library that only guard a file, a clock or a warning. */
const HARMLESS_KINDS = new Set(['environment', 'nondeterministic', 'unsupported-operation']);
