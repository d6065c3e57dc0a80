import type { CodeLens, Command } from 'vscode-languageserver-types';
import { URI } from 'vscode-uri';
import type { EnvironmentSnapshot, RevisionFile } from '../core/snapshot/environment-snapshot.ts';
import { rangeOf } from '../core/snapshot/file-range.ts';
import type { Span } from '../core/text/span.ts';
import type { AlembicCommand, RevisionArgument } from '../protocol/commands.ts';

/** What one can do with `upgrade()` and `downgrade()`, above each. */
export function provideCodeLens(snapshot: EnvironmentSnapshot, file: RevisionFile): readonly CodeLens[] {
  const id = file.revision?.revision;
  if (id === undefined || snapshot.revisions.get(id)?.source.path !== file.path) return [];
  const uri = URI.file(file.path).toString();
  const revision: RevisionArgument = { environment: snapshot.id, revision: id };
  const lenses = (span: Span | undefined, commands: readonly AlembicCommand[]): CodeLens[] =>
    span === undefined
      ? []
      : commands.map((command) => ({ range: rangeOf(file, span), command: plain(command) }));
  const { upgradeSpan, downgradeSpan } = file.header;
  return [
    ...lenses(upgradeSpan, [
      { title: 'Upgrade to here', command: 'alembicWorkbench.upgradeToRevision', arguments: [revision] },
      {
        title: 'Preview SQL',
        command: 'alembicWorkbench.previewSql',
        arguments: [{ kind: 'file', uri, direction: 'upgrade' }],
      },
    ]),
    ...lenses(downgradeSpan, [
      { title: 'Downgrade to here', command: 'alembicWorkbench.downgradeToRevision', arguments: [revision] },
      ...undo(snapshot, file, revision),
      {
        title: 'Preview SQL',
        command: 'alembicWorkbench.previewSql',
        arguments: [{ kind: 'file', uri, direction: 'downgrade' }],
      },
    ]),
  ];
}

/** The command that runs this very `downgrade()`: to the parent. A merge has no single parent to go to. */
function undo(
  snapshot: EnvironmentSnapshot,
  file: RevisionFile,
  { environment }: RevisionArgument,
): readonly AlembicCommand[] {
  const parents = file.revision?.downRevisions ?? [];
  const [parent] = parents;
  if (parents.length > 1) return [];
  if (parent === undefined) {
    if (snapshot.revisions.bases.length > 1) return [];
    return [{ title: 'Undo', command: 'alembicWorkbench.downgradeToBase', arguments: [{ environment }] }];
  }
  if (snapshot.revisions.get(parent) === undefined) return [];
  return [
    {
      title: `Undo (down to ${parent})`,
      command: 'alembicWorkbench.downgradeToRevision',
      arguments: [{ environment, revision: parent }],
    },
  ];
}

function plain({ title, command, arguments: args }: AlembicCommand): Command {
  return { title, command, arguments: args === undefined ? [] : [...args] };
}
