/** Placeholder type until the graph is built; see docs/architecture.md. */
export interface RevisionMap {
  readonly heads: readonly string[];
}
