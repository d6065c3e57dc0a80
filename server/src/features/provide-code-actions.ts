import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Range,
  type RenameFile,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-types';
import { URI } from 'vscode-uri';
import type { Problem, ProblemFix } from '../core/lint/problem.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { lineIndexOf, rangeOf } from '../core/snapshot/file-range.ts';
import type { AlembicCommand } from '../protocol/commands.ts';

interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** The fixes of the problems in a range of a file. `diagnostics` are those that the editor shows there. */
export function provideCodeActions(
  snapshot: EnvironmentSnapshot,
  file: TextFile,
  range: Range,
  diagnostics: readonly Diagnostic[],
): readonly CodeAction[] {
  const index = lineIndexOf(file);
  const start = index.offset(range.start);
  const end = index.offset(range.end);
  return snapshot.problems
    .filter(({ path, span }) => path === file.path && span.start <= end && span.end >= start)
    .flatMap((problem) => {
      const mended = diagnostics.filter(
        ({ code, message }) => code === problem.code && message === problem.message,
      );
      const actions = problem.fixes.map((fix) => toAction(snapshot, file, fix));
      return [...commands(snapshot, problem), ...actions].map((action) => ({
        ...action,
        diagnostics: mended,
      }));
    });
}

function toAction(snapshot: EnvironmentSnapshot, file: TextFile, fix: ProblemFix): CodeAction {
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    isPreferred: fix.isPreferred,
    edit: workspaceEdit(snapshot, file, fix),
  };
}

/** Fixes that are more than an edit: a merge asks for a message and makes a file. */
function commands(snapshot: EnvironmentSnapshot, problem: Problem): readonly CodeAction[] {
  if (problem.code !== 'multiple-heads') return [];
  const title = 'Merge the heads…';
  const command: AlembicCommand = {
    title,
    command: 'alembicWorkbench.mergeHeads',
    arguments: [{ environment: snapshot.id }],
  };
  return [
    {
      title,
      kind: CodeActionKind.QuickFix,
      isPreferred: true,
      command: { title, command: command.command, arguments: [{ environment: snapshot.id }] },
    },
  ];
}

function workspaceEdit(snapshot: EnvironmentSnapshot, file: TextFile, fix: ProblemFix): WorkspaceEdit {
  const byPath = new Map<string, TextEdit[]>();
  for (const { path, span, newText } of fix.edits) {
    const target = path === file.path ? file : snapshot.files.get(path);
    if (target === undefined) continue;
    const edit = { range: rangeOf(target, span), newText };
    const edits = byPath.get(path);
    if (edits === undefined) byPath.set(path, [edit]);
    else edits.push(edit);
  }
  const changes: Array<TextDocumentEdit | RenameFile> = [];
  for (const [path, edits] of byPath) {
    changes.push({ textDocument: { uri: URI.file(path).toString(), version: null }, edits });
  }
  for (const { path, newPath } of fix.renames) {
    changes.push({ kind: 'rename', oldUri: URI.file(path).toString(), newUri: URI.file(newPath).toString() });
  }
  return { documentChanges: changes };
}
