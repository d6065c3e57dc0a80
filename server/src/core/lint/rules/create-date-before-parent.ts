import { readRevisionDocstring } from '../../python/revision-docstring.ts';
import type { ChainFile } from '../chain-index.ts';
import { type CreateDate, parseCreateDate } from '../docstring-values.ts';
import type { ChainRule } from '../lint-rule.ts';
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
    return chain.files.flatMap((file) => {
      const own = dateOf(file);
      if (own === null) return [];
      for (const parent of chain.parents(file)) {
        const other = dateOf(parent);
        if (other === null || other.date.hasOffset !== own.date.hasOffset) continue;
        if (own.date.time >= other.date.time) continue;
        return [
          {
            path: file.path,
            span: own.span,
            message: `This revision is dated before its parent "${parent.revision.revision}" (${other.text}), so the files sorted by date tell another order than the one that runs.`,
            related: [{ path: parent.path, span: other.span, message: "is the parent's date" }],
          },
        ];
      }
      return [];
    });
  },
};
