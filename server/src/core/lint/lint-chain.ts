import { ChainLint } from './chain-lint.ts';
import type { ChainView } from './chain-view.ts';
import type { Problem } from './problem.ts';

/** All problems of a chain: those of each file in load order, then those of the chain as a whole, rule by rule. */
export function lintChain(view: ChainView): readonly Problem[] {
  return ChainLint.of(view).problems;
}
