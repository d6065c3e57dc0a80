const MASK = '***';
const URL_PASSWORD = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/?#@]*):[^\s]*@/gi;
const QUERY_PASSWORD = /([?&;\s]|^)(password|sslpassword)=[^&;\s]+/gi;
/** A secret of one or two characters cannot be told from ordinary text. */
const SHORTEST_SECRET = 3;

const patterns = new Map<string, RegExp>();
const MOST_PATTERNS = 100;

/**
 * Finds a secret in every spelling in which programs print it: as it is, percent-encoded in whole or in part (each library
 * leaves other characters alone), as a literal of Python, JSON or SQL, and with configparser's doubled percent signs.
 */
function patternOf(secret: string): RegExp {
  const known = patterns.get(secret);
  if (known !== undefined) return known;
  const pattern = new RegExp([...secret].map(spellings).join(''), 'g');
  if (patterns.size >= MOST_PATTERNS) patterns.clear();
  patterns.set(secret, pattern);
  return pattern;
}

/** A pattern for one character, its spellings from the longest to the shortest. */
function spellings(character: string): string {
  const bytes = [...new TextEncoder().encode(character)];
  const hex = (number: number, width: number): string => number.toString(16).padStart(width, '0');
  const ofAnyCase = (text: string): string =>
    text.replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
  const encoded = bytes.map((byte) => `%{1,2}${ofAnyCase(hex(byte, 2))}`).join('');
  const units = character.split('').map((unit) => `\\\\+u${ofAnyCase(hex(unit.charCodeAt(0), 4))}`);
  const all = [encoded, units.join(''), `\\\\+x${ofAnyCase(hex(character.codePointAt(0) ?? 0, 2))}`];
  if (character === "'") all.push("''");
  if (character === '%') all.push('%%');
  if (character === ' ') all.push('\\+');
  if (character === '\n') all.push('\\\\+n');
  const literal = character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  // Whatever quotes it puts backslashes before it.
  all.push(/[\w ]/.test(character) ? literal : `\\\\*${literal}`);
  return `(?:${all.join('|')})`;
}

/**
 * Returns `text` with every one of `secrets` and every password inside a URL replaced by `***`. Undefined secrets are
 * passed over.
 */
export function maskPasswords(text: string, secrets: ReadonlyArray<string | undefined>): string {
  let masked = text;
  for (const secret of secrets) {
    if (secret === undefined || secret.length < SHORTEST_SECRET) continue;
    masked = masked.replace(patternOf(secret), MASK);
  }
  return masked.replace(URL_PASSWORD, `$1:${MASK}@`).replace(QUERY_PASSWORD, `$1$2=${MASK}`);
}
