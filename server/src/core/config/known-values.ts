/** What the user says about names that reading cannot tell: dotted name to JSON. */
export type KnownValueTable = Readonly<Record<string, unknown>>;

/** What came of the values that a user gave. */
export interface KnownValuesReading {
  readonly values: KnownValueTable;
  /** One sentence for each entry that says nothing. */
  readonly faults: readonly string[];
}

/** Names as the reasons spell them: `app.settings.SCHEMA`, `app.settings.get().SCHEMA`, `os.environ['SCHEMA']`. */
const NAME = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\(\)|\['[^'\\]*'\])*$/;

/**
 * Reads what the setting `alembicWorkbench.knownValues` or `[tool.alembic-workbench.known-values]` holds: dotted name to
 * JSON literal, or to `{ "type": "NUMERIC(18, 4)" }` for a column type. `undefined` is no entry at all.
 */
export function readKnownValues(given: unknown): KnownValuesReading {
  const values: Record<string, unknown> = {};
  const faults: string[] = [];
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    if (given !== undefined) faults.push('The known values are no table of names and values.');
    return { values, faults };
  }
  for (const [name, value] of Object.entries(given)) {
    if (NAME.test(name)) values[name] = value;
    else faults.push(`"${name}" is no dotted Python name, so its known value is passed over.`);
  }
  return { values, faults };
}
