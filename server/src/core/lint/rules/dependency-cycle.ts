import type { ChainIndex } from '../chain-index.ts';
import { cycleMembers } from '../cycle-members.ts';
import { removeItem } from '../header-edits.ts';
import type { ChainRule, Finding } from '../lint-rule.ts';
import { listed } from '../listed.ts';
import { spansOf } from '../places.ts';

function findingsOf(chain: ChainIndex, cycle: ReadonlySet<string>): Finding[] {
  const names = listed([...cycle].sort());
  const related = cycleMembers(chain, cycle);
  return [...cycle].flatMap((id) => {
    const file = chain.file(id);
    const variable = file?.header.dependsOn;
    if (file === undefined || variable === undefined) return [];
    const dependencies = [...new Set(file.revision.dependsOn)].filter((name) => {
      const target = chain.dependency(name)?.revision.revision;
      return target !== undefined && target !== id && cycle.has(target);
    });
    return dependencies.flatMap((name) =>
      spansOf(variable, name).map((span) => ({
        path: file.path,
        span,
        message: `Through this dependency ${names} wait for each other, so every alembic command that reads the chain fails.`,
        related: related.filter((place) => place.path !== file.path),
        fixes: () => [
          {
            title: `Remove "${name}" from depends_on`,
            isPreferred: true,
            edits: removeItem(file, variable, name),
            renames: [],
          },
        ],
      })),
    );
  });
}

/** Revisions that wait for each other over `depends_on`. Source: `DependencyCycleDetected`. */
export const dependencyCycle: ChainRule = {
  id: 'dependency-cycle',
  severity: 'error',
  scope: 'chain',
  check(chain) {
    return chain.map.faults.flatMap((fault) =>
      fault.kind === 'dependency-cycle'
        ? findingsOf(chain, new Set(fault.revisions.map(({ revision }) => revision)))
        : [],
    );
  },
};
