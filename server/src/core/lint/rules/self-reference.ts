import { removeItem } from '../header-edits.ts';
import type { ChainRule, Finding } from '../lint-rule.ts';
import { reparentFixes } from '../parent-candidates.ts';
import { spansOf } from '../places.ts';
import type { ProblemFix } from '../problem.ts';

/** A revision names itself as parent or dependency. Source: `LoopDetected`, `DependencyLoopDetected`. */
export const selfReference: ChainRule = {
  id: 'self-reference',
  severity: 'error',
  scope: 'chain',
  check(chain) {
    const findings: Finding[] = [];
    for (const file of chain.files) {
      const { revision, downRevisions, dependsOn } = file.revision;
      const { downRevision, dependsOn: dependsOnVariable } = file.header;
      const remove = (name: string, variable: typeof downRevision): ProblemFix[] =>
        variable === undefined
          ? []
          : [
              {
                title: `Remove "${revision}" from ${name}`,
                isPreferred: true,
                edits: removeItem(file, variable, revision),
                renames: [],
              },
            ];
      const report = (name: string, variable: typeof downRevision, fixes: Finding['fixes']): void => {
        for (const span of spansOf(variable, revision)) {
          findings.push({
            path: file.path,
            span,
            message: `"${revision}" names itself in ${name}, so every alembic command that reads the chain fails.`,
            ...(fixes === undefined ? {} : { fixes }),
          });
        }
      };
      if (downRevisions.includes(revision)) {
        report('down_revision', downRevision, () =>
          downRevisions.length > 1
            ? remove('down_revision', downRevision)
            : reparentFixes(chain, file, revision),
        );
      }
      if (dependsOn.includes(revision)) {
        report('depends_on', dependsOnVariable, () => remove('depends_on', dependsOnVariable));
      }
    }
    return findings;
  },
};
