import { CommandError } from './command-error.ts';
import { filterForLineage, type LineageTests, sharesLineage } from './lineage.ts';
import { parsePythonInt } from './python-int.ts';
import type { RevisionMap } from './revision-map.ts';
import type { RevisionNode } from './revision-node.ts';
import { type Resolved, walk } from './walk.ts';

/** The revisions' ids that a symbol stands for, not yet looked up, and the branch before its `@`. */
interface SplitIdentifier {
  readonly ids: readonly string[];
  readonly branch: string | undefined;
}

/**
 * Splits `branch@symbol` and replaces `head`, `heads` and `base`. Throws CommandError `multiple-heads` for an ambiguous
 * `head`, and what a branch that is not known throws.
 * Source: `RevisionMap._resolve_revision_number`.
 */
function splitIdentifier(map: RevisionMap, identifier: string): SplitIdentifier {
  const at = identifier.indexOf('@');
  const branch = at < 0 ? undefined : identifier.slice(0, at);
  const symbol = identifier.slice(at + 1);
  if (symbol === 'heads') {
    return { ids: branch ? idsOnBranch(map, map.heads, branch) : map.effectiveHeads, branch };
  }
  if (symbol === 'head') {
    const head = currentHead(map, branch);
    return { ids: head === undefined ? [] : [head], branch };
  }
  return { ids: symbol === 'base' ? [] : [symbol], branch };
}

/**
 * The one head, or the one of a branch; undefined for an empty map.
 * Source: `RevisionMap.get_current_head`.
 */
function currentHead(map: RevisionMap, branch?: string): string | undefined {
  const heads = branch ? idsOnBranch(map, map.heads, branch) : map.heads;
  if (heads.length > 1) throw multipleHeads(heads, branch ? `${branch}@head` : 'head');
  return heads[0];
}

function idsOnBranch(map: RevisionMap, ids: readonly string[], branch: string): readonly string[] {
  const nodes = ids.flatMap((id) => map.get(id) ?? []);
  return filterForLineage(nodes, lineageTests(map, branch)).map((node) => node.id);
}

/**
 * The revisions that `filter_for_lineage(…, against)` tests against: the branch, and what the symbol stands for.
 * Undefined (for `base`) means that everything passes.
 */
export function lineageTests(map: RevisionMap, against: string): LineageTests {
  const { ids, branch } = splitIdentifier(map, against);
  const names = branch ? [branch, ...ids] : ids;
  return names.length === 0 ? undefined : () => names.map((name) => findRevision(map, name));
}

/**
 * The revisions that `identifiers` stand for; nothing for `base`.
 * `-N` counts down from each effective head, and may end at `'base'` or at nothing.
 * Throws CommandError `revision-not-found`, `ambiguous-revision`, `branch-not-found`, `not-on-branch`,
 * `multiple-heads`, `ambiguous-walk`, `empty-target`.
 * Source: `RevisionMap.get_revisions`.
 */
export function getRevisions(map: RevisionMap, identifiers: string | readonly string[]): readonly Resolved[] {
  if (typeof identifiers !== 'string') return identifiers.flatMap((each) => getRevisions(map, each));
  const { ids, branch } = splitIdentifier(map, identifiers);
  const [only] = ids;
  const steps = ids.length === 1 && only !== undefined ? parsePythonInt(only) : undefined;
  if (steps !== undefined && steps < 0) return fromHeads(map, steps, branch);
  return ids.map((id) => findRevision(map, id, branch));
}

/**
 * The one revision that `identifier` stands for; null for `base` and for `head` of an empty map.
 * Source: `RevisionMap.get_revision`.
 */
export function getRevision(map: RevisionMap, identifier: string): RevisionNode | null {
  const { ids, branch } = splitIdentifier(map, identifier);
  if (ids.length > 1) throw multipleHeads(ids, identifier);
  const [id] = ids;
  if (id !== undefined) return findRevision(map, id, branch);
  if (branch) resolveBranch(map, branch);
  return null;
}

