import type { SqlPreviewAnswer } from '../../../server/src/protocol/preview-messages.ts';

/** The text of a preview document: the SQL as the server wrote it, whose lines the statements refer to. */
export function previewText(answer: SqlPreviewAnswer): string {
  return answer.sql.trim() === '' ? `-- ${answer.title}: no SQL\n` : answer.sql;
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
