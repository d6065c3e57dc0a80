const DIGITS = 12;

/**
 * Twelve hexadecimal digits, as Alembic makes them, that no id of `taken` equals. The same seed gives the same id: a
 * quick fix that is asked for twice proposes one thing.
 */
export function freshRevisionId(seed: string, taken: (id: string) => boolean): string {
  for (let round = 0; ; round += 1) {
    const text = `${round}:${seed}`;
    const id = (hash(text, 0x811c9dc5) + hash(text, 0x01000193)).slice(0, DIGITS);
    if (!taken(id)) return id;
  }
}

/** FNV-1a with a final mix, as eight hexadecimal digits. */
function hash(text: string, start: number): string {
  let value = start;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return ((value ^ (value >>> 16)) >>> 0).toString(16).padStart(8, '0');
}
