import type { Program } from '../processes/program.ts';

/** How the user's own alembic is started. */
export interface AlembicCommand {
  /** Followed by alembic's own arguments. */
  readonly program: Program;
  /** The interpreter that has alembic; undefined where only a command line is known. */
  readonly python: Program | undefined;
  /** `flask`: Flask-Migrate's `flask db`, which takes a directory instead of a configuration file. */
  readonly kind: 'alembic' | 'flask';
  /** Where it was found, for a person: ".venv of /home/ada/shop". */
  readonly origin: string;
}

const WORD = /"((?:[^"\\]|\\.)*)"|'([^']*)'|((?:[^\s"'\\]|\\.)+)/g;

/**
 * Splits a command line of a setting into words: blanks separate, quotes join. On Windows a backslash outside quotes is a
 * part of a path, elsewhere it takes the next character as it is.
 */
export function splitCommandLine(
  commandLine: string,
  platform: NodeJS.Platform = process.platform,
): readonly string[] {
  const unescaped = (text: string): string => (platform === 'win32' ? text : text.replace(/\\(.)/gs, '$1'));
  const words: string[] = [];
  let end = -1;
  for (const match of commandLine.matchAll(WORD)) {
    const [whole, double, single, bare] = match;
    const word = single ?? unescaped(double ?? bare ?? '');
    if (match.index === end && words.length > 0) words.push(`${words.pop()}${word}`);
    else words.push(word);
    end = match.index + whole.length;
  }
  return words;
}