/** Source: the branch for negative numbers in `RevisionMap.get_revisions`. */
function fromHeads(map: RevisionMap, steps: number, branch: string | undefined): readonly Resolved[] {
  const heads = map.effectiveHeads.map((id) => findRevision(map, id));
  const selected = branch === undefined ? heads : heads.filter((head) => map.labelsOf(head).includes(branch));
  return selected.map((head) => walk(map, head, steps));
}

/**
 * The revision with this id, label or partial id, on `branch` where one is given.
 * Source: `RevisionMap._revision_for_ident`.
 */
export function findRevision(map: RevisionMap, id: string, branch?: string): RevisionNode {
  const branchRevision = branch ? resolveBranch(map, branch) : undefined;
  let revision = map.getByKey(id);
  if (revision === undefined) {
    if (id === '') throw new CommandError('empty-target', 'An empty text identifies no revision.');
    revision = findByPrefix(map, id, branch);
  }
  if (branchRevision !== undefined && !sharesLineage(revision, branchRevision)) {
    throw new CommandError(
      'not-on-branch',
      `Can't locate revision identified by '${id}': revision ${revision.id} is not a member of branch '${branch}'.`,
      { identifier: id, revision: revision.id, branch },
    );
  }
  return revision;
}

function findByPrefix(map: RevisionMap, id: string, branch: string | undefined): RevisionNode {
  const matches: Array<readonly [key: string, node: RevisionNode]> = [];
  for (const key of map.keys()) {
    const node = key.length > 3 && key.startsWith(id) ? map.getByKey(key) : undefined;
    if (node !== undefined) matches.push([key, node]);
  }
  let remaining = matches;
  if (branch) {
    const nodes = matches.map(([, node]) => node);
    const passing = new Set(filterForLineage(nodes, lineageTests(map, branch)));
    remaining = matches.filter(([, node]) => passing.has(node));
  }
  const [first] = remaining;
  if (first === undefined) {
    const place = branch ? ` on branch '${branch}'` : '';
    throw new CommandError(
      'revision-not-found',
      `Can't locate revision identified by '${id}': no revision or branch label${place} is called that or begins with it.`,
      { identifier: id },
    );
  }
  if (remaining.length > 1) {
    const keys = remaining.map(([key]) => key);
    const shown = keys.slice(0, 3).join(', ') + (keys.length > 3 ? ', …' : '');
    throw new CommandError(
      'ambiguous-revision',
      `Can't locate revision identified by '${id}': ${keys.length} identifiers begin with it (${shown}); write more of it.`,
      { identifier: id, matches: keys },
    );
  }
  return first[1];
}

/**
 * The revision that stands for a branch: the one that declares the label, or any revision named by (partial) id.
 * Source: `RevisionMap._resolve_branch`.
 */
export function resolveBranch(map: RevisionMap, branch: string): RevisionNode {
  const declared = map.getByKey(branch);
  if (declared !== undefined) return declared;
  try {
    return findRevision(map, branch);
  } catch (error) {
    if (!isResolutionError(error)) throw error;
    throw new CommandError('branch-not-found', `No such branch: '${branch}'. ${error.message}`, { branch });
  }
}

const RESOLUTION_CODES = new Set([
  'revision-not-found',
  'ambiguous-revision',
  'not-on-branch',
  'branch-not-found',
]);

/** Whether `error` is what Alembic calls a ResolutionError: an identifier that names no single revision. */
function isResolutionError(error: unknown): error is CommandError {
  return error instanceof CommandError && RESOLUTION_CODES.has(error.code);
}

export function multipleHeads(heads: readonly string[], argument: string): CommandError {
  return new CommandError(
    'multiple-heads',
    `Multiple head revisions are present for given argument '${argument}': ${heads.join(', ')}. Name one of them, write '<branchname>@${argument}' to narrow it to one branch, or 'heads' for all of them.`,
    { argument, heads },
  );
}
