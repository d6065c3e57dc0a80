import { LayeredMap } from '../core/script/layered-map.ts';
import type { FileText } from './decode-python-source.ts';
import type { FileChanges } from './file-changes.ts';
import type { VersionListing } from './list-version-files.ts';
import { readSourceFiles } from './read-source-files.ts';

/** The texts of all listed paths: those of before where nothing happened to a file, else from disk. */
export async function readListing(
  listing: VersionListing,
  before: ReadonlyMap<string, FileText> | undefined,
  { appeared, changed }: FileChanges,
): Promise<LayeredMap<string, FileText>> {
  const disk = new Map<string, FileText>();
  const toRead: string[] = [];
  const folders = [...appeared].filter((path) => !path.endsWith('.py'));
  const isTouched = (path: string): boolean =>
    appeared.has(path) || changed.has(path) || folders.some((folder) => path.startsWith(`${folder}/`));
  const take = (path: string, fault: string | undefined): void => {
    const known = isTouched(path) ? undefined : before?.get(path);
    if (fault !== undefined) disk.set(path, { kind: 'fault', reason: fault });
    else if (known?.kind === 'text') disk.set(path, known);
    else toRead.push(path);
  };
  for (const { path, fault } of listing.files) take(path, fault);
  for (const { path } of listing.ignored) take(path, undefined);
  await readSourceFiles(toRead, (path, text) => disk.set(path, text));
  return new LayeredMap(disk);
}

/** The texts of before, with those of `paths` read again; of what came or went, `listing` says which. */
export async function readChanged(
  listing: VersionListing,
  before: LayeredMap<string, FileText>,
  { appeared, changed }: FileChanges,
): Promise<LayeredMap<string, FileText>> {
  const read = new Map<string, FileText | undefined>();
  const toRead = new Set([...changed].filter((path) => before.has(path)));
  for (const path of appeared) {
    if (before.has(path)) read.set(path, undefined);
    toRead.add(path);
  }
  const listed = [...listing.files, ...listing.ignored].filter(({ path }) => toRead.has(path));
  const readable = listed.filter((file) => !('fault' in file) || file.fault === undefined);
  for (const { path } of listed) read.delete(path);
  await readSourceFiles(
    readable.map(({ path }) => path),
    (path, text) => read.set(path, text),
  );
  return before.with(read);
}
