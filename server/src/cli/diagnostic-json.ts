import type { ProblemSeverity } from '../core/lint/problem.ts';

/** One diagnostic as `lint` prints it. Lines and columns start at 1; the end is exclusive. */
export interface DiagnosticJson {
  readonly rule: string;
  readonly severity: ProblemSeverity;
  readonly message: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}
