import type { ChainFile, ChainIndex } from '../chain-index.ts';
import { removeItem } from '../header-edits.ts';
import type { RevisionRule } from '../lint-rule.ts';
import { revisionPlace, spansOf } from '../places.ts';

/** What already brings `target` before `file`: a parent or another dependency. */
function reason(chain: ChainIndex, file: ChainFile, name: string, target: string): ChainFile | undefined {
  const others = [
    ...chain.parents(file),
    ...file.revision.dependsOn
      .filter((other) => other !== name)
      .map((other) => chain.dependency(other))
      .filter((other) => other !== undefined),
  ];
  return others.find(
    (other) =>
      (other.revision.revision === target && chain.parents(file).includes(other)) ||
      chain.isAncestor(target, other.revision.revision),
  );
}

export const redundantDependsOn: RevisionRule = {
  id: 'redundant-depends-on',
  severity: 'information',
  scope: 'revision',
  reach: 'between-parents',
  check(chain, file) {
    if (file.revision.dependsOn.length === 0) return [];
    const variable = file.header.dependsOn;
    const own = file.revision.revision;
    if (variable === undefined || !chain.isGrounded(own)) return [];
    return [...new Set(file.revision.dependsOn)].flatMap((name) => {
      const target = chain.dependency(name)?.revision.revision;
      const because = target === undefined ? undefined : reason(chain, file, name, target);
      if (because === undefined) return [];
      const isParent = because.revision.revision === target;
      const way = isParent ? 'as its parent' : `through "${because.revision.revision}"`;
      return spansOf(variable, name).map((span) => ({
        path: file.path,
        span,
        message: `"${name}" already comes before this revision ${way}, so the dependency changes nothing and breaks the chain if that file is ever removed.`,
        related: [revisionPlace(because, isParent ? 'is the parent' : 'already needs it')],
        fixes: () => [
          {
            title: `Remove "${name}" from depends_on`,
            isPreferred: true,
            edits: removeItem(file, variable, name),
            renames: [],
          },
        ],
      }));
    });
  },
};
