import type { RevisionFile } from '../snapshot/environment-snapshot.ts';

/** Whether a file of the chain other than `file` holds `name` as a word, in code, SQL or a comment. */
export function isNamedElsewhere(
  files: ReadonlyMap<string, RevisionFile>,
  file: RevisionFile,
  name: string,
): boolean {
  for (const other of files.values()) {
    if (other.path !== file.path && holdsWord(other.text, name)) return true;
  }
  return false;
}

function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + word.length])) return true;
  }
  return false;
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}
