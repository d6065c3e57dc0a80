/** What happened to files on disk, by path. */
export interface FileChanges {
  /** Paths that came or went: files, or directories with all that is below. */
  readonly appeared: ReadonlySet<string>;
  /** Files whose text changed. */
  readonly changed: ReadonlySet<string>;
}

export const NO_CHANGES: FileChanges = { appeared: new Set(), changed: new Set() };
