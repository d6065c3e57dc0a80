import type { Diagnostic } from 'vscode-languageserver-types';
import { DiagnosticSeverity } from 'vscode-languageserver-types';
import { URI } from 'vscode-uri';
import type { Problem, ProblemSeverity } from '../core/lint/problem.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { rangeOf } from '../core/snapshot/file-range.ts';

const DIAGNOSTIC_SOURCE = 'alembic';

const SEVERITIES: Readonly<Record<ProblemSeverity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

type Files = ReadonlyMap<string, { readonly text: string }>;

/**
 * The diagnostics of an environment by file path. `rulesUri` is the page whose anchors are the rules' ids; undefined
 * where there is none.
 */
export function provideDiagnostics(
  snapshot: EnvironmentSnapshot,
  rulesUri: string | undefined,
): ReadonlyMap<string, readonly Diagnostic[]> {
  const files: Files = new Map<string, { readonly text: string }>([
    ...snapshot.files,
    ...snapshot.ignoredFiles.map((file): [string, { readonly text: string }] => [file.path, file]),
  ]);
  const byPath = new Map<string, Diagnostic[]>();
  for (const problem of snapshot.problems) {
    const diagnostic = toDiagnostic(problem, files, rulesUri);
    if (diagnostic === undefined) continue;
    const ofPath = byPath.get(problem.path);
    if (ofPath === undefined) byPath.set(problem.path, [diagnostic]);
    else ofPath.push(diagnostic);
  }
  return byPath;
}

/** Diagnostics by problem. Problems outlive a snapshot where their file and rule allow it, and so do these. */
const made = new WeakMap<Problem, Diagnostic>();

function toDiagnostic(problem: Problem, files: Files, rulesUri: string | undefined): Diagnostic | undefined {
  const known = made.get(problem);
  if (known !== undefined) return known;
  const file = files.get(problem.path);
  if (file === undefined) return undefined;
  const diagnostic: Diagnostic = {
    range: rangeOf(file, problem.span),
    severity: SEVERITIES[problem.severity],
    code: problem.code,
    source: DIAGNOSTIC_SOURCE,
    message: problem.message,
    ...(rulesUri === undefined ? {} : { codeDescription: { href: `${rulesUri}#${problem.code}` } }),
  };
  const related = problem.related.flatMap(({ path, span, message }) => {
    const other = files.get(path);
    if (other === undefined) return [];
    return [{ location: { uri: URI.file(path).toString(), range: rangeOf(other, span) }, message }];
  });
  if (related.length > 0) diagnostic.relatedInformation = related;
  made.set(problem, diagnostic);
  return diagnostic;
}
