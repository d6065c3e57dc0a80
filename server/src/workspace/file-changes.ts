/** What happened to files on disk, by path. */
export interface FileChanges {
  /** Paths that came or went: files, or directories with all that is below. */
  readonly appeared: ReadonlySet<string>;
  /** Files whose text changed. */
  readonly changed: ReadonlySet<string>;
}

export const NO_CHANGES: FileChanges = { appeared: new Set(), changed: new Set() };

/** Whether one of `paths` came, went or changed, by itself or with a directory that it is in. */
export function concernsAny({ appeared, changed }: FileChanges, paths: ReadonlySet<string>): boolean {
  for (const path of changed) if (paths.has(path)) return true;
  for (const came of appeared) {
    if (paths.has(came)) return true;
    for (const path of paths) if (path.startsWith(`${came}/`)) return true;
  }
  return false;
}
