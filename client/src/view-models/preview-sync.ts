import type { Position, Range } from '../../../server/src/protocol/position.ts';
import type { SqlPreviewStatement } from '../../../server/src/protocol/preview-messages.ts';

/** The statements that come from the lines `startLine` to `endLine` (inclusive) of the revision file `uri`. */
export function statementsOfSource(
  statements: readonly SqlPreviewStatement[],
  uri: string,
  startLine: number,
  endLine: number,
): SqlPreviewStatement[] {
  return statements.filter(
    (statement) =>
      statement.uri === uri && statement.range.start.line <= endLine && statement.range.end.line >= startLine,
  );
}

/** The statement that a line of the preview belongs to, or undefined between statements. */
export function statementAtLine(
  statements: readonly SqlPreviewStatement[],
  line: number,
): SqlPreviewStatement | undefined {
  return statements.find((statement) => statement.startLine <= line && line < statement.endLine);
}

/** The lines of the preview that these statements take, as ranges to the start of the line after each. */
export function previewRanges(statements: readonly SqlPreviewStatement[]): Range[] {
  return statements.map((statement) => ({
    start: { line: statement.startLine, character: 0 },
    end: { line: Math.max(statement.startLine, statement.endLine - 1), character: 0 },
  }));
}

/** A line of the preview that leads to a place in a revision file. */
export interface PreviewLink {
  readonly line: number;
  readonly uri: string;
  readonly target: Position;
}

/** The first line of everything that is not known. */
export function previewLinks(statements: readonly SqlPreviewStatement[]): PreviewLink[] {
  return statements
    .filter(({ kind }) => kind === 'unresolved')
    .map(({ startLine, uri, range }) => ({ line: startLine, uri, target: range.start }));
}
