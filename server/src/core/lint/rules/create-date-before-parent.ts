import { readRevisionDocstring } from '../../python/revision-docstring.ts';
import type { ChainFile } from '../chain-index.ts';
import { type CreateDate, parseCreateDate } from '../docstring-values.ts';
import type { ChainRule, Finding } from '../lint-rule.ts';
import type { RelatedPlace } from '../problem.ts';

interface DatedFile {
  readonly text: string;
  readonly span: RelatedPlace['span'];
  readonly date: CreateDate;
}

/** Dates by file; a file is immutable, so each is parsed once. */
const dates = new WeakMap<ChainFile, DatedFile | null>();

function dateOf(file: ChainFile): DatedFile | null {
  let dated = dates.get(file);
  if (dated === undefined) {
    const field = readRevisionDocstring(file.text, file.header.docstring).createDate;
    const date = field === undefined ? undefined : parseCreateDate(field.value);
    dated = field === undefined || date === undefined ? null : { text: field.value, span: field.span, date };
    dates.set(file, dated);
  }
  return dated;
}

/** A revision that says it is older than its parent: re-parented by hand, or copied. */
export const createDateBeforeParent: ChainRule = {
  id: 'create-date-before-parent',
  severity: 'hint',
  scope: 'chain',
  check(chain) {
    const nodes = chain.map.nodes;
    const dated: Array<DatedFile | null> = nodes.map((node) => {
      const file = chain.fileOf(node);
      return file === undefined ? null : dateOf(file);
    });
    const findings: Finding[] = [];
    for (const node of nodes) {
      const own = dated[node.index];
      if (own === null || own === undefined) continue;
      for (const parent of node.parents) {
        const other = dated[parent.index];
        if (other === null || other === undefined || other.date.hasOffset !== own.date.hasOffset) continue;
        if (own.date.time >= other.date.time) continue;
        findings.push({
          path: node.source.path,
          span: own.span,
          message: `This revision is dated before its parent "${parent.id}" (${other.text}), so the files sorted by date tell another order than the one that runs.`,
          related: [{ path: parent.source.path, span: other.span, message: "is the parent's date" }],
        });
      }
    }
    return findings;
  },
};
