import type { Finding, LintRule } from './lint-rule.ts';
import type { Problem, ProblemFix, ProblemSeverity, RelatedPlace } from './problem.ts';

/** A rule's finding as the world sees it; its fixes are computed when they are read first. */
export class ReportedProblem implements Problem {
  readonly code: string;
  readonly severity: ProblemSeverity;
  readonly path: string;
  readonly span: Problem['span'];
  readonly message: string;
  readonly related: readonly RelatedPlace[];
  readonly #compute: (() => readonly ProblemFix[]) | undefined;
  #fixes: readonly ProblemFix[] | undefined;

  constructor(rule: LintRule, finding: Finding) {
    this.code = rule.id;
    this.severity = finding.severity ?? rule.severity;
    this.path = finding.path;
    this.span = finding.span;
    this.message = finding.message;
    this.related = finding.related ?? [];
    this.#compute = finding.fixes;
  }

  get fixes(): readonly ProblemFix[] {
    this.#fixes ??= this.#compute?.() ?? [];
    return this.#fixes;
  }
}
