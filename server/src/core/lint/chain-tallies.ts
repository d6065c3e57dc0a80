import type { RevisionFile } from '../snapshot/environment-snapshot.ts';

/** What rules ask of all files at once, kept from edit to edit. Files are meant by their numbers in load order. */
export interface ChainTallies {
  /** Files whose `revision` cannot be told: a name that nothing declares may then be theirs. */
  readonly unreadable: ReadonlySet<number>;
  /** Revisions whose `down_revision` is missing or cannot be told. */
  readonly unplaced: ReadonlySet<number>;
  /** Revisions whose `branch_labels` cannot be told. */
  readonly unknownLabels: ReadonlySet<number>;
  /** Revisions that name more than one other. */
  readonly junctions: ReadonlySet<number>;
  /** Number of revisions with a `downgrade`. */
  readonly downgrades: number;
}

type Sets = Omit<ChainTallies, 'downgrades'>;

const IS_IN: { readonly [Key in keyof Sets]: (file: RevisionFile) => boolean } = {
  unreadable: ({ header, fault, revision }) =>
    revision === undefined &&
    (header.revision?.value.kind === 'unknown' || fault !== undefined || header.syntaxError !== undefined),
  unplaced: ({ header, revision }) =>
    revision !== undefined &&
    (header.downRevision === undefined || header.downRevision.value.kind === 'unknown'),
  unknownLabels: ({ header, revision }) =>
    revision !== undefined && header.branchLabels?.value.kind === 'unknown',
  junctions: ({ revision }) =>
    revision !== undefined && revision.downRevisions.length + revision.dependsOn.length > 1,
};
const KEYS = Object.keys(IS_IN) as Array<keyof Sets>;

export function tallyFiles(files: ReadonlyArray<RevisionFile | undefined>): ChainTallies {
  const sets = {
    unreadable: new Set(),
    unplaced: new Set(),
    unknownLabels: new Set(),
    junctions: new Set(),
  } as {
    [Key in keyof Sets]: Set<number>;
  };
  let downgrades = 0;
  for (const [number, file] of files.entries()) {
    if (file === undefined) continue;
    downgrades += downgradesOf(file);
    for (const key of KEYS) if (IS_IN[key](file)) sets[key].add(number);
  }
  return { ...sets, downgrades };
}

/** The tallies after some files changed. */
export function retally(
  before: ChainTallies,
  numbers: Iterable<number>,
  old: ReadonlyArray<RevisionFile | undefined>,
  now: ReadonlyArray<RevisionFile | undefined>,
): ChainTallies {
  let after = before;
  for (const number of numbers) {
    const [was, is] = [old[number], now[number]];
    const downgrades = after.downgrades + downgradesOf(is) - downgradesOf(was);
    if (downgrades !== after.downgrades) after = { ...after, downgrades };
    for (const key of KEYS) {
      const belongs = is !== undefined && IS_IN[key](is);
      if (belongs === after[key].has(number)) continue;
      const set = new Set(after[key]);
      if (belongs) set.add(number);
      else set.delete(number);
      after = { ...after, [key]: set };
    }
  }
  return after;
}

function downgradesOf(file: RevisionFile | undefined): number {
  return file?.revision !== undefined && file.header.downgradeSpan !== undefined ? 1 : 0;
}
