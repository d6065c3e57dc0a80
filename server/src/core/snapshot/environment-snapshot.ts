import type { EnvScriptFacts } from '../config/env-script.ts';
import type { EnvironmentConfig } from '../config/environment-config.ts';
import type { BaseBranch } from '../lint/base-branch.ts';
import type { Problem } from '../lint/problem.ts';
import type { ProjectKnowledge } from '../operations/project-knowledge.ts';
import type { RevisionHeader } from '../python/revision-header.ts';
import type { Revision } from '../script/revision.ts';
import type { RevisionMap } from '../script/revision-map.ts';

/** One file of a version location that Alembic would load. */
export interface RevisionFile {
  readonly path: string;
  readonly text: string;
  /** Why Alembic, too, cannot read the file (no permission, not Python text), as a sentence; `text` is then "". */
  readonly fault: string | undefined;
  readonly header: RevisionHeader;
  /** Undefined where the header has no usable `revision`. */
  readonly revision: Revision | undefined;
}

/**
 * Why Alembic passes over a file below a version location: `name` is the pattern it asks of a file name (no `.#` or
 * `__init__` in front, `.py` behind), `subdirectory` a folder without `recursive_version_locations`.
 */
export type IgnoredFileReason = 'name' | 'subdirectory';

/** A Python file below a version location that Alembic does not load. Source: `ScriptDirectory._list_py_dir`. */
export interface IgnoredFile {
  readonly path: string;
  readonly text: string;
  readonly header: RevisionHeader;
  readonly reason: IgnoredFileReason;
}

/**
 * The immutable view of one migration environment that every feature takes. A change of a file makes a new snapshot that
 * shares what did not change.
 */
export interface EnvironmentSnapshot {
  readonly id: string;
  readonly config: EnvironmentConfig;
  readonly envScript: EnvScriptFacts;
  /** In Alembic's load order, by path. */
  readonly files: ReadonlyMap<string, RevisionFile>;
  /** Python files below the version locations that Alembic passes over. */
  readonly ignoredFiles: readonly IgnoredFile[];
  readonly revisions: RevisionMap;
  /** What git has on the branch that work is merged into; left out where nobody read it. */
  readonly baseBranch?: BaseBranch | undefined;
  /** The project around the revisions: modules that they import, values that the user gives. */
  readonly knowledge: ProjectKnowledge;
  /** Problems of the chain, from the rules of `lint/rules`. */
  readonly problems: readonly Problem[];
}
