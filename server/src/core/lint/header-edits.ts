import { readRevisionDocstring } from '../python/revision-docstring.ts';
import type { HeaderVariable } from '../python/revision-header.ts';
import type { RevisionFile } from '../snapshot/environment-snapshot.ts';
import type { Span } from '../text/span.ts';
import type { ChainFile, ChainIndex } from './chain-index.ts';
import { revisedIds } from './docstring-values.ts';
import { itemsOf } from './places.ts';
import type { TextEdit } from './problem.ts';

/** A Python string literal in the quotes that the file's own `revision` uses. */
export function pythonString(file: Pick<RevisionFile, 'text' | 'header'>, value: string): string {
  const span = itemsOf(file.header.revision ?? file.header.downRevision)[0]?.span;
  const quote = span !== undefined && file.text.slice(span.start, span.end).includes("'") ? "'" : '"';
  return quote + value.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) + quote;
}

function pythonIds(file: RevisionFile, ids: readonly string[]): string {
  const literals = ids.map((id) => pythonString(file, id));
  if (literals.length === 0) return 'None';
  return literals.length === 1 ? literals.join('') : `(${literals.join(', ')})`;
}

const ASSIGNED = /^[\s)]*(?::[^=]*)?=(?:[^='"]*=)*[\s(\\]*$/;
const WRITTEN_OUT = /^(?:\w*['"]|None\b|[([{])/;

/**
 * True where other text may stand for a variable's value: it is the variable's own, and no computed right-hand side that
 * several names are unpacked from, no import, and no value that is bound under a condition.
 */
export function isRewritable(
  { text }: RevisionFile,
  { value, nameSpan, valueSpan }: HeaderVariable,
): boolean {
  if (value.kind === 'unknown') return false;
  const isOwn = ASSIGNED.test(text.slice(nameSpan.end, valueSpan.start));
  return isOwn || WRITTEN_OUT.test(text.slice(valueSpan.start, valueSpan.end));
}

function edit(file: RevisionFile, span: Span, newText: string): TextEdit {
  return { path: file.path, span, newText };
}

function sameSpan(left: Span, right: Span): boolean {
  return left.start === right.start && left.end === right.end;
}

/** Replaces one string of a header variable wherever the variable holds it. */
export function replaceItem(
  file: RevisionFile,
  variable: HeaderVariable | undefined,
  value: string,
  by: string,
): TextEdit[] {
  const items = itemsOf(variable);
  // Strings of a computed sequence have no places of their own.
  if (
    variable !== undefined &&
    items.length > 1 &&
    items.every(({ span }) => sameSpan(span, variable.valueSpan))
  ) {
    const ids = items.map((item) => (item.value === value ? by : item.value));
    return [edit(file, variable.valueSpan, pythonIds(file, ids))];
  }
  return items
    .filter((item) => item.value === value)
    .map((item) => edit(file, item.span, pythonString(file, by)));
}

/** Takes one string out of a header variable; what is left keeps its order. */
export function removeItem(file: RevisionFile, variable: HeaderVariable, value: string): TextEdit[] {
  const left = itemsOf(variable)
    .map((item) => item.value)
    .filter((item) => item !== value);
  return [edit(file, variable.valueSpan, pythonIds(file, left))];
}

/** The `Revises:` line of the docstring, where there is one, brought in line with these parents. */
function revisesEdits(file: RevisionFile, parents: readonly string[]): TextEdit[] {
  const field = readRevisionDocstring(file.text, file.header.docstring).revises;
  if (field === undefined || sameIds(revisedIds(field), parents)) return [];
  const text = parents.join(', ');
  const spaced = file.text[field.span.start - 1] === ':' && text !== '' ? ` ${text}` : text;
  return [edit(file, field.span, spaced)];
}

export function sameIds(left: readonly string[], right: readonly string[]): boolean {
  const wanted = new Set(right);
  return new Set(left).size === wanted.size && left.every((id) => wanted.has(id));
}

/** One parent exchanged for another, in `down_revision` and in the docstring. */
export function reparent(file: ChainFile, from: string, to: string): TextEdit[] {
  const parents = [...new Set(file.revision.downRevisions.map((id) => (id === from ? to : id)))];
  return [...replaceItem(file, file.header.downRevision, from, to), ...revisesEdits(file, parents)];
}

/** `down_revision` and the docstring written anew with these parents. */
export function setParents(file: ChainFile, parents: readonly string[]): TextEdit[] {
  const variable = file.header.downRevision;
  if (variable === undefined || !isRewritable(file, variable)) return [];
  return [edit(file, variable.valueSpan, pythonIds(file, parents)), ...revisesEdits(file, parents)];
}

/** Other parents: one exchanged for another stays in its place, everything else is written anew. */
export function changeParents(file: ChainFile, parents: readonly string[]): TextEdit[] {
  const before = file.revision.downRevisions;
  const [gone, ...moreGone] = before.filter((id) => !parents.includes(id));
  const [come, ...moreCome] = parents.filter((id) => !before.includes(id));
  const isRepeated = itemsOf(file.header.downRevision).length > before.length;
  const isExchange = moreGone.length === 0 && moreCome.length === 0 && !isRepeated;
  if (gone === undefined || come === undefined || !isExchange) return setParents(file, parents);
  return reparent(file, gone, come);
}

/** A new id for one file: its literal and its docstring. Files that name the old id keep it. */
export function renameOwnId(file: RevisionFile, newId: string): TextEdit[] {
  const variable = file.header.revision;
  if (variable === undefined) return [];
  const edits = [edit(file, variable.valueSpan, pythonString(file, newId))];
  const field = readRevisionDocstring(file.text, file.header.docstring).revisionId;
  if (field !== undefined) edits.push(edit(file, field.span, newId));
  return edits;
}

/** A new id for one file and for every `down_revision`, `depends_on` and docstring of the chain that names it. */
export function renameEverywhere(chain: ChainIndex, file: ChainFile, newId: string): TextEdit[] {
  const old = file.revision.revision;
  const edits = renameOwnId(file, newId);
  for (const other of chain.files) {
    const { downRevisions, dependsOn } = other.revision;
    if (downRevisions.includes(old)) edits.push(...reparent(other, old, newId));
    if (dependsOn.includes(old)) edits.push(...replaceItem(other, other.header.dependsOn, old, newId));
  }
  return edits;
}

/** Lines put before the first header variable, or at the end where there is none. */
export function insertHeaderLines(file: RevisionFile, lines: string): TextEdit {
  const { revision, downRevision, branchLabels, dependsOn } = file.header;
  const firsts = [revision, downRevision, branchLabels, dependsOn]
    .filter((variable) => variable !== undefined)
    .map((variable) => variable.nameSpan.start);
  if (firsts.length > 0) {
    const at = file.text.lastIndexOf('\n', Math.min(...firsts) - 1) + 1;
    return edit(file, { start: at, end: at }, `${lines}\n`);
  }
  const docstring = file.header.docstring;
  if (docstring !== undefined) {
    return edit(file, { start: docstring.span.end, end: docstring.span.end }, `\n\n${lines}`);
  }
  return edit(file, { start: 0, end: 0 }, `${lines}\n`);
}
