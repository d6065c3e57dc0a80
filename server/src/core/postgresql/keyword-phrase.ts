import { CompileError } from './compile-error.ts';

/** A pattern of the compiler, and how Python's error message spells it. */
export interface PhrasePattern {
  readonly expression: RegExp;
  readonly python: string;
}

const KEYWORDS: PhrasePattern = {
  expression: /^[\p{L}\p{N}_]+(?:\s+[\p{L}\p{N}_]+)*$/u,
  python: String.raw`^\\w+(?:\\s+\\w+)*$`,
};

/** `SET NULL (column)` of a foreign key's ON DELETE, beside the plain keywords. */
export const ON_DELETE: PhrasePattern = {
  expression:
    /^[\p{L}\p{N}_]+(?:\s+[\p{L}\p{N}_]+)*(?:\s*\(\s*(?:[\p{L}\p{N}_$]+|"(?:[^"]|"")+")(?:\s*,\s*(?:[\p{L}\p{N}_$]+|"(?:[^"]|"")+"))*\s*\))?$/u,
  python: String.raw`^\\w+(?:\\s+\\w+)*(?:\\s*\\(\\s*(?:[\\w$]+|"(?:[^"]|"")+")(?:\\s*,\\s*(?:[\\w$]+|"(?:[^"]|"")+"))*\\s*\\))?$`,
};

/** The access method of an index. */
export const INDEX_METHOD: PhrasePattern = {
  expression: /^(?:btree|hash|gist|gin|[\p{L}\p{N}_]+)$/iu,
  python: String.raw`^(?:btree|hash|gist|gin|[\\w_]+)$`,
};

/** Words that are written as given, refused where they hold anything else. Source: `IdentifierPreparer.validate_sql_phrase`. */
export function keywordPhrase(phrase: string, pattern: PhrasePattern = KEYWORDS): string {
  if (pattern.expression.test(phrase)) return phrase;
  throw new CompileError(`Unexpected SQL phrase: '${phrase}' (matching against '${pattern.python}')`);
}
