import type { ForStatement, Statement } from '../syntax.ts';
import type { PythonUnknown, PythonValue } from '../values.ts';
import { assignTarget } from './assign.ts';
import { itemsOf } from './iterate.ts';
import { type Completion, NORMAL, type Run } from './run.ts';
import type { Scope } from './scope.ts';
import { truthOf } from './truth.ts';
import { reportSkipped } from './undecided.ts';

type WhileStatement = Statement & { kind: 'while' };

export function executeFor(run: Run, statement: ForStatement, scope: Scope): Completion {
  const span = run.place(statement.iterable, scope);
  const items = itemsOf(run, run.evaluate(statement.iterable, scope), span);
  if (!Array.isArray(items)) return skipLoop(run, statement, scope, items as PythonUnknown);
  const known = items as PythonValue[];
  // Read by index: a loop over a list meets what its body appends.
  for (let index = 0; index < known.length; index += 1) {
    run.meter.step(span);
    assignTarget(run, statement.target, known[index] as PythonValue, scope);
    const completion = run.execute(statement.body, scope);
    if (completion.kind === 'break') return NORMAL;
    if (completion.kind === 'return') return completion;
    if (completion.kind === 'undecided') return afterUndecided(run, statement, scope, completion);
  }
  return run.execute(statement.orElse, scope);
}

export function executeWhile(run: Run, statement: WhileStatement, scope: Scope): Completion {
  for (;;) {
    run.meter.step(statement);
    const truth = truthOf(run, run.evaluate(statement.test, scope), run.place(statement.test, scope));
    if (truth === false) return run.execute(statement.orElse, scope);
    if (truth !== true) return skipLoop(run, statement, scope, truth);
    const completion = run.execute(statement.body, scope);
    if (completion.kind === 'break') return NORMAL;
    if (completion.kind === 'return') return completion;
    if (completion.kind === 'undecided') return afterUndecided(run, statement, scope, completion);
  }
}

/** A loop of which nobody can say how often it runs. */
function skipLoop(
  run: Run,
  statement: ForStatement | WhileStatement,
  scope: Scope,
  reason: PythonUnknown,
): Completion {
  const skipped = reportSkipped(run, [statement], statement, scope, reason);
  return skipped.mayReturn ? { kind: 'undecided', leaves: 'function', reason: reason.reason } : NORMAL;
}

/** A turn of the loop may have ended it: what further turns would do cannot be told. */
function afterUndecided(
  run: Run,
  statement: ForStatement | WhileStatement,
  scope: Scope,
  completion: Completion & { kind: 'undecided' },
): Completion {
  const span = run.place(statement, scope);
  reportSkipped(run, [statement], statement, scope, { kind: 'unknown', reason: completion.reason, span });
  return completion.leaves === 'function' ? completion : NORMAL;
}
