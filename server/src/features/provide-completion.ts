import { type CompletionItem, CompletionItemKind, type CompletionList } from 'vscode-languageserver-types';
import { readRevisionDocstring } from '../core/python/revision-docstring.ts';
import { historyOf } from '../core/script/history.ts';
import { isHead, type RevisionNode } from '../core/script/revision-node.ts';
import type { EnvironmentSnapshot, RevisionFile } from '../core/snapshot/environment-snapshot.ts';
import { lineIndexOf, rangeOf } from '../core/snapshot/file-range.ts';
import type { TextPosition } from '../core/text/line-index.ts';
import type { Span } from '../core/text/span.ts';

const MOST = 100;
const ASSIGNMENT = /^(down_revision|depends_on)\b[^=\n]*=(?!=)/gm;
const STRING_START = /(['"])([^'"\r\n]*)$/;

interface Place {
  readonly variable: 'down_revision' | 'depends_on';
  /** What the answer replaces: the inside of a string, or nothing at the cursor. */
  readonly span: Span;
  readonly typed: string;
  readonly isInString: boolean;
}

/** Ids of revisions, heads first and then newest first, where `down_revision` or `depends_on` takes one. */
export function provideCompletion(
  snapshot: EnvironmentSnapshot,
  file: RevisionFile,
  position: TextPosition,
): CompletionList {
  const place = placeAt(file, lineIndexOf(file).offset(position));
  if (place === undefined) return { isIncomplete: false, items: [] };
  const nodes = candidates(snapshot, file, place);
  const items = nodes.slice(0, MOST).map((node, index) => toItem(snapshot, file, node, place, index));
  return { isIncomplete: nodes.length > MOST, items };
}

function placeAt(file: RevisionFile, offset: number): Place | undefined {
  const before = file.text.slice(0, offset);
  const assignment = [...before.matchAll(ASSIGNMENT)].at(-1);
  if (assignment === undefined) return undefined;
  const start = assignment.index + assignment[0].length;
  const written = before.slice(start);
  const isOpen = (written.match(/[([{]/g)?.length ?? 0) > (written.match(/[)\]}]/g)?.length ?? 0);
  if (written.includes('\n') && !isOpen) return undefined;
  const variable = assignment[1] === 'depends_on' ? 'depends_on' : 'down_revision';
  const line = written.slice(written.lastIndexOf('\n') + 1);
  const quotes = line.match(/['"]/g)?.length ?? 0;
  const string = quotes % 2 === 1 ? STRING_START.exec(line) : null;
  if (string === null) {
    if (!/(?:^|[\s,([{=])$/.test(written)) return undefined;
    return { variable, span: { start: offset, end: offset }, typed: '', isInString: false };
  }
  const typed = string[2] ?? '';
  const rest = /^[^'"\s,)\]}]*/.exec(file.text.slice(offset))?.[0].length ?? 0;
  return { variable, span: { start: offset - typed.length, end: offset + rest }, typed, isInString: true };
}

function candidates(snapshot: EnvironmentSnapshot, file: RevisionFile, { typed }: Place): RevisionNode[] {
  const wanted = typed.toLowerCase();
  const history = historyOf(snapshot.revisions).filter(
    ({ id, source }) =>
      source.path !== file.path &&
      (id.toLowerCase().includes(wanted) || source.message.toLowerCase().includes(wanted)),
  );
  return [...history.filter(isHeadWithout(file)), ...history.filter((node) => !isHeadWithout(file)(node))];
}

/** A head of the chain as it would be if the file at hand followed nothing: what a new revision wants to follow. */
function isHeadWithout(file: RevisionFile): (node: RevisionNode) => boolean {
  return (node) => isHead(node) || node.children.every(({ source }) => source.path === file.path);
}

function toItem(
  snapshot: EnvironmentSnapshot,
  file: RevisionFile,
  node: RevisionNode,
  place: Place,
  index: number,
): CompletionItem {
  const owner = snapshot.files.get(node.source.path);
  const date =
    owner === undefined
      ? undefined
      : readRevisionDocstring(owner.text, owner.header.docstring).createDate?.value.slice(0, 10);
  const detail = [isHead(node) ? 'head' : '', date ?? ''].filter((part) => part !== '').join(' · ');
  return {
    label: node.id,
    labelDetails: { description: node.source.message },
    kind: CompletionItemKind.Reference,
    ...(detail === '' ? {} : { detail }),
    sortText: String(index).padStart(4, '0'),
    filterText: place.isInString ? `${node.id} ${node.source.message}` : node.id,
    textEdit: { range: rangeOf(file, place.span), newText: place.isInString ? node.id : `'${node.id}'` },
  };
}
