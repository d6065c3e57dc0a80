import { lstatSync } from 'node:fs';
import { basename } from 'node:path';
import type { EnvironmentConfig } from '../core/config/environment-config.ts';
import { compareCodePoints } from '../core/config/python-text.ts';
import { SOURCE_FILE, type VersionFile, type VersionListing } from './list-version-files.ts';
import { systemErrorCode } from './system-error.ts';

/** With more paths than this, listing the folders is as fast. */
const MOST_PATHS = 16;

/**
 * The listing after some paths came or went, equal to one that is read anew, without reading the folders: plain files
 * beside others, as a new revision is. Undefined where more has happened than that.
 */
export function listingAfter(
  before: VersionListing,
  config: Pick<EnvironmentConfig, 'sourceless'>,
  appeared: ReadonlySet<string>,
): VersionListing | undefined {
  if (appeared.size > MOST_PATHS || config.sourceless) return undefined;
  // Behind a link may stand a file that comes or goes, or one that is listed already, as a warning then says.
  if (before.hasSpecial || before.warnings.length > 0) return undefined;
  // Where the disk takes two names for one, the folder says which it has.
  if (new Set([...appeared].map((path) => path.toLowerCase())).size < appeared.size) return undefined;
  let { files } = before;
  for (const path of appeared) {
    const after = filesAfter({ ...before, files }, path);
    if (after === undefined) return undefined;
    files = after;
  }
  return files === before.files ? before : { ...before, files };
}

function filesAfter({ files, ignored }: VersionListing, path: string): readonly VersionFile[] | undefined {
  const isBelow = (file: { readonly path: string }): boolean => file.path.startsWith(`${path}/`);
  if (!SOURCE_FILE.test(basename(path))) {
    const isOther = path.toLowerCase().endsWith('.py') || kindOf(path) === 'other';
    return isOther || files.some(isBelow) || ignored.some(isBelow) ? undefined : files;
  }
  const at = files.findIndex((file) => file.path === path);
  switch (kindOf(path)) {
    case 'absent':
      if (files.some(isBelow) || ignored.some((file) => file.path === path)) return undefined;
      return at < 0 ? files : files.toSpliced(at, 1);
    case 'file':
      if (at < 0) return withFile(files, path);
      return files[at]?.fault === undefined ? files : undefined;
    case 'other':
      return undefined;
  }
}

function kindOf(path: string): 'file' | 'absent' | 'other' {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return 'absent';
    return found.isFile() ? 'file' : 'other';
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return 'other';
  }
}

/** Only a folder that has a file already has a place in the order. */
function withFile(files: readonly VersionFile[], path: string): readonly VersionFile[] | undefined {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  let place: number | undefined;
  for (let at = files.length - 1; at >= 0; at -= 1) {
    const other = files[at]?.path ?? '';
    if (!other.startsWith(folder) || other.includes('/', folder.length)) continue;
    place ??= at + 1;
    if (compareCodePoints(other, path) < 0) break;
    place = at;
  }
  return place === undefined ? undefined : files.toSpliced(place, 0, { path, fault: undefined });
}
