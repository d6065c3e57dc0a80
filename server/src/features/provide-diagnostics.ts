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

type FindFile = (path: string) => { readonly text: string } | undefined;

/**
 * The diagnostics of an environment by file path. `rulesUri` is the page whose anchors are the rules' ids; undefined
 * where there is none.
 */
export function provideDiagnostics(
  snapshot: EnvironmentSnapshot,
  rulesUri: string | undefined,
): ReadonlyMap<string, readonly Diagnostic[]> {
  const find = fileFinder(snapshot);
  const byPath = new Map<string, Diagnostic[]>();
  for (const problem of snapshot.problems) {
    const diagnostic = toDiagnostic(problem, find, rulesUri);
    if (diagnostic === undefined) continue;
    const ofPath = byPath.get(problem.path);
    if (ofPath === undefined) byPath.set(problem.path, [diagnostic]);
    else ofPath.push(diagnostic);
  }
  return byPath;
}

/** The diagnostics of problems in one file, beside those that the environment has as a whole. */
export function provideFileDiagnostics(
  snapshot: EnvironmentSnapshot,
  problems: readonly Problem[],
  rulesUri: string | undefined,
): readonly Diagnostic[] {
  if (problems.length === 0) return [];
  const find = fileFinder(snapshot);
  return problems.flatMap((problem) => toDiagnostic(problem, find, rulesUri) ?? []);
}

function fileFinder(snapshot: EnvironmentSnapshot): FindFile {
  const ignored = new Map(snapshot.ignoredFiles.map((file) => [file.path, file]));
  return (path) => snapshot.files.get(path) ?? ignored.get(path);
}

/** Diagnostics by problem. Problems outlive a snapshot where their file and rule allow it, and so do these. */
const made = new WeakMap<Problem, Diagnostic>();

function toDiagnostic(
  problem: Problem,
  find: FindFile,
  rulesUri: string | undefined,
): Diagnostic | undefined {
  const known = made.get(problem);
  if (known !== undefined) return known;
  const file = find(problem.path);
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
    const other = find(path);
    if (other === undefined) return [];
    return [{ location: { uri: URI.file(path).toString(), range: rangeOf(other, span) }, message }];
  });
  if (related.length > 0) diagnostic.relatedInformation = related;
  made.set(problem, diagnostic);
  return diagnostic;
}
