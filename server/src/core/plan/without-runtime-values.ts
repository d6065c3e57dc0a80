import type { RevisionSql, Statement, Unresolved } from '../postgresql/statement.ts';

/**
 * The SQL for a script that others run. A statement with values that are made when it runs is not known there: whoever ran the
 * script twice would write one value twice.
 */
export function withoutRuntimeValues(sql: RevisionSql): RevisionSql {
  if (sql.statements.every(({ runtime }) => runtime === undefined)) return sql;
  const statements: Statement[] = [];
  const left: Unresolved[] = [];
  /** How many statements are kept of those before each one. */
  const keptBefore: number[] = [];
  for (const statement of sql.statements) {
    keptBefore.push(statements.length);
    if (statement.runtime === undefined) statements.push(statement);
    else {
      const reason = 'the values of this statement are made when it runs';
      left.push({ span: statement.span, reason, statementsBefore: statements.length });
    }
  }
  keptBefore.push(statements.length);
  const moved = (index: number) => keptBefore[index] ?? statements.length;
  const unresolved = sql.unresolved.map((entry) =>
    entry.statementsBefore === undefined
      ? entry
      : { ...entry, statementsBefore: moved(entry.statementsBefore) },
  );
  return {
    statements,
    unresolved: [...unresolved, ...left].sort(byPlace),
    ...(sql.autocommitBlocks === undefined
      ? {}
      : {
          autocommitBlocks: sql.autocommitBlocks.map(({ start, end }) => ({
            start: moved(start),
            end: moved(end),
          })),
        }),
  };
}

function byPlace(left: Unresolved, right: Unresolved): number {
  const last = Number.MAX_SAFE_INTEGER;
  return (
    (left.statementsBefore ?? last) - (right.statementsBefore ?? last) || left.span.start - right.span.start
  );
}
