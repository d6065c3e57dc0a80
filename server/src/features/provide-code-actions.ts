import {
  type CodeAction,
  CodeActionKind,
  type Command,
  type CreateFile,
  type Diagnostic,
  type Range,
  type RenameFile,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-types';
import { URI } from 'vscode-uri';
import type { FileCreation, Problem, ProblemFix } from '../core/lint/problem.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { lineIndexOf, rangeOf } from '../core/snapshot/file-range.ts';
import type { AlembicCommand } from '../protocol/commands.ts';

interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Those of `problems` that stand in a range of a file. */
export function problemsIn(problems: readonly Problem[], file: TextFile, range: Range): readonly Problem[] {
  const index = lineIndexOf(file);
  const start = index.offset(range.start);
  const end = index.offset(range.end);
  return problems.filter(({ path, span }) => path === file.path && span.start <= end && span.end >= start);
}

/**
 * The fixes of problems in a file. `diagnostics` are those that the editor shows there; `found` are fixes
 * that took more than the chain to find, by problem, and stand first.
 */
export function provideCodeActions(
  snapshot: EnvironmentSnapshot,
  file: TextFile,
  problems: readonly Problem[],
  diagnostics: readonly Diagnostic[],
  found: ReadonlyMap<Problem, readonly ProblemFix[]> = new Map(),
): readonly CodeAction[] {
  return problems.flatMap((problem) => {
    const mended = diagnostics.filter(
      ({ code, message }) => code === problem.code && message === problem.message,
    );
    const actions = distinct([...(found.get(problem) ?? []), ...problem.fixes]).map((fix) =>
      toAction(snapshot, file, fix),
    );
    return [...commands(snapshot, problem), ...actions].map((action) => ({
      ...action,
      diagnostics: mended,
    }));
  });
}

/** The first of those that end in the same. */
function distinct(fixes: readonly ProblemFix[]): readonly ProblemFix[] {
  const seen = new Set<string>();
  return fixes.filter(({ creates = [], edits, renames }) => {
    const key = JSON.stringify([creates, edits, renames]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function toAction(snapshot: EnvironmentSnapshot, file: TextFile, fix: ProblemFix): CodeAction {
  const { title, isPreferred } = fix;
  if (fix.rebase !== undefined) {
    const command = plain({
      title,
      command: 'alembicWorkbench.rebaseRevision',
      arguments: [{ environment: snapshot.id, ...fix.rebase }],
    });
    return { title, kind: CodeActionKind.QuickFix, isPreferred, command };
  }
  const [created] = fix.creates ?? [];
  return {
    title,
    kind: CodeActionKind.QuickFix,
    isPreferred,
    edit: workspaceEdit(snapshot, file, fix),
    ...(created === undefined ? {} : { command: opening(snapshot, created) }),
  };
}

/** Shows a file that a fix made, once the edit has been applied. */
function opening({ id }: EnvironmentSnapshot, { path, revision }: FileCreation): Command {
  return plain({
    title: 'Open',
    command: 'alembicWorkbench.openRevision',
    arguments: [{ environment: id, revision, uri: URI.file(path).toString() }],
  });
}

function plain({ title, command, arguments: args }: AlembicCommand): Command {
  return { title, command, arguments: args === undefined ? [] : [...args] };
}

/** Fixes that are more than an edit: a merge asks for a message and makes a file. */
function commands(snapshot: EnvironmentSnapshot, problem: Problem): readonly CodeAction[] {
  if (problem.code !== 'multiple-heads') return [];
  const title = 'Merge the heads…';
  const command = plain({
    title,
    command: 'alembicWorkbench.mergeHeads',
    arguments: [{ environment: snapshot.id }],
  });
  return [{ title, kind: CodeActionKind.QuickFix, isPreferred: true, command }];
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
  const changes: Array<TextDocumentEdit | RenameFile | CreateFile> = [];
  for (const { path, text } of fix.creates ?? []) {
    const uri = URI.file(path).toString();
    const start = { line: 0, character: 0 };
    changes.push({ kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false } });
    changes.push({
      textDocument: { uri, version: null },
      edits: [{ range: { start, end: start }, newText: text }],
    });
  }
  for (const [path, edits] of byPath) {
    changes.push({ textDocument: { uri: URI.file(path).toString(), version: null }, edits });
  }
  for (const { path, newPath } of fix.renames) {
    changes.push({ kind: 'rename', oldUri: URI.file(path).toString(), newUri: URI.file(newPath).toString() });
  }
  return { documentChanges: changes };
}
