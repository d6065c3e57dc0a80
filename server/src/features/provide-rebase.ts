import { URI } from 'vscode-uri';
import { isRewritable } from '../core/lint/header-edits.ts';
import { rebaseEdits } from '../core/lint/rebase-edits.ts';
import { CommandError } from '../core/script/command-error.ts';
import type { ParentChange } from '../core/script/rebase.ts';
import type { EnvironmentSnapshot, RevisionFile } from '../core/snapshot/environment-snapshot.ts';
import { rangeOf } from '../core/snapshot/file-range.ts';
import type { RebaseAnswer, UnaskedDatabase } from '../protocol/rebase-messages.ts';

/** A planned rebase as edits of the files. Throws CommandError `rebase-computed` where one cannot be rewritten. */
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
      refuseComputed(file, id);
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

function refuseComputed(file: RevisionFile, revision: string): void {
  const variable = file.header.downRevision;
  if (variable !== undefined && isRewritable(file, variable)) return;
  throw new CommandError(
    'rebase-computed',
    `${file.path} does not say the down_revision of ${revision} in a way that can be rewritten. Write it as a literal there first.`,
    { revision },
  );
}
