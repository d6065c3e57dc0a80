import type { DatabaseStatus } from '../../../server/src/protocol/database-messages.ts';
import type { EnvironmentSummary } from '../../../server/src/protocol/environment-messages.ts';
import { positionWords } from './database-item.ts';
import { codeSpan, escapeMarkdown } from './markdown.ts';

export interface StatusBarText {
  readonly text: string;
  /** Markdown. */
  readonly tooltip: string;
  readonly accessibilityLabel: string;
}

export interface StatusBarInput {
  readonly environment: EnvironmentSummary;
  /** Undefined where none is selected. */
  readonly database: string | undefined;
  readonly status: DatabaseStatus | undefined;
  readonly trusted: boolean;
  /** A database is being asked right now. */
  readonly busy: boolean;
}

/** The one status-bar item: database, where it stands, and how many problems the chain has. */
export function statusBarText(input: StatusBarInput): StatusBarText {
  const { environment, database, status } = input;
  const position =
    input.busy && status === undefined ? '$(sync~spin)' : database === undefined ? '' : positionWords(status);
  const problems = environment.errorCount > 0 ? `$(error) ${environment.errorCount}` : '';
  const text = [
    `$(database) ${escapeIcons(database ?? 'No database')}`,
    input.trusted ? position : '',
    problems,
  ]
    .filter((part) => part !== '')
    .join('  ');
  const lines = [
    `**Alembic** ${escapeMarkdown(environment.name)}`,
    '',
    `- ${count(environment.revisionCount, 'revision')}, ${headsWords(environment)}`,
  ];
  if (database !== undefined) {
    lines.push(`- ${escapeMarkdown(database)}: ${escapeMarkdown(positionWords(status))}`);
  }
  if (status?.message !== undefined) lines.push(`- ${escapeMarkdown(status.message)}`);
  if (environment.errorCount + environment.warningCount > 0) {
    lines.push(`- ${count(environment.errorCount, 'error')}, ${count(environment.warningCount, 'warning')}`);
  }
  if (!input.trusted) lines.push('- Restricted Mode: nothing connects to a database');
  lines.push('', 'Select to choose the database.');
  return {
    text,
    tooltip: lines.join('\n'),
    accessibilityLabel: `Alembic, ${database ?? 'no database'}, ${positionWords(status)}, ${count(environment.errorCount, 'error')}`,
  };
}

function headsWords(environment: EnvironmentSummary): string {
  if (environment.heads.length === 0) return 'no head';
  return `${environment.heads.length === 1 ? 'head' : 'heads'} ${environment.heads.map(codeSpan).join(', ')}`;
}

/** A name may not form an icon of its own. */
function escapeIcons(text: string): string {
  return text.replace(/\$\(/g, '$ (');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
