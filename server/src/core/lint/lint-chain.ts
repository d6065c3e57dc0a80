import { ChainIndex } from './chain-index.ts';
import type { ChainView } from './chain-view.ts';
import { factsOf } from './file-facts.ts';
import type { Problem } from './problem.ts';
import { ReportedProblem } from './reported-problem.ts';
import { RULES } from './rules/index.ts';

const FILE_RULES = RULES.filter((rule) => rule.scope === 'file');
const CHAIN_RULES = RULES.filter((rule) => rule.scope === 'chain');

/**
 * All problems of a chain: those of each file in load order, then those of the chain as a whole, rule by rule. A file
 * that is the same object as in the call before is not read again.
 */
export function lintChain(view: ChainView): readonly Problem[] {
  const facts = factsOf(view.files.values(), view.config, FILE_RULES);
  const problems: Problem[] = [];
  for (const { problems: ofFile } of facts) for (const problem of ofFile) problems.push(problem);
  const chain = new ChainIndex(view, facts);
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
