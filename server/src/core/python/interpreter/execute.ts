import type { Block, Expression, Statement } from '../syntax.ts';
import { DeliberateRaise, type PythonUnknown, type PythonValue, type UnknownReason } from '../values.ts';
import { assignTarget, deleteTarget } from './assign.ts';
import { executeClass, executeFunction } from './definitions.ts';
import { executeImport, executeImportFrom } from './execute-import.ts';
import { executeFor, executeWhile } from './execute-loops.ts';
import { executeMatch } from './execute-match.ts';
import { executeTry } from './execute-try.ts';
import { executeWith } from './execute-with.ts';
import { inPlace } from './in-place.ts';
import { NONE } from './objects.ts';
import { raiseFrom } from './raising.ts';
import { type Completion, NORMAL, type Run } from './run.ts';
import type { Scope } from './scope.ts';
import { textOf } from './text.ts';
import { truthOf } from './truth.ts';
import { reportSkipped } from './undecided.ts';
import { undecidedCompletion } from './undecided-completion.ts';

/** Runs statements in order. Where one leaves undecided whether the rest runs, the rest is reported and left out. */
export function executeBlock(run: Run, block: Block, scope: Scope): Completion {
  for (const [index, statement] of block.entries()) {
    const completion = executeStatement(run, statement, scope);
    if (completion.kind === 'normal') continue;
    if (completion.kind === 'undecided') skipRest(run, block.slice(index + 1), completion.reason, scope);
    return completion;
  }
  return NORMAL;
}

function skipRest(run: Run, rest: Block, reason: UnknownReason, scope: Scope): void {
  const [first] = rest;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return;
  const span = { start: first.start, end: last.end };
  reportSkipped(run, rest, span, scope, { kind: 'unknown', reason, span: run.place(span, scope) });
}

function executeStatement(run: Run, statement: Statement, scope: Scope): Completion {
  run.meter.step(statement);
  switch (statement.kind) {
    case 'expression':
      if (statement.value !== undefined) run.evaluate(statement.value, scope);
      return NORMAL;
    case 'return':
      return {
        kind: 'return',
        value: statement.value === undefined ? NONE : run.evaluate(statement.value, scope),
      };
    case 'break':
      return { kind: 'break' };
    case 'continue':
      return { kind: 'continue' };
    case 'if':
      return executeIf(run, statement, scope);
    case 'while':
      return executeWhile(run, statement, scope);
    case 'for':
      return executeFor(run, statement, scope);
    case 'try':
      return executeTry(run, statement, scope);
    case 'with':
      return executeWith(run, statement, scope);
    case 'match':
      return executeMatch(run, statement, scope);
    default:
      executeSimple(run, statement, scope);
      return NORMAL;
  }
}

function executeSimple(run: Run, statement: Statement, scope: Scope): void {
  switch (statement.kind) {
    case 'assign': {
      if (statement.value === undefined) break;
      const value = run.evaluate(statement.value, scope);
      for (const target of statement.targets) assignTarget(run, target, value, scope);
      break;
    }
    case 'augmented':
      executeAugmented(run, statement, scope);
      break;
    case 'delete':
      for (const target of statement.targets) deleteTarget(run, target, scope);
      break;
    case 'raise':
      throw raiseFrom(run, statement, scope);
    case 'assert':
      executeAssert(run, statement, scope);
      break;
    case 'import':
      executeImport(run, statement.names, scope);
      break;
    case 'import-from':
      executeImportFrom(run, statement, scope);
      break;
    case 'global':
    case 'nonlocal':
      scope.declare(statement.kind, statement.names);
      break;
    case 'function':
      executeFunction(run, statement, scope);
      break;
    case 'class':
      executeClass(run, statement, scope);
      break;
    case 'type-alias':
      scope.assign(statement.name, NONE);
      break;
    case 'invalid':
      run.report(run.place(statement, scope), {
        kind: 'unsupported-syntax',
        message: `${statement.message}, or a form of it that is not followed`,
      });
      break;
    default:
      break;
  }
}

function executeAugmented(run: Run, statement: Statement & { kind: 'augmented' }, scope: Scope): void {
  const span = run.place(statement, scope);
  const { target } = statement;
  const current = run.evaluate(target, scope);
  const value = run.evaluate(statement.value, scope);
  assignTarget(run, target, inPlace(run, statement.operator, current, value, span), scope);
}

function executeAssert(run: Run, statement: Statement & { kind: 'assert' }, scope: Scope): void {
  const span = run.place(statement, scope);
  const truth = truthOf(run, run.evaluate(statement.test, scope), span);
  if (truth === true) return;
  if (truth === false) {
    const message =
      statement.message === undefined ? '' : textOf(run, run.evaluate(statement.message, scope), span);
    throw new DeliberateRaise('AssertionError', typeof message === 'string' ? message : '', span);
  }
  reportSkipped(run, [statement], statement, scope, truth);
}

function executeIf(run: Run, statement: Statement & { kind: 'if' }, scope: Scope): Completion {
  for (const [index, { test, body }] of statement.branches.entries()) {
    const truth = truthOf(run, run.evaluate(test, scope), run.place(test, scope));
    if (truth === true) return run.execute(body, scope);
    if (truth === false) continue;
    const rest = statement.branches.slice(index);
    return skipBranches(run, rest, statement, scope, truth);
  }
  return run.execute(statement.orElse, scope);
}

type IfBranches = (Statement & { kind: 'if' })['branches'];

/** An `if` that nobody can decide, from one of its branches on. */
function skipBranches(
  run: Run,
  branches: IfBranches,
  statement: Statement & { kind: 'if' },
  scope: Scope,
  reason: PythonUnknown,
): Completion {
  const later: Expression[] = branches.slice(1).map(({ test }) => test);
  const bodies = branches.flatMap(({ body }) => body);
  const skipped = reportSkipped(run, [...later, ...bodies, ...statement.orElse], statement, scope, reason);
  const alwaysLeaves =
    statement.orElse.length > 0 &&
    [...branches.map(({ body }) => body), statement.orElse].every(endsFunction);
  if (alwaysLeaves && !skipped.mayLeaveLoop) return { kind: 'return', value: reason as PythonValue };
  return undecidedCompletion(skipped, reason);
}

function endsFunction(block: Block): boolean {
  const last = block.at(-1);
  return last?.kind === 'return' || last?.kind === 'raise';
}
