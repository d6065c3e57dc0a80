import { CommandError } from './command-error.ts';
import { buildRevisionMap } from './map-builder.ts';
import { findRevision } from './resolve-identifier.ts';
import type { RevisionMap } from './revision-map.ts';
import type { RevisionNode } from './revision-node.ts';
import { ancestorsOf, descendantsOf, lineageBelow } from './traversal.ts';

/** Where a branch leaves the lineage of another revision. */
interface BranchFork {
  /** The first revision of the branch that the other lineage does not hold. */
  readonly root: RevisionNode;
  /** Its parent inside the other lineage; undefined where the branch begins with a base of its own. */
  readonly parent: RevisionNode | undefined;
}

/** One `down_revision` to be rewritten. */
export interface ParentChange {
  readonly revision: RevisionNode;
  /** The new `down_revision`; empty for None. */
  readonly downRevisions: readonly string[];
}

/** The rows of the version table of a database that is known. */
export interface AppliedRows {
  readonly database: string;
  readonly rows: readonly string[];
}

export interface RebaseRequest {
  /** An identifier of the revision to move; of a branch, any revision, usually its head. */
  readonly revision: string;
  /** An identifier of the revision that becomes the parent. */
  readonly onto: string;
  /**
   * `branch`: everything from where the branch leaves the lineage of `onto`. `revision`: this one alone; what follows it
   * then follows its parents.
   */
  readonly scope: 'branch' | 'revision';
  readonly databases: readonly AppliedRows[];
}

/** The places where the lineage of `head` leaves that of `onto`, by `down_revision`. */
function branchForks(head: RevisionNode, onto: RevisionNode): readonly BranchFork[] {
  const kept = lineageBelow([onto]);
  const forks: BranchFork[] = [];
  for (const node of lineageBelow([head])) {
    if (kept.has(node)) continue;
    if (node.source.downRevisions.length === 0) forks.push({ root: node, parent: undefined });
    for (const parent of node.parents) if (kept.has(parent)) forks.push({ root: node, parent });
  }
  return forks;
}

/**
 * Which `down_revision`s change so that a revision or a branch stands on `onto`, the revision that moves first.
 * Throws CommandError `rebase-nothing-to-move`, `rebase-several-roots`, `rebase-onto-descendant`, `rebase-applied` (a
 * database has run what would move; it would never run what is moved below it), and what the identifiers throw.
 */
export function planRebase(map: RevisionMap, request: RebaseRequest): readonly ParentChange[] {
  const revision = findRevision(map, request.revision);
  const changes = proposeRebase(map, revision, findRevision(map, request.onto), request.scope);
  if (changes instanceof CommandError) throw changes;
  const [moved] = changes;
  if (moved !== undefined) refuseApplied(map, moved.revision, request.databases);
  return changes;
}

/** The same of the graph alone; the error is given back. */
export function proposeRebase(
  map: RevisionMap,
  revision: RevisionNode,
  onto: RevisionNode,
  scope: RebaseRequest['scope'],
): readonly ParentChange[] | CommandError {
  if (revision === onto) return nothingToMove(revision, onto);
  const changes = scope === 'branch' ? moveBranch(revision, onto) : moveRevision(revision, onto);
  if (changes instanceof CommandError) return changes;
  return circleOf(map, changes, onto) ?? changes;
}

function moveBranch(head: RevisionNode, onto: RevisionNode): readonly ParentChange[] | CommandError {
  const forks = branchForks(head, onto);
  const [fork] = forks;
  if (fork === undefined || fork.parent === onto) return nothingToMove(head, onto);
  if (forks.length > 1) {
    const roots = [...new Set(forks.map(({ root }) => root.id))];
    return new CommandError(
      'rebase-several-roots',
      `The branch of ${head.id} leaves the lineage of ${onto.id} in several places (${roots.join(', ')}). Rebase one of these revisions by itself, or merge.`,
      { revision: head.id, onto: onto.id, roots },
    );
  }
  const { root, parent } = fork;
  const downRevisions =
    parent === undefined ? [onto.id] : replaced(root.source.downRevisions, parent.id, [onto.id]);
  return [{ revision: root, downRevisions }];
}

function moveRevision(revision: RevisionNode, onto: RevisionNode): readonly ParentChange[] | CommandError {
  if (revision.parents.length === 1 && revision.parents[0] === onto) return nothingToMove(revision, onto);
  const { downRevisions } = revision.source;
  const children = revision.children.map((child) => ({
    revision: child,
    downRevisions: replaced(child.source.downRevisions, revision.id, downRevisions),
  }));
  return [{ revision, downRevisions: [onto.id] }, ...children];
}

function replaced(ids: readonly string[], from: string, to: readonly string[]): readonly string[] {
  return [...new Set(ids.flatMap((id) => (id === from ? to : [id])))];
}

function refuseApplied(map: RevisionMap, moved: RevisionNode, databases: readonly AppliedRows[]): void {
  const passed = databases.filter(({ rows }) =>
    ancestorsOf(rows.flatMap((row) => map.get(row) ?? [])).has(moved),
  );
  if (passed.length === 0) return;
  const where = passed.map(({ database, rows }) => `${database} (at ${rows.join(', ')})`).join(', ');
  throw new CommandError(
    'rebase-applied',
    `Revision ${moved.id} has run in ${where}, which would then never run what is put below it. Downgrade there first, or merge the heads instead.`,
    { revision: moved.id, databases: passed.map(({ database }) => database) },
  );
}

/** Asks the graph as it would be, because `depends_on` may close a circle as well. */
function circleOf(
  map: RevisionMap,
  changes: readonly ParentChange[],
  onto: RevisionNode,
): CommandError | undefined {
  const changed = new Map(changes.map((change) => [change.revision, change.downRevisions]));
  const next = buildRevisionMap(
    map.nodes.map((node) => {
      const downRevisions = changed.get(node);
      return downRevisions === undefined ? node.source : { ...node.source, downRevisions };
    }),
  );
  const moved = changes[0]?.revision;
  if (moved === undefined || next.isAcyclic || !map.isAcyclic) return undefined;
  const isAbove = descendantsOf([moved], 'children').has(onto);
  return new CommandError(
    'rebase-onto-descendant',
    isAbove
      ? `Revision ${onto.id} follows ${moved.id}, so ${moved.id} cannot follow ${onto.id}.`
      : `Revision ${onto.id} needs ${moved.id} through depends_on, so ${moved.id} cannot follow ${onto.id}.`,
    { revision: moved.id, onto: onto.id },
  );
}

function nothingToMove(revision: RevisionNode, onto: RevisionNode): CommandError {
  return new CommandError(
    'rebase-nothing-to-move',
    `Nothing to rebase: ${revision.id} stands on ${onto.id} already, or is below it.`,
    { revision: revision.id, onto: onto.id },
  );
}
