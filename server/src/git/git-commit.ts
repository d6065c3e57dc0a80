/** A commit in the words that people know it by. */
export interface GitCommit {
  /** Object name in full. */
  readonly commit: string;
  readonly author: string;
  /** When the author wrote it, in ISO 8601 with the author's offset. */
  readonly date: string;
  readonly subject: string;
}

const SHORT = 8;

/** Begins the line of a commit, so that it can be told from what follows. */
export const COMMIT_MARK = '\u0001';
/** `--format` of a commit that `parseCommit` reads. */
export const COMMIT_FORMAT = '--format=%x01%H%x1f%aN%x1f%aI%x1f%s';

/** Reads what `COMMIT_FORMAT` writes; undefined for any other text. */
export function parseCommit(text: string): GitCommit | undefined {
  const line = text.trimStart();
  if (!line.startsWith(COMMIT_MARK)) return undefined;
  const [commit, author, date, subject] = line.slice(COMMIT_MARK.length).split('\u001f');
  if (commit === undefined || author === undefined || date === undefined) return undefined;
  return { commit, author, date, subject: (subject ?? '').trimEnd() };
}

export function shortCommit({ commit }: GitCommit): string {
  return commit.slice(0, SHORT);
}

/** "a1b2c3d4, 2024-05-01, Ada Lovelace". */
export function commitWords(commit: GitCommit): string {
  return [shortCommit(commit), commit.date.slice(0, 10), commit.author].join(', ');
}
