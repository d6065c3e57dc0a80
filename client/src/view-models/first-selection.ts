import type { Position, Range } from '../../../server/src/protocol/position.ts';

/** What is selected in a new file: the cursor's place, and the `pass` that stands there to be typed over. */
export function firstSelection(text: string, cursor: Position): Range {
  const rest = text.split('\n')[cursor.line]?.slice(cursor.character) ?? '';
  const length = /^pass\s*$/.test(rest) ? 'pass'.length : 0;
  return { start: cursor, end: { line: cursor.line, character: cursor.character + length } };
}
