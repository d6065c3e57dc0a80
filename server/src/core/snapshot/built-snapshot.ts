import type { EnvScriptFacts } from '../config/env-script.ts';
import type { EnvironmentConfig } from '../config/environment-config.ts';
import type { BaseBranch } from '../lint/base-branch.ts';
import { type ChainChanges, ChainLint } from '../lint/chain-lint.ts';
import type { Problem } from '../lint/problem.ts';
import type { ProjectKnowledge } from '../operations/project-knowledge.ts';
import type { NumberedMap } from '../script/numbered-map.ts';
import type { RevisionMap } from '../script/revision-map.ts';
import type { EnvironmentSnapshot, IgnoredFile, RevisionFile } from './environment-snapshot.ts';

export interface SnapshotParts extends Omit<EnvironmentSnapshot, 'problems'> {
  readonly files: NumberedMap<RevisionFile>;
}

/** Where a snapshot comes from: built anew, with a chain that was linted before, or by an edit of another. */
type Origin =
  | { readonly known: ChainLint | undefined }
  | { readonly before: BuiltSnapshot; readonly changes: ChainChanges };

/** A chain that was linted, and what has changed since. */
interface LintBase {
  readonly lint: ChainLint;
  readonly changes: ChainChanges;
}

/** The snapshot that `buildSnapshot` and `updateSnapshot` make, with what the next one takes over from it. */
export class BuiltSnapshot implements EnvironmentSnapshot {
  readonly id: string;
  readonly config: EnvironmentConfig;
  readonly envScript: EnvScriptFacts;
  readonly files: NumberedMap<RevisionFile>;
  readonly ignoredFiles: readonly IgnoredFile[];
  readonly revisions: RevisionMap;
  readonly knowledge: ProjectKnowledge;
  readonly baseBranch: BaseBranch | undefined;
  #lint: ChainLint | undefined;
  #known: ChainLint | undefined;
  #base: LintBase | undefined;

  constructor(parts: SnapshotParts, origin: Origin) {
    this.id = parts.id;
    this.config = parts.config;
    this.envScript = parts.envScript;
    this.files = parts.files;
    this.ignoredFiles = parts.ignoredFiles;
    this.revisions = parts.revisions;
    this.knowledge = parts.knowledge;
    this.baseBranch = parts.baseBranch;
    if ('before' in origin) {
      this.#base = origin.before.#baseAfter(origin.changes);
      this.#known = origin.before.#known;
    } else this.#known = origin.known;
  }

  /** Computed when read first: a command that lists heads has no use for them. */
  get problems(): readonly Problem[] {
    if (this.#lint === undefined) {
      this.#lint = this.#base === undefined ? ChainLint.of(this, this.#known) : this.#lintAfter(this.#base);
      this.#base = undefined;
      this.#known = undefined;
    }
    return this.#lint.problems;
  }

  /** The last lint of this chain or of one that it was made from. */
  get lastLint(): ChainLint | undefined {
    return this.#lint ?? this.#base?.lint ?? this.#known;
  }

  #lintAfter({ lint, changes }: LintBase): ChainLint {
    const changed = new Map<number, RevisionFile | undefined>();
    for (const number of changes.files) changed.set(number, this.files.list[number]);
    return lint.after(this, changes, changed);
  }

  #baseAfter(changes: ChainChanges): LintBase | undefined {
    if (this.#lint !== undefined) return { lint: this.#lint, changes };
    if (this.#base === undefined) return undefined;
    const { lint, changes: earlier } = this.#base;
    return { lint, changes: bothChanges(earlier, changes) };
  }
}

function bothChanges(earlier: ChainChanges, later: ChainChanges): ChainChanges {
  return {
    files: new Set([...earlier.files, ...later.files]),
    touched: bothSets(earlier.touched, later.touched),
    moved: new Set([...earlier.moved, ...later.moved]),
    raised: bothSets(earlier.raised, later.raised),
  };
}

function bothSets(
  earlier: ReadonlySet<number> | undefined,
  later: ReadonlySet<number> | undefined,
): ReadonlySet<number> | undefined {
  return earlier === undefined || later === undefined ? undefined : new Set([...earlier, ...later]);
}
