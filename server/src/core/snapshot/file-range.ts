import { LineIndex, type TextPosition } from '../text/line-index.ts';
import type { Span } from '../text/span.ts';

/** A piece of a file as LSP counts it. */
export interface FileRange {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

interface TextFile {
  readonly text: string;
}

/** Line indexes by file; a file is immutable, so each is made once and lives as long as its file. */
const indexes = new WeakMap<TextFile, LineIndex>();

export function lineIndexOf(file: TextFile): LineIndex {
  let index = indexes.get(file);
  if (index === undefined) {
    index = new LineIndex(file.text);
    indexes.set(file, index);
  }
  return index;
}

export function rangeOf(file: TextFile, span: Span): FileRange {
  const index = lineIndexOf(file);
  return { start: index.position(span.start), end: index.position(span.end) };
}
