import type {
  Range,
  RenameFile,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-types';
import { URI } from 'vscode-uri';
import { pythonString } from '../core/lint/header-edits.ts';
import { VERSION_NUM_LENGTH } from '../core/plan/version-table.ts';
import { CommandError } from '../core/script/command-error.ts';
import type { EnvironmentSnapshot, RevisionFile } from '../core/snapshot/environment-snapshot.ts';
import { lineIndexOf, rangeOf } from '../core/snapshot/file-range.ts';
import {
  type HeaderIdentifier,
  type IdentifierPlace,
  identifierAt,
  placesOf,
} from '../core/snapshot/header-identifiers.ts';
import type { TextPosition } from '../core/text/line-index.ts';
import type { Span } from '../core/text/span.ts';

const FORBIDDEN = /[@\-+:]/;

/** What a rename at a position would rename. Throws CommandError `nothing-to-rename`. */
export function prepareRename(
  snapshot: EnvironmentSnapshot,
  file: RevisionFile,
  position: TextPosition,
): { readonly range: Range; readonly placeholder: string } {
  const identifier = renamed(snapshot, file, position);
  return { range: rangeOf(file, inside(file, identifier)), placeholder: identifier.value };
}

/**
 * Gives a revision or branch label another name in every header and docstring of the environment, and a file that
 * carries the id in its name another name too. The database is not asked: rows of the version table keep the old id.
 * Throws CommandError `nothing-to-rename`, `invalid-revision-id`, `identifier-taken`.
 */
export function provideRename(
  snapshot: EnvironmentSnapshot,
  file: RevisionFile,
  position: TextPosition,
  newName: string,
): WorkspaceEdit {
  const { value } = renamed(snapshot, file, position);
  if (newName === value) return { documentChanges: [] };
  const isId = snapshot.revisions.get(value) !== undefined;
  refuseBadName(snapshot, newName, isId);
  const byPath = new Map<RevisionFile, TextEdit[]>();
  for (const place of placesOf(snapshot, value)) {
    const edit = editOf(place, newName);
    const edits = byPath.get(place.file);
    if (edits === undefined) byPath.set(place.file, [edit]);
    else edits.push(edit);
  }
  const changes: Array<TextDocumentEdit | RenameFile> = [];
  for (const [{ path }, edits] of byPath) {
    changes.push({ textDocument: { uri: URI.file(path).toString(), version: null }, edits });
  }
  const path = isId ? snapshot.revisions.get(value)?.source.path : undefined;
  const newPath = path === undefined ? undefined : renamedPath(path, value, newName);
  if (path !== undefined && newPath !== undefined && !snapshot.files.has(newPath)) {
    changes.push({ kind: 'rename', oldUri: URI.file(path).toString(), newUri: URI.file(newPath).toString() });
  }
  return { documentChanges: changes };
}

/** A literal keeps its quotes; a constant's name gives way to a literal. Throws CommandError for what is computed. */
function editOf(place: IdentifierPlace, newName: string): TextEdit {
  const { file, role, span } = place;
  if (role === 'docstring' || isLiteral(file, place)) {
    return { range: rangeOf(file, inside(file, place)), newText: newName };
  }
  if (!isDottedName(file, span)) {
    throw new CommandError(
      'nothing-to-rename',
      `${file.path} computes the name ("${file.text.slice(span.start, span.end)}"), which a rename cannot rewrite. Write it as a literal there first.`,
    );
  }
  return { range: rangeOf(file, span), newText: pythonString(file, newName) };
}

function renamed(
  snapshot: EnvironmentSnapshot,
  file: RevisionFile,
  position: TextPosition,
): HeaderIdentifier {
  const identifier = identifierAt(file, lineIndexOf(file).offset(position));
  const isName = identifier !== undefined && isLiteral(file, identifier);
  const isDocstring = identifier?.role === 'docstring';
  if (identifier !== undefined && (isName || isDocstring)) {
    if (snapshot.revisions.getByKey(identifier.value) !== undefined) return identifier;
  }
  throw new CommandError(
    'nothing-to-rename',
    'Only a revision id or a branch label that a file declares can be renamed, at a literal of the header.',
  );
}

function refuseBadName(snapshot: EnvironmentSnapshot, name: string, isId: boolean): void {
  const refuse = (code: string, message: string): never => {
    throw new CommandError(code, message, { name });
  };
  if (snapshot.revisions.getByKey(name) !== undefined) {
    refuse('identifier-taken', `"${name}" is the name of another revision or branch label already.`);
  }
  if (name === '' || /['"\\\s]/.test(name)) {
    refuse('invalid-revision-id', 'A name needs at least one character, and no blank, quote or backslash.');
  }
  if (FORBIDDEN.test(name)) {
    refuse(
      'invalid-revision-id',
      `"${name}" holds one of @ - + : which Alembic's target grammar needs for itself.`,
    );
  }
  if (isId && [...name].length > VERSION_NUM_LENGTH) {
    const length = [...name].length;
    refuse(
      'invalid-revision-id',
      `"${name}" has ${length} characters; the version table holds ${VERSION_NUM_LENGTH}.`,
    );
  }
}

/** False where the value comes from a constant, of this file or of another, or is computed. */
function isLiteral({ text }: RevisionFile, { span }: { readonly span: Span }): boolean {
  return /^\w*['"].*['"]$/s.test(text.slice(span.start, span.end));
}

function isDottedName({ text }: RevisionFile, { start, end }: Span): boolean {
  return /^[\p{L}\p{N}_.]+$/u.test(text.slice(start, end));
}

/** The literal without its quotes and prefix. */
function inside({ text }: RevisionFile, { span }: { readonly span: Span }): Span {
  const literal = text.slice(span.start, span.end);
  const quotes = /^\w*("""|'''|"|')/.exec(literal);
  if (quotes === null) return span;
  return { start: span.start + quotes[0].length, end: span.end - (quotes[1] ?? '').length };
}

function renamedPath(path: string, from: string, to: string): string | undefined {
  const slash = path.lastIndexOf('/') + 1;
  const name = path.slice(slash);
  return name.includes(from) ? path.slice(0, slash) + name.replace(from, to) : undefined;
}
