import type { EnvironmentConfig } from '../config/environment-config.ts';
import { readRevisionDocstring } from '../python/revision-docstring.ts';
import type { RevisionFile } from '../snapshot/environment-snapshot.ts';
import type { Span } from '../text/span.ts';
import { type CreateDate, parseCreateDate } from './docstring-values.ts';
import type { FileRule } from './lint-rule.ts';
import type { Problem } from './problem.ts';
import { ReportedProblem } from './reported-problem.ts';

/** A `Create Date:` with the place where it stands. */
export interface StatedDate {
  readonly text: string;
  readonly span: Span;
  readonly date: CreateDate;
}

/** What holds of a file as long as it does not change. */
export interface FileFacts {
  readonly file: RevisionFile;
  readonly problems: readonly Problem[];
  readonly createDate: StatedDate | undefined;
}

const NO_PROBLEMS: readonly Problem[] = [];

/** The facts of a file under the rules that read one file alone. */
export function factsOf(
  file: RevisionFile,
  config: EnvironmentConfig,
  rules: readonly FileRule[],
): FileFacts {
  // Most rules find nothing in most files, and a chain has many of both.
  let problems = NO_PROBLEMS;
  for (const rule of rules) {
    const findings = rule.check(file, config);
    if (findings.length === 0) continue;
    problems = [...problems, ...findings.map((finding) => new ReportedProblem(rule, finding))];
  }
  return { file, problems, createDate: createDateOf(file) };
}

function createDateOf(file: RevisionFile): StatedDate | undefined {
  const field = readRevisionDocstring(file.text, file.header.docstring).createDate;
  const date = field === undefined ? undefined : parseCreateDate(field.value);
  return field === undefined || date === undefined
    ? undefined
    : { text: field.value, span: field.span, date };
}
