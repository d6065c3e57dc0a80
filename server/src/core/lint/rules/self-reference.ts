import type { HeaderVariable } from '../../python/revision-header.ts';
import type { ChainFile, ChainIndex } from '../chain-index.ts';
import { removeItem } from '../header-edits.ts';
import type { ChainRule, Finding } from '../lint-rule.ts';
import { reparentFixes } from '../parent-candidates.ts';
import { spansOf } from '../places.ts';
import type { ProblemFix } from '../problem.ts';

function removal(file: ChainFile, variable: HeaderVariable, name: string): ProblemFix {
  const { revision } = file.revision;
  return {
    title: `Remove "${revision}" from ${name}`,
    isPreferred: true,
    edits: removeItem(file, variable, revision),
    renames: [],
  };
}

function findings(chain: ChainIndex, file: ChainFile, name: 'down_revision' | 'depends_on'): Finding[] {
  const { revision, downRevisions } = file.revision;
  const variable = name === 'down_revision' ? file.header.downRevision : file.header.dependsOn;
  if (variable === undefined) return [];
  const isOnlyParent = name === 'down_revision' && downRevisions.every((parent) => parent === revision);
  return spansOf(variable, revision).map((span) => ({
    path: file.path,
    span,
    message: `"${revision}" names itself in ${name}, so every alembic command that reads the chain fails.`,
    fixes: () => (isOnlyParent ? reparentFixes(chain, file, revision) : [removal(file, variable, name)]),
  }));
}

/** A revision names itself as parent or dependency. Source: `LoopDetected`, `DependencyLoopDetected`. */
export const selfReference: ChainRule = {
  id: 'self-reference',
  severity: 'error',
  scope: 'chain',
  check(chain) {
    return chain.map.faults.flatMap((fault) => {
      if (fault.kind !== 'self-loop' && fault.kind !== 'dependency-self-loop') return [];
      const file = chain.fileOfRevision(fault.revision);
      if (file === undefined) return [];
      return findings(chain, file, fault.kind === 'self-loop' ? 'down_revision' : 'depends_on');
    });
  },
};
