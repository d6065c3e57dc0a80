import type { DatabaseSummary } from '../../../server/src/protocol/database-messages.ts';
import type { RunAnswer, RunParams } from '../../../server/src/protocol/run-messages.ts';
import { shortId } from './revision-id.ts';

export type FailureAction = 'Open Revision' | 'Show SQL' | 'Copy Details' | 'Try Again' | 'Load Baseline…';

/** The dialog that ends a failed run: nobody should miss that the database is not where it was meant to be. */
export interface FailureReport {
  readonly message: string;
  readonly detail: string;
  readonly actions: readonly FailureAction[];
  /** Everything there is to know, for an issue or a colleague. */
  readonly details: string;
}

const STATEMENT_LENGTH = 300;
/** `lock_not_available`: whoever held the lock may have gone by now. */
const LOCK_NOT_AVAILABLE = '55P03';
/** SQLSTATEs of something that is not there: a table, a schema, a type, a function. */
const ABSENT: ReadonlySet<string | undefined> = new Set(['42P01', '3F000', '42704', '42883']);

export function failureReport(
  answer: RunAnswer,
  run: Pick<RunParams, 'database' | 'direction'>,
  source: DatabaseSummary['source'],
): FailureReport {
  const { failure, message } = answer;
  const verb = { upgrade: 'The upgrade', downgrade: 'The downgrade', stamp: 'The stamp' }[run.direction];
  const line = failure?.line === undefined ? '' : `, line ${failure.line + 1}`;
  const place = failure?.revision === undefined ? '' : ` in revision ${shortId(failure.revision)}${line}`;
  const statement = failure?.statement === undefined ? [] : ['', cut(failure.statement)];
  return {
    message: `${verb} of “${run.database}” failed${place}.`,
    detail: [withHintAndState(answer), ...statement].join('\n'),
    actions: [
      ...(failure?.uri === undefined ? [] : (['Open Revision'] as const)),
      ...(failure?.sqlState === LOCK_NOT_AVAILABLE ? (['Try Again'] as const) : []),
      ...(lacksBaseline(answer, source) ? (['Load Baseline…'] as const) : []),
      'Show SQL',
      'Copy Details',
    ],
    details: details(answer, run.database, message),
  };
}

/** An empty embedded database that lacks what the first revision expects: something else made it where this chain began. */
function lacksBaseline({ failure, heads }: RunAnswer, source: DatabaseSummary['source']): boolean {
  return source === 'embedded' && heads?.length === 0 && ABSENT.has(failure?.sqlState);
}

/** The server's paragraph, followed by PostgreSQL's hint and SQLSTATE where the paragraph leaves them out. */
function withHintAndState({ failure, message }: RunAnswer): string {
  const parts = [message];
  if (failure?.hint !== undefined && !message.includes(failure.hint)) parts.push(`Hint: ${failure.hint}`);
  if (failure?.sqlState !== undefined && !message.includes(failure.sqlState)) {
    parts.push(`(SQLSTATE ${failure.sqlState})`);
  }
  return parts.join(' ');
}

function details({ failure, heads }: RunAnswer, database: string, message: string): string {
  const facts: ReadonlyArray<readonly [string, string | undefined]> = [
    ['Database', database],
    ['Stands at', heads === undefined ? 'not known' : heads.length === 0 ? 'base' : heads.join(', ')],
    ['Revision', failure?.revision],
    ['File', failure?.uri],
    ['Line', failure?.line === undefined ? undefined : String(failure.line + 1)],
    ['SQLSTATE', failure?.sqlState],
    ['Error', failure?.message],
    ['Detail', failure?.detail],
    ['Hint', failure?.hint],
    ['Statement', failure?.statement],
  ];
  const lines = facts.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return `${message}\n\n${lines.join('\n')}\n`;
}

function cut(statement: string): string {
  return statement.length > STATEMENT_LENGTH ? `${statement.slice(0, STATEMENT_LENGTH - 1)}…` : statement;
}
