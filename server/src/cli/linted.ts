import { relative } from 'node:path';
import { bodySettings } from '../core/lint/body-settings.ts';
import { lintBody } from '../core/lint/lint-body.ts';
import type { Problem } from '../core/lint/problem.ts';
import type { SqlParser } from '../core/lint/sql-parser.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { loadSqlParser } from '../sql-grammar/load-sql-parser.ts';
import { withBaseBranch } from './base-branch.ts';
import type { CommandArguments, CommandContext, CommandResult } from './command.ts';
import type { DiagnosticJson } from './diagnostic-json.ts';
import { lintGithub, lintGitlab, lintSarif } from './lint-formats.ts';
import { lintedPaths } from './linted-paths.ts';
import { ProblemLines } from './problem-lines.ts';

/** `lint`: exit code 1 where one of the problems is an error. */
export async function linted(args: CommandArguments, context: CommandContext): Promise<CommandResult> {
  const environment = await context.loadEnvironment();
  const snapshot = await withBaseBranch(environment, args.options['base-branch'], context);
  const isWanted = lintedPaths(args.positionals, context.workingDirectory, snapshot);
  const problems = [...snapshot.problems, ...bodyProblems(snapshot, isWanted, await loadSqlParser())];
  const diagnostics = diagnosticsOf(
    snapshot,
    problems.filter(({ path }) => isWanted(path)),
  );
  return {
    exitCode: diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0,
    ...printed(diagnostics, context),
  };
}

/** What is wrong in the functions of the wanted files. */
function bodyProblems(
  snapshot: EnvironmentSnapshot,
  isWanted: (path: string) => boolean,
  parseSql: SqlParser,
): readonly Problem[] {
  const settings = bodySettings(snapshot, parseSql);
  return [...snapshot.files.values()]
    .filter(({ path }) => isWanted(path))
    .flatMap((file) => lintBody(file, settings).problems);
}

function diagnosticsOf(
  snapshot: EnvironmentSnapshot,
  problems: readonly Problem[],
): readonly DiagnosticJson[] {
  const lines = new ProblemLines(snapshot);
  const diagnostics = problems.map((problem): DiagnosticJson => {
    const start = lines.start(problem);
    const end = lines.end(problem);
    return {
      rule: problem.code,
      severity: problem.severity,
      message: problem.message,
      path: problem.path,
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
    };
  });
  return diagnostics.sort(
    (left, right) => compare(left.path, right.path) || left.line - right.line || left.column - right.column,
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function printed(
  diagnostics: readonly DiagnosticJson[],
  { format, workingDirectory }: CommandContext,
): Pick<CommandResult, 'text' | 'json'> {
  const json = { diagnostics };
  const local = diagnostics.map((diagnostic) => ({
    ...diagnostic,
    path: relative(workingDirectory, diagnostic.path) || diagnostic.path,
  }));
  switch (format) {
    case 'sarif':
      return { json, text: lintSarif(local) };
    case 'github':
      return { json, text: lintGithub(local) };
    case 'gitlab':
      return { json, text: lintGitlab(local) };
    default:
      return { json, text: lintText(local) };
  }
}

function lintText(diagnostics: readonly DiagnosticJson[]): string {
  const lines = diagnostics.map(
    ({ path, line, column, severity, message, rule }) =>
      `${path}:${line}:${column}: ${severity}: ${message} [${rule}]`,
  );
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const rest = diagnostics.length - errors;
  const summary =
    diagnostics.length === 0
      ? 'No problems.'
      : `${errors} ${errors === 1 ? 'error' : 'errors'}, ${rest} other ${rest === 1 ? 'finding' : 'findings'}.`;
  return `${[...lines, summary].join('\n')}\n`;
}
