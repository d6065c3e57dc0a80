import type { Revision } from './revision.ts';

/**
 * One revision inside a RevisionMap, with its edges. Edges lead to revisions that exist; what a revision names and the
 * map does not hold is a fault of the map. Lists keep the order written (parents, dependencies) or Alembic's load order.
 * Source: the attributes that `alembic.script.revision.RevisionMap` computes on `Revision`.
 */
export interface RevisionNode {
  readonly source: Revision;
  readonly id: string;
  /** Number of the file in Alembic's load order. */
  readonly index: number;
  /** Alembic's sort key: the index where this id was first seen. Differs from `index` only for a repeated id. */
  readonly position: number;
  /** A later file has the same id and takes its place; nothing leads to this node. */
  readonly isShadowed: boolean;
  /** `down_revision`, resolved. */
  readonly parents: readonly RevisionNode[];
  /** `depends_on`, resolved; a branch label stands for the revision that declares it. */
  readonly dependencies: readonly RevisionNode[];
  /** Parents and dependencies, each once: Alembic's `_all_down_revisions`. */
  readonly allParents: readonly RevisionNode[];
  /** Revisions that name this one in `down_revision`: Alembic's `nextrev`. */
  readonly children: readonly RevisionNode[];
  /** Revisions that name this one in `depends_on`. */
  readonly dependents: readonly RevisionNode[];
  /** Children and dependents, each once: Alembic's `_all_nextrev`. */
  readonly allChildren: readonly RevisionNode[];
  /** Longest way down to a revision without parents, over all edges; -1 where a cycle leaves it undefined. */
  readonly depth: number;
}

/** No revision names it in `down_revision`. */
export function isHead(node: RevisionNode): boolean {
  return node.children.length === 0;
}

/** No revision names it in `down_revision` or `depends_on`: what the version table holds after `upgrade heads`. */
export function isEffectiveHead(node: RevisionNode): boolean {
  return node.allChildren.length === 0;
}

export function isBase(node: RevisionNode): boolean {
  return node.source.downRevisions.length === 0;
}

export function isEffectiveBase(node: RevisionNode): boolean {
  return isBase(node) && node.source.dependsOn.length === 0;
}

/** More than one revision names it in `down_revision`. */
export function isBranchPoint(node: RevisionNode): boolean {
  return node.children.length > 1;
}

export function isMergePoint(node: RevisionNode): boolean {
  return node.source.downRevisions.length > 1;
}
