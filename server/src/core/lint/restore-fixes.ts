import type { Revision } from '../script/revision.ts';
import { descendantsOf } from '../script/traversal.ts';
import type { EnvironmentSnapshot } from '../snapshot/environment-snapshot.ts';
import type { ChainFile } from './chain-index.ts';
import { changeParents } from './header-edits.ts';
import { named } from './places.ts';
import type { FileCreation, ProblemFix } from './problem.ts';

/** A revision that no file of the chain declares, as the history of the project still has it. */
export interface LostRevision {
  /** Its `path` is where the file stood, absolute. */
  readonly revision: Revision;
  readonly text: string;
  /** Which version of the file this is, e.g. "a1b2c3d4, 2024-05-01, Ada Lovelace". */
  readonly origin: string;
}

type Chain = Pick<EnvironmentSnapshot, 'config' | 'files' | 'ignoredFiles' | 'revisions'>;

/**
 * Fixes for a name in `down_revision` or `depends_on` of `file` that nothing declares. `lost` begins with the revision of
 * that name and goes on with its own parents as far as they are lost too.
 */
export function restoreFixes(
  chain: Chain,
  file: ChainFile,
  variable: 'down-revision' | 'depends-on',
  lost: readonly LostRevision[],
): readonly ProblemFix[] {
  const [missing] = lost;
  if (missing === undefined) return [];
  const renamed = variable === 'down-revision' ? ontoRenamed(chain, file, missing) : undefined;
  if (renamed !== undefined) return [renamed];
  const onto = variable === 'down-revision' ? ontoAncestor(chain, file, missing, lost) : undefined;
  const all = restoreAll(chain, lost);
  const one = restore(chain, missing, all === undefined);
  return [all, one, onto].filter((fix) => fix !== undefined);
}

function restore(chain: Chain, lost: LostRevision, isPreferred: boolean): ProblemFix | undefined {
  const creation = creationOf(chain, lost);
  if (creation === undefined) return undefined;
  return {
    title: `Restore ${nameOf(creation.path)} from ${lost.origin}`,
    isPreferred,
    creates: [creation],
    edits: [],
    renames: [],
  };
}

function restoreAll(chain: Chain, lost: readonly LostRevision[]): ProblemFix | undefined {
  const creations = lost.map((each) => creationOf(chain, each)).filter((each) => each !== undefined);
  const distinct = new Set(creations.map(({ path }) => path));
  if (lost.length < 2 || distinct.size < lost.length) return undefined;
  const [first, ...others] = creations;
  const rest = others.length === 1 ? nameOf(others[0]?.path ?? '') : `${others.length} lost files`;
  return {
    title: `Restore ${nameOf(first?.path ?? '')} and ${rest} below it, from git`,
    isPreferred: true,
    creates: creations,
    edits: [],
    renames: [],
  };
}

/** The file as it stood; in the first version location where its folder is none any more. */
function creationOf({ config, files, ignoredFiles }: Chain, lost: LostRevision): FileCreation | undefined {
  const { path } = lost.revision;
  const folder = path.slice(0, path.lastIndexOf('/'));
  const isLoaded = config.versionLocations.some(
    (location) =>
      folder === location || (config.recursiveVersionLocations && folder.startsWith(`${location}/`)),
  );
  const target = isLoaded ? path : `${config.versionLocations[0]}/${nameOf(path)}`;
  const isTaken = files.has(target) || ignoredFiles.some((ignored) => ignored.path === target);
  return isTaken ? undefined : { revision: lost.revision.revision, path: target, text: lost.text };
}

/** The file is still there and has another id now: whoever gave it that forgot this reference. */
function ontoRenamed(chain: Chain, file: ChainFile, { revision }: LostRevision): ProblemFix | undefined {
  const now = chain.files.get(revision.path)?.revision;
  if (now === undefined || now.revision === revision.revision) return undefined;
  if (!canFollow(chain, file, [now.revision])) return undefined;
  return {
    ...replaceParent(file, revision.revision, [now.revision]),
    title: `Re-parent onto ${named(now)}, the id that ${nameOf(revision.path)} has now`,
    isPreferred: true,
  };
}

/** The nearest revisions below the lost ones that are still there. */
function ontoAncestor(
  chain: Chain,
  file: ChainFile,
  missing: LostRevision,
  lost: readonly LostRevision[],
): ProblemFix | undefined {
  const parents = lost.at(-1)?.revision.downRevisions ?? [];
  if (parents.length === 0 || !canFollow(chain, file, parents)) return undefined;
  const nodes = parents.flatMap((id) => chain.revisions.get(id) ?? []);
  const words = nodes.map(({ source }) => named(source)).join(' and ');
  const relation = nodes.length === 1 ? 'parent' : 'parents';
  return {
    ...replaceParent(file, missing.revision.revision, parents),
    title: `Re-parent onto ${words}, the ${relation} of lost ${missing.revision.revision}`,
    isPreferred: false,
  };
}

/** Whether these revisions exist and none of them is `file`'s own or needs it. */
function canFollow({ revisions }: Chain, file: ChainFile, parents: readonly string[]): boolean {
  const own = revisions.get(file.revision.revision);
  if (own === undefined) return false;
  const above = descendantsOf([own], 'allChildren');
  return parents.every((id) => {
    const node = revisions.get(id);
    return node !== undefined && !above.has(node);
  });
}

function replaceParent(
  file: ChainFile,
  from: string,
  to: readonly string[],
): Pick<ProblemFix, 'edits' | 'renames'> {
  const parents = [...new Set(file.revision.downRevisions.flatMap((id) => (id === from ? to : [id])))];
  return { edits: changeParents(file, parents), renames: [] };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
