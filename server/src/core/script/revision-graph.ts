import type { LayeredMap } from './layered-map.ts';
import { dependsOnSomething, type FileNumbers, isClash, type NameUse } from './name-use.ts';
import type { Revision } from './revision.ts';

/** What a RevisionGraph is made of. */
export interface RevisionGraphParts {
  readonly revisions: ReadonlyArray<Revision | undefined>;
  readonly names: LayeredMap<string, NameUse>;
  readonly size: number;
  readonly labels: ReadonlySet<string>;
  readonly clashes: ReadonlySet<string>;
  readonly oddFiles: ReadonlySet<number>;
  readonly ends: RevisionEnds;
  readonly ranks: RevisionRanks;
}

/** Files where the chain begins and ends, in load order. */
export interface RevisionEnds {
  readonly heads: FileNumbers;
  readonly effectiveHeads: FileNumbers;
  readonly bases: FileNumbers;
  readonly effectiveBases: FileNumbers;
}

/** A number for each file that grows along every edge, and -1 on and above a cycle. */
export interface RevisionRanks {
  readonly byFile: Int32Array;
  /** There is no cycle. */
  readonly isOrdered: boolean;
  /** The ranks are the depths: the longest way down to a revision without parents. */
  readonly isDepth: boolean;
}

const NONE: FileNumbers = [];
const ILLEGAL_CHARACTERS = /[@\-+:]/;

/**
 * Which file uses which name for what: the revision graph by numbers of files in Alembic's load order. It is immutable;
 * `updateRevisionGraph` makes the next one from it at the cost of what an edit touches. Edges are looked up by name when
 * somebody asks, which is what lets two graphs share everything that did not change.
 */
export class RevisionGraph implements RevisionGraphParts {
  /** One for each file; undefined where the file has no usable `revision`. */
  readonly revisions: ReadonlyArray<Revision | undefined>;
  readonly names: LayeredMap<string, NameUse>;
  /** Number of revisions in force. */
  readonly size: number;
  /** Every branch label that a file declares. */
  readonly labels: ReadonlySet<string>;
  /** Names with which something is wrong. */
  readonly clashes: ReadonlySet<string>;
  /** Files that name themselves, or whose id Alembic refuses. */
  readonly oddFiles: ReadonlySet<number>;
  readonly ends: RevisionEnds;
  readonly ranks: RevisionRanks;

  constructor(parts: RevisionGraphParts) {
    this.revisions = parts.revisions;
    this.names = parts.names;
    this.size = parts.size;
    this.labels = parts.labels;
    this.clashes = parts.clashes;
    this.oddFiles = parts.oddFiles;
    this.ends = parts.ends;
    this.ranks = parts.ranks;
  }

  /** The file whose revision is in force under this id. */
  inForce(id: string): number | undefined {
    return this.names.get(id)?.declarers.at(-1);
  }

  /** The file that a name in `depends_on` means: a revision in force, or the one that declares the label first. */
  meant(name: string): number | undefined {
    const use = this.names.get(name);
    return use === undefined ? undefined : (use.declarers.at(-1) ?? use.labelled[0]);
  }

  /** Another file with the same id is loaded later and takes its place. */
  isShadowed(file: number): boolean {
    const revision = this.revisions[file];
    // An id that is declared twice is among the clashes, which are few.
    if (revision === undefined || !this.clashes.has(revision.revision)) return false;
    return this.inForce(revision.revision) !== file;
  }

  /** `down_revision`, resolved. */
  parents(file: number): FileNumbers {
    const revision = this.revisions[file];
    if (revision === undefined || revision.downRevisions.length === 0) return NONE;
    const parents: number[] = [];
    for (const id of revision.downRevisions) {
      const parent = id === revision.revision ? undefined : this.inForce(id);
      if (parent !== undefined) parents.push(parent);
    }
    return parents;
  }

  /** `depends_on`, resolved, each once. */
  dependencies(file: number): FileNumbers {
    const revision = this.revisions[file];
    if (revision === undefined || revision.dependsOn.length === 0 || !dependsOnSomething(revision))
      return NONE;
    const dependencies = new Set<number>();
    for (const name of revision.dependsOn) {
      const dependency = name === revision.revision ? undefined : this.meant(name);
      if (dependency !== undefined) dependencies.add(dependency);
    }
    return [...dependencies];
  }

