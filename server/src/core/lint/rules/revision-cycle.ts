import type { ChainIndex } from '../chain-index.ts';
import { cycleMembers } from '../cycle-members.ts';
import type { ChainRule, Finding } from '../lint-rule.ts';
import { listed } from '../listed.ts';
import { reparentFixes } from '../parent-candidates.ts';
import { spansOf } from '../places.ts';

function findingsOf(chain: ChainIndex, cycle: ReadonlySet<string>): Finding[] {
  const names = listed([...cycle].sort());
  const related = cycleMembers(chain, cycle);
  return [...cycle].flatMap((id) => {
    const file = chain.file(id);
    if (file === undefined) return [];
    const parents = new Set(
      file.revision.downRevisions.filter((parent) => parent !== id && cycle.has(parent)),
    );
    return [...parents].flatMap((parent) =>
      spansOf(file.header.downRevision, parent).map((span) => ({
        path: file.path,
        span,
        message: `${names} follow each other in a circle, so every alembic command that reads the chain fails.`,
        related: related.filter((place) => place.path !== file.path),
        fixes: () => reparentFixes(chain, file, parent),
      })),
    );
  });
}

/** Revisions that are each other's ancestors. Source: `CycleDetected` of `RevisionMap._detect_cycles`. */
export const revisionCycle: ChainRule = {
  id: 'revision-cycle',
  severity: 'error',
  scope: 'chain',
  check(chain) {
    return chain.map.faults.flatMap((fault) =>
      fault.kind === 'cycle'
        ? findingsOf(chain, new Set(fault.revisions.map(({ revision }) => revision)))
        : [],
    );
  },
};
