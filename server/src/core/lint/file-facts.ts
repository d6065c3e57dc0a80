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

/** Facts of the last chain linted under a configuration. */
const known = new WeakMap<EnvironmentConfig, readonly FileFacts[]>();

/**
 * Facts of files in the order given. A file that is the same object as in the call before under this configuration is
 * not read again, and looking for it costs one comparison where nothing was added or removed.
 */
export function factsOf(
  files: Iterable<RevisionFile>,
  config: EnvironmentConfig,
  rules: readonly FileRule[],
): readonly FileFacts[] {
  const before = known.get(config) ?? [];
  let byFile: Map<RevisionFile, FileFacts> | undefined;
  const facts: FileFacts[] = [];
  for (const file of files) {
    const last = before[facts.length];
    if (last?.file === file) {
      facts.push(last);
    } else if (last === undefined || last.file.path === file.path) {
      facts.push(read(file, config, rules));
    } else {
      byFile ??= new Map(before.map((each) => [each.file, each]));
      facts.push(byFile.get(file) ?? read(file, config, rules));
    }
  }
  known.set(config, facts);
  return facts;
}

function read(file: RevisionFile, config: EnvironmentConfig, rules: readonly FileRule[]): FileFacts {
  const problems = rules.flatMap((rule) =>
    rule.check(file, config).map((finding) => new ReportedProblem(rule, finding)),
  );
  return { file, problems, createDate: createDateOf(file) };
}

function createDateOf(file: RevisionFile): StatedDate | undefined {
  const field = readRevisionDocstring(file.text, file.header.docstring).createDate;
  const date = field === undefined ? undefined : parseCreateDate(field.value);
  return field === undefined || date === undefined
    ? undefined
    : { text: field.value, span: field.span, date };
}
