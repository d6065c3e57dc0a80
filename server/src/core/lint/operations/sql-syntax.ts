import { withValues } from '../../postgresql/runtime-values.ts';
import type { Statement } from '../../postgresql/statement.ts';
import type { ExecutableStatement } from '../../sqlalchemy/expressions/statement.ts';
import { BIND_NAME, ESCAPED_COLON } from '../../sqlalchemy/expressions/text-clause.ts';
import type { BodyRule, Finding } from '../lint-rule.ts';
import type { RevisionBody } from '../revision-body.ts';
import type { SqlParser, SqlSyntaxError } from '../sql-parser.ts';
import { placeOfSqlError } from '../sql-places.ts';

/** SQL that PostgreSQL's own grammar does not take. */
export const sqlSyntax: BodyRule = {
  id: 'sql-syntax',
  severity: 'error',
  scope: 'body',
  check(body) {
    const { parseSql } = body;
    return parseSql === undefined ? [] : findings(body, parseSql);
  },
};

function findings(body: RevisionBody, parse: SqlParser): readonly Finding[] {
  const { path, text } = body.file;
  return body.functions.flatMap(({ operations, sql: { statements } }) => {
    const found: Finding[] = [];
    for (const statement of statements) {
      const { span } = statement;
      const sql = sentText(statement);
      const error = parse(sql);
      const operation = error && operations.find((each) => each.span === span);
      if (error === undefined || operation === undefined) continue;
      found.push({ path, span: placeOfSqlError(text, operation, sql, error), message: messageOf(error) });
    }
    for (const operation of operations) {
      const text = operation.kind === 'unresolved' ? withoutParameters(operation.statement) : undefined;
      const error = text === undefined ? undefined : failsWithAny(text, parse);
      if (text === undefined || error === undefined) continue;
      const span = placeOfSqlError(body.file.text, operation, text(`''`), error);
      found.push({ path, span, message: messageOf(error) });
    }
    return found;
  });
}

/** The text as it is sent; for values that are made when it runs stands one that is right in and outside of quotes. */
function sentText({ sql, runtime }: Statement): string {
  return runtime === undefined ? sql : withValues(runtime, () => '0');
}

function messageOf({ message }: SqlSyntaxError): string {
  return `PostgreSQL refuses this SQL (${message}), so the migration stops here.`;
}

/** The text of a statement whose parameters are not known, with a value of one's choice for each. */
function withoutParameters(
  statement: ExecutableStatement | undefined,
): ((value: string) => string) | undefined {
  if (statement?.kind !== 'text-statement') return undefined;
  const { text } = statement.text;
  return (value) =>
    text
      .replace(BIND_NAME, (_match, _name, at: number) => (IN_LIST.test(text.slice(0, at)) ? `('')` : value))
      .replace(ESCAPED_COLON, '$1');
}

/** Behind `IN` stands a list, which SQLAlchemy writes in brackets. */
const IN_LIST = /\bIN\s*$/i;

/** A parameter may be a text or a number: only what neither makes right is wrong. */
function failsWithAny(text: (value: string) => string, parse: SqlParser): SqlSyntaxError | undefined {
  const asText = parse(text(`''`));
  return asText !== undefined && parse(text('1')) !== undefined ? asText : undefined;
}
