/** A place in a text as LSP counts it: both numbers start at 0, `character` is in UTF-16 code units. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/** The usual file, in which only line feeds end a line. */
function startsOfLines(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function startsWithReturns(text: string): readonly number[] {
  const starts = [0];
  for (let offset = 0; offset < text.length; offset += 1) {
    const code = text.charCodeAt(offset);
    if (code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(offset + 1) !== LINE_FEED)) {
      starts.push(offset + 1);
    }
  }
  return starts;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Converts offsets of one text into lines and back. `\n`, `\r\n` and a lone `\r` end a line, as in LSP. */
export class LineIndex {
  readonly #lineStarts: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    this.#lineStarts = text.includes('\r') ? startsWithReturns(text) : startsOfLines(text);
    this.#length = text.length;
  }

  get lineCount(): number {
    return this.#lineStarts.length;
  }

  /** The position of `offset`; an offset outside the text is moved to its nearer end. */
  position(offset: number): TextPosition {
    const bounded = Math.min(Math.max(offset, 0), this.#length);
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#startOf(middle) <= bounded) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: bounded - this.#startOf(low) };
  }

  /** The offset of a position; a line or character past the end is moved to the end. */
  offset(position: TextPosition): number {
    if (position.line >= this.#lineStarts.length) return this.#length;
    const start = this.#startOf(position.line);
    const next = this.#lineStarts[position.line + 1] ?? this.#length;
    return Math.min(start + Math.max(position.character, 0), next);
  }

  #startOf(line: number): number {
    return this.#lineStarts[line] ?? 0;
  }
}
