import { URI } from 'vscode-uri';
import { readRevisionDocstring } from '../core/python/revision-docstring.ts';
import { historyOf } from '../core/script/history.ts';
import type { RevisionMap } from '../core/script/revision-map.ts';
import type { RevisionNode as GraphNode } from '../core/script/revision-node.ts';
import { isBase, isBranchPoint, isHead, isMergePoint } from '../core/script/revision-node.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import type { RevisionNode, RevisionPage, RevisionState } from '../protocol/revision-messages.ts';

/** What a database says of the chain: ids of applied revisions, and those that its version table names. */
export interface AppliedRevisions {
  /** False where the table names a revision that no file has: what that one stands on nobody knows. */
  readonly isWhole: boolean;
  readonly applied: ReadonlySet<string>;
  readonly current: ReadonlySet<string>;
}

/** Listings by map; a page after the first costs nothing. */
const histories = new WeakMap<RevisionMap, readonly GraphNode[]>();

/** A piece of the history, newest first, as `alembic history` orders it. */
export function provideRevisionPage(
  snapshot: EnvironmentSnapshot,
  page: { readonly offset: number; readonly limit: number },
  database: AppliedRevisions | undefined,
): RevisionPage {
  let history = histories.get(snapshot.revisions);
  if (history === undefined) {
    history = historyOf(snapshot.revisions);
    histories.set(snapshot.revisions, history);
  }
  const errors = errorsByPath(snapshot);
  const nodes = history.slice(page.offset, page.offset + page.limit);
  return { total: history.length, nodes: nodes.map((node) => toMessage(snapshot, node, errors, database)) };
}

/** One revision of the map; undefined where `id`, which is a full id, is none. */
export function provideRevision(
  snapshot: EnvironmentSnapshot,
  id: string,
  database: AppliedRevisions | undefined,
  operations?: readonly string[],
): RevisionNode | undefined {
  const node = snapshot.revisions.get(id);
  if (node === undefined) return undefined;
  const message = toMessage(snapshot, node, errorsByPath(snapshot), database);
  return operations === undefined ? message : { ...message, operations };
}

function toMessage(
  snapshot: EnvironmentSnapshot,
  node: GraphNode,
  errors: ReadonlyMap<string, readonly string[]>,
  database: AppliedRevisions | undefined,
): RevisionNode {
  const { source } = node;
  const file = snapshot.files.get(source.path);
  const createDate =
    file === undefined
      ? undefined
      : readRevisionDocstring(file.text, file.header.docstring).createDate?.value;
  return {
    revision: node.id,
    downRevisions: source.downRevisions,
    dependsOn: source.dependsOn,
    branchLabels: snapshot.revisions.labelsOf(node),
    ownLabels: source.branchLabels,
    message: source.message,
    uri: URI.file(source.path).toString(),
    createDate: createDate === '' ? undefined : createDate,
    isHead: isHead(node),
    isBase: isBase(node),
    isBranchPoint: isBranchPoint(node),
    isMergePoint: isMergePoint(node),
    state: stateOf(node.id, database),
    errors: errors.get(source.path) ?? [],
  };
}

function stateOf(id: string, database: AppliedRevisions | undefined): RevisionState {
  if (database === undefined) return 'unknown';
  if (database.current.has(id)) return 'current';
  if (database.applied.has(id)) return 'applied';
  return database.isWhole ? 'pending' : 'unknown';
}

function errorsByPath(snapshot: EnvironmentSnapshot): ReadonlyMap<string, readonly string[]> {
  const errors = new Map<string, string[]>();
  for (const { severity, path, message } of snapshot.problems) {
    if (severity !== 'error') continue;
    const ofPath = errors.get(path);
    if (ofPath === undefined) errors.set(path, [message]);
    else ofPath.push(message);
  }
  return errors;
}
