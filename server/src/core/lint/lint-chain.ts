import type { EnvironmentConfig } from '../config/environment-config.ts';
import type { RevisionFile } from '../snapshot/environment-snapshot.ts';
import { ChainIndex } from './chain-index.ts';
import type { ChainView } from './chain-view.ts';
import type { FileRule, Finding, LintRule } from './lint-rule.ts';
import type { Problem, ProblemFix, ProblemSeverity, RelatedPlace } from './problem.ts';
import { RULES } from './rules/index.ts';

class ReportedProblem implements Problem {
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

const FILE_RULES: readonly FileRule[] = RULES.filter((rule) => rule.scope === 'file');
const CHAIN_RULES = RULES.filter((rule) => rule.scope === 'chain');

/** Findings of the file rules. A file and a configuration are immutable, so their findings hold as long as they live. */
const known = new WeakMap<EnvironmentConfig, WeakMap<RevisionFile, readonly Problem[]>>();

/**
 * All problems of a chain: those of each file in load order, then those of the chain as a whole, rule by rule. A file
 * that is the same object as in an earlier call is not read again.
 */
export function lintChain(view: ChainView): readonly Problem[] {
  let ofConfig = known.get(view.config);
  if (ofConfig === undefined) {
    ofConfig = new WeakMap();
    known.set(view.config, ofConfig);
  }
  const problems: Problem[] = [];
  for (const file of view.files.values()) {
    let ofFile = ofConfig.get(file);
    if (ofFile === undefined) {
      ofFile = lintFile(file, view.config);
      ofConfig.set(file, ofFile);
    }
    for (const problem of ofFile) problems.push(problem);
  }
  const chain = new ChainIndex(view);
  for (const rule of CHAIN_RULES) {
    // An id that is written twice in one tuple is found twice at both places.
    const seen = new Set<string>();
    for (const finding of rule.check(chain)) {
      const key = `${finding.path}:${finding.span.start}`;
      if (seen.has(key)) continue;
      seen.add(key);
      problems.push(new ReportedProblem(rule, finding));
    }
  }
  return problems;
}

function lintFile(file: RevisionFile, config: EnvironmentConfig): readonly Problem[] {
  return FILE_RULES.flatMap((rule) =>
    rule.check(file, config).map((finding) => new ReportedProblem(rule, finding)),
  );
}
