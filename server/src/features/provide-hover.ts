import { type Hover, MarkupKind } from 'vscode-languageserver-types';
import { URI } from 'vscode-uri';
import { readRevisionDocstring } from '../core/python/revision-docstring.ts';
import type { RevisionNode } from '../core/script/revision-node.ts';
import { isBranchPoint, isHead, isMergePoint } from '../core/script/revision-node.ts';
import type { EnvironmentSnapshot, RevisionFile } from '../core/snapshot/environment-snapshot.ts';
import { lineIndexOf, rangeOf } from '../core/snapshot/file-range.ts';
import { identifierAt } from '../core/snapshot/header-identifiers.ts';
import type { TextPosition } from '../core/text/line-index.ts';

const MOST_NAMED = 6;
const MOST_OPERATIONS = 8;

/** What else is known of a revision than its header. */
export interface RevisionBackground {
  /** Names of the databases that have it, as far as they were asked. */
  readonly appliedOn: readonly string[];
  /** What its `upgrade()` does, a line each. */
  readonly operations: readonly string[];
  /** Who added its file, when and in which commit; undefined where git does not know or was not asked. */
  readonly addedBy: string | undefined;
}

/** What the revision is that an identifier in a header names. Null elsewhere, and where nothing has the identifier. */
export async function provideHover(
  snapshot: EnvironmentSnapshot,
  file: RevisionFile,
  position: TextPosition,
  backgroundOf: (revision: string) => Promise<RevisionBackground>,
): Promise<Hover | null> {
  const identifier = identifierAt(file, lineIndexOf(file).offset(position));
  if (identifier === undefined) return null;
  const node = snapshot.revisions.getByKey(identifier.value);
  if (node === undefined) return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: describe(snapshot, node, await backgroundOf(node.id)) },
    range: rangeOf(file, identifier.span),
  };
}

function describe(
  snapshot: EnvironmentSnapshot,
  node: RevisionNode,
  { appliedOn, operations, addedBy = '' }: RevisionBackground,
): string {
  const { source } = node;
  const file = snapshot.files.get(source.path);
  const docstring = file === undefined ? undefined : readRevisionDocstring(file.text, file.header.docstring);
  const lines = [`**${escaped(source.message === '' ? node.id : source.message)}**`];
  const kind = kindOf(node);
  lines.push(`\`${node.id}\`${kind === '' ? '' : ` · ${kind}`}`);
  const facts: Array<readonly [name: string, value: string]> = [
    ['Created', escaped(docstring?.createDate?.value ?? '')],
    ['Added by', escaped(addedBy)],
    ['Branch', labels(snapshot.revisions.labelsOf(node))],
    ['Follows', named(node.parents, source.downRevisions.length === 0 ? 'nothing: a base' : '')],
    ['Depends on', named(node.dependencies, '')],
    ['Followed by', named(node.children, 'nothing: a head')],
    ['Needed by', named(node.dependents, '')],
    ['Applied on', appliedOn.map(escaped).join(', ')],
  ];
  const shown = facts.filter(([, value]) => value !== '').map(([name, value]) => `- ${name}: ${value}`);
  const errors = snapshot.problems.filter(
    ({ path, severity }) => path === source.path && severity === 'error',
  );
  return [
    lines.join('  \n'),
    shown.join('\n'),
    operations.length === 0 ? '' : fenced(operations),
    errors.map(({ message }) => `⚠ ${escaped(message)}`).join('\n\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Lines as they are, in a fence that none of them can close. */
function fenced(lines: readonly string[]): string {
  const longest = Math.max(2, ...(lines.join('\n').match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}sql`, ...lines.slice(0, MOST_OPERATIONS), fence].join('\n');
}

function kindOf(node: RevisionNode): string {
  const kinds = [
    isHead(node) ? 'head' : '',
    isMergePoint(node) ? 'merge point' : '',
    isBranchPoint(node) ? 'branch point' : '',
  ];
  return kinds.filter((kind) => kind !== '').join(' · ');
}

function labels(all: readonly string[]): string {
  return all.map((label) => `\`${label}\``).join(', ');
}

/** Links to the files of these revisions. */
function named(nodes: readonly RevisionNode[], otherwise: string): string {
  if (nodes.length === 0) return otherwise;
  const links = nodes.slice(0, MOST_NAMED).map(({ id, source }) => {
    const message = source.message === '' ? '' : ` ${escaped(source.message)}`;
    return `[\`${id}\`](${URI.file(source.path).toString()})${message}`;
  });
  const more = nodes.length - links.length;
  return more > 0 ? `${links.join(', ')} and ${more} more` : links.join(', ');
}

/** Text that Markdown shows as it is; a message comes from a file that anybody may have written. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>&]/g, '\\$&').replace(/\s+/g, ' ');
}
