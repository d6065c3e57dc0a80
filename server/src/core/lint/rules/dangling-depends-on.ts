import type { ChainFile, ChainIndex } from '../chain-index.ts';
import { removeItem, replaceItem } from '../header-edits.ts';
import type { ChainRule } from '../lint-rule.ts';
import { nearestIds } from '../nearest-ids.ts';
import { spansOf } from '../places.ts';
import type { ProblemFix } from '../problem.ts';

function fixes(chain: ChainIndex, file: ChainFile, name: string): ProblemFix[] {
  const variable = file.header.dependsOn;
  if (variable === undefined) return [];
  const own = file.revision.revision;
  const near = nearestIds(new Set([...chain.ids(), ...chain.labels]), name).filter((id) => {
    const target = chain.dependency(id)?.revision.revision;
    return target !== undefined && target !== own && !chain.isAncestor(own, target);
  });
  return [
    ...near.map(
      (id, index): ProblemFix => ({
        title: `Depend on "${id}"`,
        isPreferred: index === 0,
        edits: replaceItem(file, variable, name, id),
        renames: [],
      }),
    ),
    {
      title: `Remove "${name}" from depends_on`,
      isPreferred: near.length === 0,
      edits: removeItem(file, variable, name),
      renames: [],
    },
  ];
}

/** `depends_on` names neither a revision nor a branch label. Source: `RevisionMap._add_depends_on`. */
export const danglingDependsOn: ChainRule = {
  id: 'dangling-depends-on',
  severity: 'error',
  scope: 'chain',
  check(chain) {
    return chain.map.faults.flatMap((fault) => {
      if (fault.kind !== 'missing-dependency') return [];
      const file = chain.fileOfRevision(fault.revision);
      if (file === undefined) return [];
      return spansOf(file.header.dependsOn, fault.missing).map((span) => ({
        path: file.path,
        span,
        severity: chain.hasUnreadableRevision ? 'warning' : 'error',
        message: `No revision file declares an id or a branch label "${fault.missing}", so every alembic command that reads the chain fails.`,
        fixes: () => fixes(chain, file, fault.missing),
      }));
    });
  },
};
