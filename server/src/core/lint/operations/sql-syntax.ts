import type { MigrateOperation } from '../../operations/migrate-operation.ts';
import { withValues } from '../../postgresql/runtime-values.ts';
import type { Statement } from '../../postgresql/statement.ts';
import { BIND_NAME, ESCAPED_COLON } from '../../sqlalchemy/expressions/text-clause.ts';
import { isFailureCaught } from '../caught-failures.ts';
import type { BodyRule, Finding } from '../lint-rule.ts';
import type { BodyFunction, RevisionBody } from '../revision-body.ts';
import { skippedStatements } from '../skipped-sql.ts';
import type { SqlParser, SqlSyntaxError } from '../sql-parser.ts';
import { originOf, placeOfSqlError, type SqlOrigin } from '../sql-places.ts';

/** SQL that PostgreSQL's own grammar does not take. */
export const sqlSyntax: BodyRule = {
  id: 'sql-syntax',
  severity: 'error',
  scope: 'body',
  isPostgresqlOnly: true,
  check(body) {
    const { parseSql } = body;
    return parseSql === undefined ? [] : findings(body, parseSql);
  },
};

function findings(body: RevisionBody, parse: SqlParser): readonly Finding[] {
  const { path, text } = body.file;
  const finding = (origin: SqlOrigin, sql: string, error: SqlSyntaxError): Finding => {
    const place = { path, span: placeOfSqlError(text, origin, sql, error) };
    const refusal = `PostgreSQL refuses this SQL (${error.message})`;
    return isFailureCaught(body.source, place.span)
      ? { ...place, severity: 'warning', message: `${refusal}, and the code around it hides that.` }
      : { ...place, message: `${refusal}, so the migration stops here.` };
  };
  const sent = ({ operations, sql: { statements } }: BodyFunction): readonly Finding[] =>
    statements.flatMap((statement) => {
      const sql = sentText(statement);
      const error = parse(sql);
      const operation = error && operations.find(({ span }) => span === statement.span);
      return error === undefined || operation === undefined ? [] : [finding(originOf(operation), sql, error)];
    });
  const unsent = ({ operations }: BodyFunction): readonly Finding[] =>
    operations.flatMap((operation) =>
      unknownStatements(body, operation).flatMap(([origin, statement]) => {
        const error = failsWithAny(statement, parse);
        return error === undefined ? [] : [finding(origin, withParameters(statement, TEXT_VALUE), error)];
      }),
    );
  return body.functions.flatMap((each) => [...sent(each), ...unsent(each)]);
}

/** Texts of statements whose parameters, or whose number, only the running program knows. */
function unknownStatements(
  body: RevisionBody,
  operation: MigrateOperation,
): ReadonlyArray<readonly [SqlOrigin, string]> {
  if (operation.kind !== 'unresolved') return [];
  const { statement, span } = operation;
  if (statement?.kind === 'text-statement') return [[originOf(operation), statement.text.text]];
  return skippedStatements(body.source, span).map((text) => [{ span, texts: [text] }, text.value]);
}

/** The text as it is sent; for values that are made when it runs stands one that is right in and outside of quotes. */
function sentText({ sql, runtime }: Statement): string {
  return runtime === undefined ? sql : withValues(runtime, () => '0');
}

/** Behind `IN` stands a list, which SQLAlchemy writes in brackets. */
const IN_LIST = /\bIN\s*$/i;
const TEXT_VALUE = `''`;

/** A statement with a value of one's choice for each parameter. */
function withParameters(statement: string, value: string): string {
  return statement
    .replace(BIND_NAME, (_match, _name, at: number) =>
      IN_LIST.test(statement.slice(0, at)) ? `(${value})` : value,
    )
    .replace(ESCAPED_COLON, '$1');
}

/** A parameter may be a text or a number: only what neither makes right is wrong. */
function failsWithAny(statement: string, parse: SqlParser): SqlSyntaxError | undefined {
  const asText = parse(withParameters(statement, TEXT_VALUE));
  return asText !== undefined && parse(withParameters(statement, '1')) !== undefined ? asText : undefined;
}
