import { getRevisions } from '../script/resolve-identifier.ts';
import type { RevisionMap } from '../script/revision-map.ts';
import type { RevisionNode } from '../script/revision-node.ts';
import { ancestorsOf, findAmongAncestors } from '../script/traversal.ts';
import type { VersionChange, VersionFault } from './revision-step.ts';

export interface VersionUpdate {
  readonly versionChanges: readonly VersionChange[];
  readonly versionFault?: VersionFault;
}

/** After so many questions about the same rows, all that they need is collected once. */
const WORTH_KNOWING = 16;

interface Asked {
  readonly key: string;
  times: number;
  everything: ReadonlySet<RevisionNode> | undefined;
}

/**
 * Follows the rows of the version table through a plan and tells which rows each step changes.
 * Where Alembic picks a parent from a set, in an order that varies from run to run, the declared order decides here.
 * Source: `HeadMaintainer` and the `should_…`, `…_branch_idents` methods of `RevisionStep`.
 */
export class HeadMaintainer {
  readonly #map: RevisionMap;
  #heads: ReadonlySet<string>;
  #asked: Asked = { key: '', times: 0, everything: undefined };

  constructor(map: RevisionMap, heads: Iterable<string>) {
    this.#map = map;
    this.#heads = new Set(heads);
  }

  /** The rows after the steps so far, in the order they came to be. */
  get heads(): readonly string[] {
    return [...this.#heads];
  }

  upgrade(node: RevisionNode): VersionUpdate {
    const parents = this.#map.normalizedParents(node);
    const present = parents.filter((parent) => this.#heads.has(parent.id));
    if (present.length === 0) return this.apply([{ kind: 'insert', revision: node.id }]);
    if (present.length === 1) return this.apply(merge(idsOf(present), node.id));
    return this.apply(merge(this.#mergedParents(parents), node.id), merge(idsOf(present), node.id));
  }

  downgrade(node: RevisionNode): VersionUpdate {
    const parents = this.#map.normalizedParents(node);
    if (parents.length === 0 || !this.#heads.has(node.id))
      return this.apply([{ kind: 'delete', revision: node.id }]);
    const left = this.#uncoveredParents(node, parents);
    const last = left.at(-1);
    if (last === undefined) return this.apply([{ kind: 'delete', revision: node.id }]);
    const inserts = left.slice(0, -1).map((revision): VersionChange => ({ kind: 'insert', revision }));
    return this.apply([...inserts, { kind: 'update', from: node.id, to: last }]);
  }

  /**
   * Makes `changes`. Where a row that they need is missing, or one that they make is there already, Alembic would crash:
   * then `instead`, or of the changes those that fit, are made, and the fault is told.
   */
  apply(changes: readonly VersionChange[], instead: readonly VersionChange[] = changes): VersionUpdate {
    const rows = new Set(this.#heads);
    const complaint = firstComplaint(changes, rows);
    if (complaint === undefined) {
      this.#heads = rows;
      return { versionChanges: changes };
    }
    const fitting = fit(instead, new Set(this.#heads));
    this.#heads = fitting.rows;
    return {
      versionChanges: fitting.changes,
      versionFault: { code: 'version-rows-mismatch', message: complaint },
    };
  }

  /** Source: `RevisionStep.merge_branch_idents`. */
  #mergedParents(parents: readonly RevisionNode[]): readonly string[] {
    const parentIds = new Set(idsOf(parents));
    const others = [...this.#heads].filter((row) => !parentIds.has(row));
    if (others.length === 0) return [...parentIds];
    const covered = this.#needed(others, parents);
    return idsOf(parents.filter((parent) => !covered.has(parent)));
  }

  /** Source: `RevisionStep._unmerge_to_revisions`. */
  #uncoveredParents(node: RevisionNode, parents: readonly RevisionNode[]): readonly string[] {
    const others = [...this.#heads].filter((row) => row !== node.id);
    if (others.length > 0) {
      const covered = this.#needed(others, parents);
      return idsOf(parents.filter((parent) => !covered.has(parent)));
    }
    if (parents.length === 1) return idsOf(parents);
    return idsOf(parents.filter((parent) => !isBelowOthers(this.#map, parent, parents)));
  }

  /**
   * Which of `candidates` the other rows need. A search stops at the candidates' depth; while one branch goes down and the
   * other rows stay, everything they need is worth knowing.
   */
  #needed(rows: readonly string[], candidates: readonly RevisionNode[]): ReadonlySet<RevisionNode> {
    const key = rows.join('\n');
    if (this.#asked.key !== key) this.#asked = { key, times: 0, everything: undefined };
    this.#asked.times += 1;
    if (this.#asked.times < WORTH_KNOWING)
      return findAmongAncestors(this.#map, this.#nodes(rows), candidates);
    this.#asked.everything ??= ancestorsOf(this.#nodes(rows));
    return this.#asked.everything;
  }

  #nodes(rows: readonly string[]): readonly RevisionNode[] {
    return getRevisions(this.#map, rows).filter((row) => row !== null && row !== 'base');
  }
}

function isBelowOthers(map: RevisionMap, node: RevisionNode, all: readonly RevisionNode[]): boolean {
  const others = all.filter((other) => other !== node);
  return findAmongAncestors(map, others, [node]).has(node);
}

function idsOf(nodes: readonly RevisionNode[]): readonly string[] {
  return nodes.map((node) => node.id);
}

function merge(parents: readonly string[], into: string): readonly VersionChange[] {
  const deletes = parents.slice(0, -1).map((revision): VersionChange => ({ kind: 'delete', revision }));
  return [...deletes, { kind: 'update', from: parents.at(-1) ?? '', to: into }];
}

/** Makes `changes` on `rows`, and says what is wrong with the first that does not fit. */
function firstComplaint(changes: readonly VersionChange[], rows: Set<string>): string | undefined {
  for (const change of changes) {
    const added =
      change.kind === 'insert' ? change.revision : change.kind === 'update' ? change.to : undefined;
    const removed =
      change.kind === 'delete' ? change.revision : change.kind === 'update' ? change.from : undefined;
    if (added !== undefined && rows.has(added)) return `The version table holds ${added} already.`;
    if (removed !== undefined && !rows.delete(removed)) {
      return removed === ''
        ? 'The version table holds no row that this step could change.'
        : `The version table has no row ${removed} to change.`;
    }
    if (added !== undefined) rows.add(added);
  }
  return undefined;
}

function fit(
  changes: readonly VersionChange[],
  rows: Set<string>,
): { readonly changes: readonly VersionChange[]; readonly rows: ReadonlySet<string> } {
  const fitting: VersionChange[] = [];
  for (const change of changes) {
    const trial = new Set(rows);
    if (firstComplaint([change], trial) !== undefined) continue;
    fitting.push(change);
    rows = trial;
  }
  return { changes: fitting, rows };
}
