import { type CompletionItem, CompletionItemKind, type CompletionList } from 'vscode-languageserver-types';
import { pythonString } from '../core/lint/header-edits.ts';
import { readRevisionDocstring } from '../core/python/revision-docstring.ts';
import { historyOf } from '../core/script/history.ts';
import { isHead, type RevisionNode } from '../core/script/revision-node.ts';
import { descendantsOf } from '../core/script/traversal.ts';
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

/** An id, or for `depends_on` a branch label, with the revision that it means. */
interface Candidate {
  readonly name: string;
  readonly node: RevisionNode;
}

/**
 * What `down_revision` or `depends_on` takes: ids of revisions, heads first and then newest first, and for `depends_on`
 * branch labels behind the heads. What stands on the file's own revision is left out: naming it would close a circle.
 */
export function provideCompletion(
  snapshot: EnvironmentSnapshot,
  file: RevisionFile,
  position: TextPosition,
): CompletionList {
  const place = placeAt(file, lineIndexOf(file).offset(position));
  if (place === undefined) return { isIncomplete: false, items: [] };
  const found = candidates(snapshot, file, place);
  const items = found.slice(0, MOST).map((each, index) => toItem(snapshot, file, each, place, index));
  return { isIncomplete: found.length > MOST, items };
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

function candidates({ revisions }: EnvironmentSnapshot, file: RevisionFile, place: Place): Candidate[] {
  const wanted = place.typed.toLowerCase();
  const own = file.revision === undefined ? undefined : revisions.get(file.revision.revision);
  const above = own === undefined ? new Set<RevisionNode>() : descendantsOf([own], 'allChildren');
  const isWanted = ({ name, node }: Candidate): boolean =>
    !above.has(node) &&
    node.source.path !== file.path &&
    (name.toLowerCase().includes(wanted) || node.source.message.toLowerCase().includes(wanted));
  const ids = historyOf(revisions).map((node): Candidate => ({ name: node.id, node }));
  const labels =
    place.variable === 'depends_on'
      ? [...revisions.declaredLabels].map(([name, node]): Candidate => ({ name, node }))
      : [];
  const isOwnHead = isHeadWithout(file);
  const heads = ids.filter(({ node }) => isOwnHead(node));
  const others = ids.filter(({ node }) => !isOwnHead(node));
  return [...heads, ...labels, ...others].filter(isWanted);
}

/** A head of the chain as it would be if the file at hand followed nothing: what a new revision wants to follow. */
function isHeadWithout(file: RevisionFile): (node: RevisionNode) => boolean {
  return (node) => isHead(node) || node.children.every(({ source }) => source.path === file.path);
}

function toItem(
  snapshot: EnvironmentSnapshot,
  file: RevisionFile,
  { name, node }: Candidate,
  place: Place,
  index: number,
): CompletionItem {
  const owner = snapshot.files.get(node.source.path);
  const date =
    owner === undefined
      ? undefined
      : readRevisionDocstring(owner.text, owner.header.docstring).createDate?.value.slice(0, 10);
  const kind = name === node.id ? '' : `branch label of ${node.id}`;
  const detail = [kind, kind === '' && isHead(node) ? 'head' : '', date ?? '']
    .filter((part) => part !== '')
    .join(' · ');
  return {
    label: name,
    labelDetails: { description: node.source.message },
    kind: CompletionItemKind.Reference,
    ...(detail === '' ? {} : { detail }),
    sortText: String(index).padStart(4, '0'),
    filterText: place.isInString ? `${name} ${node.source.message}` : name,
    textEdit: {
      range: rangeOf(file, place.span),
      newText: place.isInString ? name : pythonString(file, name),
    },
  };
}
