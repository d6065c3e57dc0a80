import { directoryOf } from '../config/alembic-options.ts';
import type { EnvironmentConfig } from '../config/environment-config.ts';
import { normalizePath } from '../config/resolve-config.ts';
import { CommandError } from '../script/command-error.ts';
import { getRevision, getRevisions } from '../script/resolve-identifier.ts';
import type { RevisionMap } from '../script/revision-map.ts';
import { isHead, type RevisionNode } from '../script/revision-node.ts';
import type { EnvironmentSnapshot } from '../snapshot/environment-snapshot.ts';
import { type CreateDate, createDate } from './create-date.ts';
import { revisionPath } from './revision-path.ts';

/** What `alembic revision` is told. The id and the clock come from the caller. */
export interface NewRevisionRequest {
  readonly revisionId: string;
  readonly message: string | undefined;
  /** In the target grammar, several for a merge; undefined: the single head. */
  readonly heads: readonly string[] | undefined;
  readonly splice: boolean;
  readonly branchLabels: readonly string[];
  /** Full or partial ids, or branch labels. */
  readonly dependsOn: readonly string[];
  /** An absolute path of one of the version locations; undefined: Alembic's own choice. */
  readonly versionPath: string | undefined;
  readonly now: Date;
}

/** A revision that is to be written; a template gives it its text. */
export interface NewRevision {
  readonly path: string;
  readonly id: string;
  readonly message: string;
  readonly downRevisions: readonly string[];
  readonly branchLabels: readonly string[];
  /** Resolved to full ids, labels kept. */
  readonly dependsOn: readonly string[];
  readonly createDate: CreateDate;
}

type Chain = Pick<EnvironmentSnapshot, 'config' | 'files' | 'revisions'>;

const ILLEGAL_CHARACTERS = /[@\-+:]/g;

/**
 * Decides where a new revision goes, what it is called and what it follows. Throws CommandError:
 * `illegal-revision-id`, `duplicate-revision-id`, `multiple-heads`, `not-a-head`, `duplicate-heads`,
 * `version-path-needed`, `unknown-version-path`, `branch-label-in-use`, `file-exists`, `bad-file-template`,
 * `unknown-timezone`, and what an identifier that names nothing throws.
 * Source: `ScriptDirectory.generate_revision`.
 */
export function planNewRevision(chain: Chain, request: NewRevisionRequest): NewRevision {
  const { config, revisions, files } = chain;
  checkId(revisions, request.revisionId);
  const heads = resolveHeads(revisions, request.heads);
  const date = createDate(request.now, config.timezone);
  const location = versionLocation(config, heads, request.versionPath);
  const { revisionId: id, message } = request;
  const path = revisionPath(config, location, { id, message, createDate: date });
  if (!request.splice) for (const head of heads) checkIsHead(head);
  checkLabels(revisions, request.branchLabels);
  if (files.has(path)) throw new CommandError('file-exists', `The file ${path} exists already.`, { path });
  return {
    path,
    id,
    message: message ?? 'empty message',
    downRevisions: heads.map((head) => head.id),
    branchLabels: request.branchLabels,
    dependsOn: request.dependsOn.map((name) => resolveDependency(revisions, name)),
    createDate: date,
  };
}

function checkId(revisions: RevisionMap, id: string): void {
  const illegal = [...new Set(id.match(ILLEGAL_CHARACTERS))].sort();
  if (illegal.length > 0) {
    const what = `Character(s) '${illegal.join(', ')}' not allowed in revision identifier '${id}'.`;
    throw new CommandError('illegal-revision-id', what, { revision: id });
  }
  if (id.trim() === '')
    throw new CommandError('illegal-revision-id', 'A revision identifier cannot be empty.');
  const taken = revisions.get(id);
  if (taken === undefined) return;
  const what = `Revision ${id} exists already, in ${taken.source.path}. Choose another --rev-id.`;
  throw new CommandError('duplicate-revision-id', what, { revision: id, path: taken.source.path });
}

function resolveHeads(
  revisions: RevisionMap,
  requested: readonly string[] | undefined,
): readonly RevisionNode[] {
  const heads: RevisionNode[] = [];
  for (const resolved of resolvedHeads(revisions, requested)) {
    if (resolved === null || resolved === 'base') continue;
    if (heads.includes(resolved)) {
      const what = `Revision ${resolved.id} is named twice as a parent of the new revision.`;
      throw new CommandError('duplicate-heads', what, { revision: resolved.id });
    }
    heads.push(resolved);
  }
  return heads;
}

function resolvedHeads(revisions: RevisionMap, requested: readonly string[] | undefined) {
  try {
    return getRevisions(revisions, requested ?? 'head');
  } catch (error) {
    if (!(error instanceof CommandError) || error.code !== 'multiple-heads') throw error;
    const heads = revisions.heads.join(', ');
    const what = `Multiple heads are present: ${heads}.`;
    const help = 'Name the one that the new revision follows with --head, or merge them first.';
    throw new CommandError('multiple-heads', `${what} ${help}`, error.data);
  }
}

/** The location of the first parent's file where there are several locations, else the only one. */
function versionLocation(
  config: EnvironmentConfig,
  heads: readonly RevisionNode[],
  requested: string | undefined,
): string {
  const locations = config.versionLocations;
  const [first] = locations;
  const [head] = heads;
  if (requested === undefined && locations.length === 1 && first !== undefined) return first;
  if (requested === undefined && head === undefined) {
    const what = 'Multiple version locations are present; name one with --version-path:';
    throw new CommandError('version-path-needed', `${what} ${locations.join(', ')}.`, { locations });
  }
  const path = normalizePath(requested ?? directoryOf(head?.source.path ?? ''));
  if (locations.includes(path)) return path;
  const what = `Path ${path} is not one of the version locations: ${locations.join(', ')}.`;
  throw new CommandError('unknown-version-path', `${what} Name one of them with --version-path.`, {
    path,
    locations,
  });
}

function checkIsHead(node: RevisionNode): void {
  if (isHead(node)) return;
  const what = `Revision ${node.id} is not a head revision.`;
  throw new CommandError('not-a-head', `${what} Give --splice to start a new branch from it.`, {
    revision: node.id,
  });
}

function checkLabels(revisions: RevisionMap, labels: readonly string[]): void {
  for (const label of labels) {
    const user = revisions.getByKey(label);
    if (user === undefined) continue;
    const what = `Branch name '${label}' is already used by revision ${user.id}.`;
    throw new CommandError('branch-label-in-use', `${what} Choose another.`, { label, revision: user.id });
  }
}

/** A partial id becomes a full one; a label of the revision stays a label. */
function resolveDependency(revisions: RevisionMap, name: string): string {
  const node = getRevision(revisions, name);
  if (node === null) {
    throw new CommandError('revision-not-found', `Can't locate revision identified by '${name}'.`, {
      identifier: name,
    });
  }
  return revisions.labelsOf(node).includes(name) ? name : node.id;
}
