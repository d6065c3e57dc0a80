import type { ChainFile, ChainIndex } from '../chain-index.ts';
import { cyclesOf } from '../cycles.ts';
import { removeItem } from '../header-edits.ts';
import type { ChainRule, Finding } from '../lint-rule.ts';
import { listed } from '../listed.ts';
import { revisionPlace, spansOf } from '../places.ts';

const MOST_RELATED = 5;

function findingsOf(chain: ChainIndex, file: ChainFile, cycle: ReadonlySet<string>): Finding[] {
  const variable = file.header.dependsOn;
  if (variable === undefined) return [];
  const own = file.revision.revision;
  const names = file.revision.dependsOn.filter((name) => {
    const target = chain.dependency(name)?.revision.revision;
    return target !== undefined && target !== own && cycle.has(target);
  });
  return names.flatMap((name) =>
    spansOf(variable, name).map((span) => ({
      path: file.path,
      span,
      message: `Through this dependency ${listed([...cycle].sort())} wait for each other, so every alembic command that reads the chain fails.`,
      related: [...cycle]
        .map((id) => chain.file(id))
        .filter((other) => other !== undefined)
        .filter((other) => other !== file)
        .slice(0, MOST_RELATED)
        .map((other) => revisionPlace(other, 'is part of the cycle')),
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
}

/** Revisions that wait for each other over `depends_on`. Source: `DependencyCycleDetected`. */
export const dependencyCycle: ChainRule = {
  id: 'dependency-cycle',
  severity: 'error',
  scope: 'chain',
  check(chain) {
    const suspects = [...chain.ids].filter((id) => !chain.generations.has(id));
    const next = (id: string): readonly string[] => {
      const file = chain.file(id);
      return file === undefined ? [] : chain.required(file).map((one) => one.revision.revision);
    };
    return cyclesOf(suspects, next).flatMap((cycle) =>
      [...cycle]
        .map((id) => chain.file(id))
        .filter((file) => file !== undefined)
        .flatMap((file) => findingsOf(chain, file, cycle)),
    );
  },
};
