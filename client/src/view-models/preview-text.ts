import type { SqlPreviewAnswer } from '../../../server/src/protocol/messages.ts';

/**
 * The text of a preview document. Statement lines refer to `answer.sql`, so nothing is put before it: the summary goes
 * behind, as a comment, and an empty preview says so.
 */
export function previewText(answer: SqlPreviewAnswer): string {
  const sql = answer.sql.trim() === '' ? `-- ${answer.title}: no SQL\n` : answer.sql;
  if (answer.summary === undefined) return sql;
  const comment = answer.summary
    .split('\n')
    .map((line) => `-- ${line}`.trimEnd())
    .join('\n');
  return `${sql.endsWith('\n') ? sql : `${sql}\n`}\n${comment}\n`;
}
