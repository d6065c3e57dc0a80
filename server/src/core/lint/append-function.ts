import type { RevisionFile } from '../snapshot/environment-snapshot.ts';
import type { ProblemFix } from './problem.ts';

/** A fix that adds `def name() -> None` at the end of the file, two blank lines below what is there. */
export function appendFunction(file: RevisionFile, title: string, name: string, body: string): ProblemFix {
  const end = file.text.length;
  const start = file.text.trimEnd().length;
  const gap = start === 0 ? '' : '\n\n\n';
  return {
    title,
    isPreferred: true,
    edits: [
      { path: file.path, span: { start, end }, newText: `${gap}def ${name}() -> None:\n    ${body}\n` },
    ],
    renames: [],
  };
}
