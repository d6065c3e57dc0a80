import type { ProjectModule } from '../python/project-module.ts';
import type { RevisionFile } from '../snapshot/environment-snapshot.ts';
import type { BodyRule } from './lint-rule.ts';
import { duplicateColumn } from './operations/duplicate-column.ts';
import { enumNeverCreated } from './operations/enum-never-created.ts';
import { identifierTooLong } from './operations/identifier-too-long.ts';
import { ignoredArgument } from './operations/ignored-argument.ts';
import { refusedOperation } from './operations/refused-operation.ts';
import { repeatedOperation } from './operations/repeated-operation.ts';
import { sqlSyntax } from './operations/sql-syntax.ts';
import { unknownName } from './operations/unknown-name.ts';
import { unnamedConstraint } from './operations/unnamed-constraint.ts';
import { wrongArguments } from './operations/wrong-arguments.ts';
import type { Problem } from './problem.ts';
import { ReportedProblem } from './reported-problem.ts';
import { type BodySettings, RevisionBody } from './revision-body.ts';

/** Every rule about what a revision does. A rule's id is its file's name and its anchor in docs/rules.md. */
export const BODY_RULES: readonly BodyRule[] = [
  duplicateColumn,
  enumNeverCreated,
  identifierTooLong,
  ignoredArgument,
  refusedOperation,
  repeatedOperation,
  sqlSyntax,
  unknownName,
  unnamedConstraint,
  wrongArguments,
];

export interface BodyProblems {
  readonly problems: readonly Problem[];
  /** True where they hold only as long as the other files of the chain do. */
  readonly dependsOnChain: boolean;
  /** The project's modules that the file imports. */
  readonly modules: readonly ProjectModule[];
}

/** `lintBody`, for those that are handed it, so that they need not load what it takes. */
export type LintBody = (file: RevisionFile, settings: BodySettings) => BodyProblems;

const NOTHING: BodyProblems = { problems: [], dependsOnChain: false, modules: [] };

/** The problems in what `upgrade()` and `downgrade()` of a file do. Never throws for what the file contains. */
export function lintBody(file: RevisionFile, settings: BodySettings): BodyProblems {
  if (file.fault !== undefined) return NOTHING;
  const body = new RevisionBody(file, settings);
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const rule of BODY_RULES) {
    if (rule.isPostgresqlOnly === true && !body.isForPostgresql) continue;
    for (const finding of rule.check(body)) {
      // What fails while the module is loaded fails in both directions.
      const key = `${rule.id}:${finding.span.start}:${finding.message}`;
      if (seen.has(key)) continue;
      seen.add(key);
      problems.push(new ReportedProblem(rule, finding));
    }
  }
  return { problems, dependsOnChain: body.hasAskedChain, modules: [...body.modules] };
}
