import type { FileNumbers } from './name-use.ts';
import type { Revision } from './revision.ts';
import type { RevisionGraph } from './revision-graph.ts';

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
  /** Grows along every edge from what a revision needs to the revision; -1 on and above a cycle. */
  readonly rank: number;
}

/** Finds the revisions behind the numbers of a graph. */
interface NodeLookup {
  readonly graph: RevisionGraph;
  nodesOf(files: FileNumbers): readonly RevisionNode[];
}

/** A node whose edges are looked up when they are asked for first. */
export class GraphNode implements RevisionNode {
  readonly source: Revision;
  readonly id: string;
  readonly index: number;
  readonly #map: NodeLookup;
  #parents: readonly RevisionNode[] | undefined;
  #dependencies: readonly RevisionNode[] | undefined;
  #allParents: readonly RevisionNode[] | undefined;
  #children: readonly RevisionNode[] | undefined;
  #dependents: readonly RevisionNode[] | undefined;
  #allChildren: readonly RevisionNode[] | undefined;

  constructor(map: NodeLookup, source: Revision, file: number) {
    this.#map = map;
    this.source = source;
    this.id = source.revision;
    this.index = file;
  }

  get position(): number {
    return this.#map.graph.names.get(this.id)?.declarers[0] ?? this.index;
  }

  get isShadowed(): boolean {
    return this.#map.graph.isShadowed(this.index);
  }

  get rank(): number {
    return this.#map.graph.ranks.byFile[this.index] ?? -1;
  }

  get parents(): readonly RevisionNode[] {
    this.#parents ??= this.#map.nodesOf(this.#map.graph.parents(this.index));
    return this.#parents;
  }

  get dependencies(): readonly RevisionNode[] {
    this.#dependencies ??= this.#map.nodesOf(this.#map.graph.dependencies(this.index));
    return this.#dependencies;
  }

  get allParents(): readonly RevisionNode[] {
    this.#allParents ??= this.#map.nodesOf(this.#map.graph.allParents(this.index));
    return this.#allParents;
  }

  get children(): readonly RevisionNode[] {
    this.#children ??= this.#map.nodesOf(this.#map.graph.children(this.index));
    return this.#children;
  }

  get dependents(): readonly RevisionNode[] {
    this.#dependents ??= this.#map.nodesOf(this.#map.graph.dependents(this.index));
    return this.#dependents;
  }

  get allChildren(): readonly RevisionNode[] {
    this.#allChildren ??= this.#map.nodesOf(this.#map.graph.allChildren(this.index));
    return this.#allChildren;
  }
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