  /** Parents and dependencies, each once: Alembic's `_all_down_revisions`. */
  allParents(file: number): FileNumbers {
    const parents = this.parents(file);
    const dependencies = this.dependencies(file);
    if (dependencies.length === 0 && parents.length < 2) return parents;
    return [...new Set([...parents, ...dependencies])];
  }

  /** Revisions in force that name this one in `down_revision`: Alembic's `nextrev`. */
  children(file: number): FileNumbers {
    const revision = this.revisions[file];
    if (revision === undefined) return NONE;
    const use = this.names.get(revision.revision);
    if (use === undefined || use.followers.length === 0 || use.declarers.at(-1) !== file) return NONE;
    return use.followers.filter((other) => this.#isOther(other, revision.revision));
  }

  /** Revisions in force that name this one, or a label that means it, in `depends_on`. */
  dependents(file: number): FileNumbers {
    const revision = this.revisions[file];
    if (revision === undefined) return NONE;
    const names = revision.branchLabels.filter(
      (label) => this.meant(label) === file && label !== revision.revision,
    );
    if (this.inForce(revision.revision) === file) names.push(revision.revision);
    const dependents = new Set<number>();
    for (const name of names) {
      for (const other of this.names.get(name)?.dependents ?? NONE) {
        if (this.#isOther(other, name)) dependents.add(other);
      }
    }
    return dependents.size === 0 ? NONE : [...dependents].sort(ascending);
  }

  /** Children and dependents, each once: Alembic's `_all_nextrev`. */
  allChildren(file: number): FileNumbers {
    const children = this.children(file);
    const dependents = this.dependents(file);
    if (dependents.length === 0) return children;
    return [...new Set([...children, ...dependents])].sort(ascending);
  }

  /** Files that use the id or a label of this one: all that an edge may lead from to it, and shadowed ones too. */
  namedBy(file: number): FileNumbers {
    const revision = this.revisions[file];
    if (revision === undefined) return NONE;
    return [revision.revision, ...revision.branchLabels].flatMap((name) => {
      const use = this.names.get(name);
      return use === undefined ? [] : [...use.followers, ...use.dependents];
    });
  }

  /** In force, and not the owner of the name that it uses. */
  #isOther(file: number, name: string): boolean {
    const id = this.revisions[file]?.revision;
    return id !== undefined && id !== name && this.inForce(id) === file;
  }
}

export function ascending(left: number, right: number): number {
  return left - right;
}

/** True for a revision that names itself, or whose id Alembic refuses. */
export function isOdd(revision: Revision): boolean {
  return (
    ILLEGAL_CHARACTERS.test(revision.revision) ||
    revision.downRevisions.includes(revision.revision) ||
    (revision.dependsOn.length > 0 && revision.dependsOn.includes(revision.revision))
  );
}

/** The characters of an id that Alembic refuses, in order, each once. */
export function illegalCharacters(id: string): readonly string[] {
  if (!ILLEGAL_CHARACTERS.test(id)) return [];
  return [...new Set(id)].filter((character) => ILLEGAL_CHARACTERS.test(character)).sort();
}

export function isClashing(names: LayeredMap<string, NameUse>, name: string): boolean {
  const use = names.get(name);
  return use !== undefined && isClash(use);
}

/** Whether a file is among the ends of each kind. Heads that are shadowed stay heads, as in Alembic. */
export function endsOfFile(graph: RevisionGraph, file: number): Record<keyof RevisionEnds, boolean> {
  const revision = graph.revisions[file];
  if (revision === undefined)
    return { heads: false, effectiveHeads: false, bases: false, effectiveBases: false };
  const isShadowed = graph.isShadowed(file);
  const isHead = graph.children(file).length === 0;
  const isBase = revision.downRevisions.length === 0;
  return {
    heads: isShadowed || isHead,
    effectiveHeads: isShadowed || (isHead && graph.dependents(file).length === 0),
    bases: isBase,
    effectiveBases: isBase && revision.dependsOn.length === 0,
  };
}
