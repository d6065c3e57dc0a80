import { quoteIdentifier, quoteQualified } from './identifiers.ts';
import { quoteLiteral } from './literals.ts';

/** Null removes the comment. */
export function tableCommentText(tableName: string, schema: string | null, comment: string | null): string {
  return `COMMENT ON TABLE ${quoteQualified(schema, tableName)} IS ${commentLiteral(comment)}`;
}

export function columnCommentText(
  column: { readonly tableName: string; readonly schema: string | null; readonly columnName: string },
  comment: string | null,
): string {
  const name = `${quoteQualified(column.schema, column.tableName)}.${quoteIdentifier(column.columnName)}`;
  return `COMMENT ON COLUMN ${name} IS ${commentLiteral(comment)}`;
}

function commentLiteral(comment: string | null): string {
  return comment === null ? 'NULL' : quoteLiteral(comment);
}
