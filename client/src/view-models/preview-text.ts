import type { SqlPreviewAnswer } from '../../../server/src/protocol/preview-messages.ts';

/**
 * The text of a preview document. Statement lines refer to `answer.sql`, so nothing is put before it: the summary goes
 * behind, as a comment, and an empty preview says so.
 */
export function previewText(answer: SqlPreviewAnswer): string {
  const sql = answer.sql.trim() === '' ? `-- ${answer.title}: no SQL\n` : answer.sql;
  if (answer.summary === undefined) return sql;
  return `${sql.endsWith('\n') ? sql : `${sql}\n`}\n${commented(answer.summary)}`;
}

/** What stands in a preview whose SQL could not be had: an error of the editor would show the document's URI instead. */
export function previewFailure(name: string, reason: string): string {
  return commented(`${name} cannot be shown:\n${reason}`);
}

function commented(text: string): string {
  return text
    .split('\n')
    .map((line) => `${`-- ${line}`.trimEnd()}\n`)
    .join('');
}
