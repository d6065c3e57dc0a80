import type { EnvironmentSnapshot } from './environment-snapshot.ts';

/** The files of these revisions, as they stand now. */
export function revisionTexts(
  { files, revisions }: EnvironmentSnapshot,
  wanted: Iterable<string>,
): ReadonlyArray<{ readonly revision: string; readonly text: string }> {
  return [...wanted].flatMap((revision) => {
    const path = revisions.get(revision)?.source.path;
    const file = path === undefined ? undefined : files.get(path);
    return file === undefined ? [] : [{ revision, text: file.text }];
  });
}
