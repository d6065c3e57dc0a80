import type { RevisionNode } from '../core/script/revision-node.ts';
import { revisionEntry } from '../core/script/revision-text.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';

/** A revision in full, with the docstring of its file. */
export function entryText(
  snapshot: EnvironmentSnapshot,
  node: RevisionNode,
  current?: ReadonlySet<string>,
): string {
  const documentation = snapshot.files.get(node.source.path)?.header.docstring?.text ?? '';
  return revisionEntry(snapshot.revisions, node, documentation, current);
}
