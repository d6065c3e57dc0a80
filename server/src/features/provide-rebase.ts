import { URI } from 'vscode-uri';
import { rebaseEdits } from '../core/lint/rebase-edits.ts';
import type { ParentChange } from '../core/script/rebase.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { rangeOf } from '../core/snapshot/file-range.ts';
import type { RebaseAnswer, UnaskedDatabase } from '../protocol/rebase-messages.ts';

/** A planned rebase as edits of the files. */
export function provideRebase(
  snapshot: EnvironmentSnapshot,
  changes: readonly ParentChange[],
  unasked: readonly UnaskedDatabase[],
): RebaseAnswer {
  return {
    changes: changes.flatMap((change) => {
      const { source, id } = change.revision;
      const file = snapshot.files.get(source.path);
      if (file === undefined) return [];
      const edits = rebaseEdits(snapshot.files, [change]).map(({ span, newText }) => ({
        range: rangeOf(file, span),
        newText,
      }));
      const { downRevisions } = change;
      return [{ revision: id, uri: URI.file(source.path).toString(), downRevisions, edits }];
    }),
    unasked,
  };
}
