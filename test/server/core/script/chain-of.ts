import { buildRevisionMap } from '../../../../server/src/core/script/map-builder.ts';
import type { Revision } from '../../../../server/src/core/script/revision.ts';
import type { RevisionMap } from '../../../../server/src/core/script/revision-map.ts';

const LINE = /^(?:(.*?) ?-> )?(\S+)(?: \(([^)]*)\))?(?: needs (.*))?$/;

/**
 * Revisions in load order, one per line: `a, b -> c (label, label) needs d, e`; a base has nothing before its arrow, or
 * no arrow.
 */
export function revisionsOf(text: string): readonly Revision[] {
  const lines = text.split(/[\n;]/).map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .map((line, index) => {
      const match = LINE.exec(line);
      if (match === null) throw new Error(`Not a revision: ${line}`);
      const [, parents, revision = '', labels, needs] = match;
      return {
        revision,
        downRevisions: namesOf(parents),
        dependsOn: namesOf(needs),
        branchLabels: namesOf(labels),
        message: `message of ${revision}`,
        path: `versions/${index}_${revision}.py`,
      };
    });
}

export function chainOf(text: string): RevisionMap {
  return buildRevisionMap(revisionsOf(text));
}

function namesOf(list: string | undefined): readonly string[] {
  return list === undefined || list === '' ? [] : list.split(', ');
}
