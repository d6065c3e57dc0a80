import type { ChainFile, ChainIndex } from '../chain-index.ts';
import { removeItem, replaceItem } from '../header-edits.ts';
import type { ChainRule, Finding } from '../lint-rule.ts';
import { nearestIds } from '../nearest-ids.ts';
import { spansOf } from '../places.ts';
import type { ProblemFix } from '../problem.ts';

function fixes(chain: ChainIndex, file: ChainFile, name: string): ProblemFix[] {
  const variable = file.header.dependsOn;
  if (variable === undefined) return [];
  const own = file.revision.revision;
  const near = nearestIds(new Set([...chain.ids, ...chain.labels]), name).filter((id) => {
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
    const findings: Finding[] = [];
    for (const file of chain.files) {
      for (const name of file.revision.dependsOn) {
        if (chain.dependency(name) !== undefined) continue;
        for (const span of spansOf(file.header.dependsOn, name)) {
          findings.push({
            path: file.path,
            span,
            ...(chain.hasUnreadableRevision ? { severity: 'warning' } : {}),
            message: `No revision file declares an id or a branch label "${name}", so every alembic command that reads the chain fails.`,
            fixes: () => fixes(chain, file, name),
          });
        }
      }
    }
    return findings;
  },
};
