const RELATIVE = /^(?:([^\n]+?)@)?([\p{L}\p{N}_]+)?([+-]\d+)/u;

/** `branch@symbol+N`: a target counted from a symbol, or from the current state where `symbol` is absent. */
export interface RelativeIdentifier {
  readonly branch: string | undefined;
  readonly symbol: string | undefined;
  /** Negative means down. */
  readonly steps: number;
  /** The signed number as written. */
  readonly written: string;
}

/**
 * Reads a relative target; undefined where the text is an absolute one. What follows the number is ignored, and so
 * `2024-01` is "1 below 2024".
 * Source: `_relative_destination` in `alembic.script.revision`.
 */
export function parseRelativeIdentifier(text: string): RelativeIdentifier | undefined {
  const match = RELATIVE.exec(text);
  if (match === null) return undefined;
  const [, branch, symbol, written = ''] = match;
  return { branch, symbol, written, steps: Number(written) };
}
