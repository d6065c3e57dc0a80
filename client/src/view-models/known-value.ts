/** Dotted Python names with items and calls, as the setting `knownValues` takes them. */
const NAME = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\(\)|\['[^'\\]*'\])*$/;

/** What is wrong with a name, in words for an input box; undefined where nothing is. */
export function knownValueNameProblem(name: string): string | undefined {
  return NAME.test(name)
    ? undefined
    : "A dotted Python name, like app.settings.SCHEMA or os.environ['SCHEMA'].";
}

/**
 * What a person typed as a known value: JSON as it is, `type: NUMERIC(18, 4)` as a column type, anything else as text.
 * Undefined for nothing at all.
 */
export function knownValueOf(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const type = /^type\s*:\s*(.+)$/i.exec(trimmed)?.[1];
  if (type !== undefined) return { type };
  try {
    return JSON.parse(trimmed) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return trimmed;
    throw error;
  }
}
