const INTEGER = /^\s*([+-]?)(\d+(?:_\d+)*)\s*$/;

/** What Python's `int(text)` gives for decimal text, or undefined where it raises ValueError. */
export function parsePythonInt(text: string): number | undefined {
  const match = INTEGER.exec(text);
  if (match === null) return undefined;
  const [, sign, digits] = match;
  const magnitude = Number((digits ?? '').replaceAll('_', ''));
  return sign === '-' ? -magnitude : magnitude;
}
