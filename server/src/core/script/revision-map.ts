import { propagateLabels } from './label-propagation.ts';
import { findLoadFault } from './load-fault.ts';
import { normalizeDependencies } from './normalized-dependencies.ts';
import type { RevisionMapFault } from './revision-map-fault.ts';
import { isBase, isEffectiveBase, isEffectiveHead, isHead, type RevisionNode } from './revision-node.ts';

/**
 * The revision graph of one migration environment as Alembic sees it. Immutable; made by `buildRevisionMap`.
 * Source: `alembic.script.revision.RevisionMap`.
 */
export class RevisionMap {
  /** Every revision in load order, those included that a later file with the same id shadows. */
  readonly nodes: readonly RevisionNode[];
  /** Revisions that no other names in `down_revision`, in load order: what `alembic heads` prints. */
  readonly heads: readonly string[];
  /** Heads that no other names in `depends_on` either: the symbol `heads` of upgrade and stamp. */
  readonly effectiveHeads: readonly string[];
  /** Revisions without `down_revision`, in load order. */
  readonly bases: readonly string[];
  /** Bases without `depends_on`. */
  readonly effectiveBases: readonly string[];
  /** Branch labels with the revision that declares each; the first one in load order where several do. */
  readonly declaredLabels: ReadonlyMap<string, RevisionNode>;
  /** Everything that is wrong with the chain. Empty for a sound one. */
  readonly faults: readonly RevisionMapFault[];
  readonly isAcyclic: boolean;
  readonly #byId: ReadonlyMap<string, RevisionNode>;
  readonly #normalized = new Map<RevisionNode, readonly RevisionNode[]>();
  #labels: ReadonlyMap<RevisionNode, readonly string[]> | undefined;
  #loadFault: { readonly fault: RevisionMapFault | undefined } | undefined;

  constructor(
    nodes: readonly RevisionNode[],
    byId: ReadonlyMap<string, RevisionNode>,
    declaredLabels: ReadonlyMap<string, RevisionNode>,
    faults: readonly RevisionMapFault[],
  ) {
    this.nodes = nodes;
    this.#byId = byId;
    this.declaredLabels = declaredLabels;
    this.faults = faults;
    this.isAcyclic = !faults.some((fault) => fault.kind === 'cycle' || fault.kind === 'dependency-cycle');
    this.heads = idsWhere(nodes, (node) => node.isShadowed || isHead(node));
    this.effectiveHeads = idsWhere(nodes, (node) => node.isShadowed || isEffectiveHead(node));
    this.bases = idsWhere(nodes, isBase);
    this.effectiveBases = idsWhere(nodes, isEffectiveBase);
  }

  /** The revision with exactly this identifier. Partial identifiers and symbols: `resolve-identifier.ts`. */
  get(id: string): RevisionNode | undefined {
    return this.#byId.get(id);
  }

  /** The revision with this identifier, or the one that declares this branch label. */
  getByKey(key: string): RevisionNode | undefined {
    return this.#byId.get(key) ?? this.declaredLabels.get(key);
  }

  /** Identifiers in load order, then branch labels: the keys that a partial identifier is matched against. */
  *keys(): Generator<string, void> {
    yield* this.#byId.keys();
    yield* this.declaredLabels.keys();
  }

  /** The revisions in force, in Alembic's order of keys. */
  revisions(): Iterable<RevisionNode> {
    return this.#byId.values();
  }

  /** Number of revisions in force. */
  get size(): number {
    return this.#byId.size;
  }

  /** The branch labels that reach `node`, its own first. */
  labelsOf(node: RevisionNode): readonly string[] {
    if (this.declaredLabels.size === 0) return node.source.branchLabels;
    this.#labels ??= propagateLabels(this.nodes);
    return this.#labels.get(node) ?? [];
  }

  /**
   * The revisions just below `node`: its parents, then those dependencies that no revision below it depends on already.
   * Dependencies come in the order declared; Alembic's own order is that of a set, which varies from run to run.
   * Source: `Revision._normalized_down_revisions`.
   */
  normalizedParents(node: RevisionNode): readonly RevisionNode[] {
    if (node.dependencies.length === 0) return node.allParents;
    let normalized = this.#normalized.get(node);
    if (normalized === undefined) {
      normalized = [...new Set([...node.parents, ...normalizeDependencies(node)])];
      this.#normalized.set(node, normalized);
    }
    return normalized;
  }

  /** The fault for which Alembic could not load this chain at all; undefined where it can. */
  get loadFault(): RevisionMapFault | undefined {
    if (this.faults.length === 0) return undefined;
    this.#loadFault ??= { fault: findLoadFault(this) };
    return this.#loadFault.fault;
  }
}

function idsWhere(nodes: readonly RevisionNode[], holds: (node: RevisionNode) => boolean): readonly string[] {
  const ids: string[] = [];
  for (const node of nodes) if (holds(node)) ids.push(node.id);
  return ids;
}
