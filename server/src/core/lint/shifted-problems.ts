import type { Span } from '../text/span.ts';
import type { Problem } from './problem.ts';

/**
 * Problems of a text at their places after an edit: those behind it move with it, those that it touches are left out. For the
 * moment between a keystroke and the next reading; they have no fixes.
 */
export function shiftedProblems(
  problems: readonly Problem[],
  before: string,
  after: string,
): readonly Problem[] {
  if (problems.length === 0) return problems;
  const { start, end } = editedSpan(before, after);
  const moved = after.length - before.length;
  return problems.flatMap((problem) => {
    const { span } = problem;
    const shift = span.end <= start ? 0 : span.start >= end ? moved : undefined;
    if (shift === undefined) return [];
    const { code, severity, path, message } = problem;
    const shifted = { start: span.start + shift, end: span.end + shift };
    return [{ code, severity, path, message, span: shifted, related: [], fixes: [] }];
  });
}

/** What of `before` is not in `after`: between what both begin and what both end with. */
function editedSpan(before: string, after: string): Span {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let behind = 0;
  while (
    behind < shorter - start &&
    before.charCodeAt(before.length - behind - 1) === after.charCodeAt(after.length - behind - 1)
  ) {
    behind += 1;
  }
  return { start, end: before.length - behind };
}
