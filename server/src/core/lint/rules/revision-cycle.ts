import type { ChainFile } from '../chain-index.ts';
import { cyclesOf } from '../cycles.ts';
import type { ChainRule, Finding } from '../lint-rule.ts';
import { listed } from '../listed.ts';
import { reparentFixes } from '../parent-candidates.ts';
import { revisionPlace, spansOf } from '../places.ts';

const MOST_RELATED = 5;

/** Revisions that are each other's ancestors. Source: `CycleDetected` of `RevisionMap._detect_cycles`. */
export const revisionCycle: ChainRule = {
  id: 'revision-cycle',
  severity: 'error',
  scope: 'chain',
  check(chain) {
    const suspects = [...chain.ids].filter((id) => !chain.generations.has(id));
    const next = (id: string): readonly string[] => {
      const file = chain.file(id);
      return file === undefined ? [] : chain.parents(file).map((parent) => parent.revision.revision);
    };
    return cyclesOf(suspects, next).flatMap((cycle) => {
      const files = [...cycle].map((id) => chain.file(id)).filter((file) => file !== undefined);
      const names = listed([...cycle].sort());
      return files.flatMap((file) => findingsOf(file, files, names));
    });

    function findingsOf(file: ChainFile, files: readonly ChainFile[], names: string): Finding[] {
      const inCycle = new Set(files.map((member) => member.revision.revision));
      const own = file.revision.revision;
      const parents = file.revision.downRevisions.filter((parent) => parent !== own && inCycle.has(parent));
      return parents.flatMap((parent) =>
        spansOf(file.header.downRevision, parent).map((span) => ({
          path: file.path,
          span,
          message: `${names} follow each other in a circle, so every alembic command that reads the chain fails.`,
          related: files
            .filter((other) => other !== file)
            .slice(0, MOST_RELATED)
            .map((other) => revisionPlace(other, 'is part of the cycle')),
          fixes: () => reparentFixes(chain, file, parent),
        })),
      );
    }
  },
};
