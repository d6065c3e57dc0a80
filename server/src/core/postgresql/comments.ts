import { quoteIdentifier, quoteQualified } from './identifiers.ts';
import { quoteLiteral } from './literals.ts';

/** Null removes the comment. */
export function tableCommentText(tableName: string, schema: string | null, comment: string | null): string {
  return `COMMENT ON TABLE ${quoteQualified(schema, tableName)} IS ${commentLiteral(comment)}`;
}

/** `tableName` is quoted already. */
export function columnCommentText(tableName: string, columnName: string, comment: string | null): string {
  return `COMMENT ON COLUMN ${tableName}.${quoteIdentifier(columnName)} IS ${commentLiteral(comment)}`;
}

function commentLiteral(comment: string | null): string {
  return comment === null ? 'NULL' : quoteLiteral(comment);
}
