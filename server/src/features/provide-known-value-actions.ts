import { type CodeAction, CodeActionKind, type Range } from 'vscode-languageserver-types';
import type { RevisionSql } from '../core/postgresql/statement.ts';
import type { EnvironmentSnapshot, RevisionFile } from '../core/snapshot/environment-snapshot.ts';
import { lineIndexOf } from '../core/snapshot/file-range.ts';
import type { KnownValueArgument } from '../protocol/commands.ts';

/** For what is not known in a range of a revision: an offer to say what the application would. */
export function provideKnownValueActions(
  snapshot: EnvironmentSnapshot,
  file: RevisionFile,
  range: Range,
  compiled: readonly RevisionSql[],
): readonly CodeAction[] {
  const index = lineIndexOf(file);
  const start = index.offset({ line: range.start.line, character: 0 });
  const end = index.offset({ line: range.end.line + 1, character: 0 });
  const names = new Set<string>();
  for (const { unresolved } of compiled) {
    for (const { span, unknownName } of unresolved) {
      if (unknownName !== undefined && span.start < end && span.end >= start) names.add(unknownName);
    }
  }
  return [...names].map((name) => {
    const title = `Add ${name} to Known Values…`;
    const argument: KnownValueArgument = { environment: snapshot.id, name };
    const command = { title, command: 'alembicWorkbench.addKnownValue', arguments: [argument] };
    return { title, kind: CodeActionKind.QuickFix, command };
  });
}
