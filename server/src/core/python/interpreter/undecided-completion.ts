import type { PythonUnknown } from '../values.ts';
import { type Completion, NORMAL } from './run.ts';
import type { SkippedCode } from './skipped-code.ts';

/** What follows code that was left out: the next statement, or nothing that can be told. */
export function undecidedCompletion(skipped: SkippedCode, reason: PythonUnknown): Completion {
  if (skipped.mayReturn) return { kind: 'undecided', leaves: 'function', reason: reason.reason };
  if (skipped.mayLeaveLoop) return { kind: 'undecided', leaves: 'loop', reason: reason.reason };
  return NORMAL;
}
