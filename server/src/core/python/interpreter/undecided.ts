import type { Span } from '../../text/span.ts';
import type { SyntaxPart } from '../syntax-walk.ts';
import type { PythonUnknown } from '../values.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';
import { SkippedCode } from './skipped-code.ts';

/**
 * Leaves out code of which nobody can say whether, or how often, it runs: reports it where it may change the database or
 * stop the migration, and forgets what it may have bound.
 */
export function reportSkipped(
  run: Run,
  parts: readonly SyntaxPart[],
  node: Span,
  scope: Scope,
  reason: PythonUnknown,
): SkippedCode {
  const skipped = new SkippedCode(run, parts, scope);
  if (skipped.hasEffects || skipped.mayRaise) run.report(run.place(node, scope), reason.reason);
  if (skipped.mayRaise) run.undecidedRaises += 1;
  skipped.forget(reason);
  return skipped;
}
