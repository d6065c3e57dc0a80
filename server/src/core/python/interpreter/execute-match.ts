import type { Pattern, Statement } from '../syntax.ts';
import type { PythonUnknown, PythonValue } from '../values.ts';
import { equals } from './equality.ts';
import { stillUnknown, taintOf, unknown } from './objects.ts';
import { type Completion, NORMAL, type Run } from './run.ts';
import type { Scope } from './scope.ts';
import { truthOf } from './truth.ts';
import { reportSkipped } from './undecided.ts';
import { undecidedCompletion } from './undecided-completion.ts';

export function executeMatch(run: Run, statement: Statement & { kind: 'match' }, scope: Scope): Completion {
  const subject = run.evaluate(statement.subject, scope);
  for (const { pattern, guard, body } of statement.cases) {
    const span = run.place(pattern, scope);
    const matched = matches(run, pattern, subject, scope);
    if (matched === false) continue;
    const guarded =
      matched === true && guard !== undefined ? truthOf(run, run.evaluate(guard, scope), span) : matched;
    if (guarded === false) continue;
    if (guarded === true) return run.execute(body, scope);
    return undecidedCompletion(reportSkipped(run, [statement], statement, scope, guarded), guarded);
  }
  return NORMAL;
}

/** Whether a pattern fits; binds its names where it does. */
function matches(run: Run, pattern: Pattern, subject: PythonValue, scope: Scope): boolean | PythonUnknown {
  const span = run.place(pattern, scope);
  switch (pattern.kind) {
    case 'capture':
      if (pattern.name !== '_') scope.assign(pattern.name, subject);
      return true;
    case 'value':
      return equals(run, subject, run.evaluate(pattern.value, scope), span);
    case 'as': {
      const matched = matches(run, pattern.pattern, subject, scope);
      if (matched === true) scope.assign(pattern.name, subject);
      return matched;
    }
    case 'or':
      for (const alternative of pattern.alternatives) {
        const matched = matches(run, alternative, subject, scope);
        if (matched !== false) return matched;
      }
      return false;
    case 'sequence':
      return matchesSequence(run, pattern, subject, scope);
    case 'other':
      return unknown('unsupported-syntax', 'this pattern is not followed', span);
  }
}

function matchesSequence(
  run: Run,
  pattern: Pattern & { kind: 'sequence' },
  subject: PythonValue,
  scope: Scope,
): boolean | PythonUnknown {
  if (subject.kind === 'unknown') return stillUnknown(subject, run.place(pattern, scope));
  const tainted = taintOf(subject);
  if (tainted !== undefined) return stillUnknown(tainted, run.place(pattern, scope));
  if (subject.kind !== 'list' && subject.kind !== 'tuple') return false;
  if (subject.items.length !== pattern.patterns.length) return false;
  for (const [index, inner] of pattern.patterns.entries()) {
    const matched = matches(run, inner, subject.items[index] as PythonValue, scope);
    if (matched !== true) return matched;
  }
  return true;
}
