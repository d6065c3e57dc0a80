import { lockedTable } from './effects-text.ts';
import type { FileOperation } from './file-operations.ts';
import { blockedBy } from './lock-mode.ts';
import { saferForm } from './safer-form.ts';
import type { StatementEffects, TableLock } from './statement-effects.ts';

/** The major version that statements are judged for, and where it comes from. */
export interface ServerVersion {
  readonly major: number;
  /** A phrase such as "the database local". */
  readonly source: string;
}

const MOST_STATEMENTS = 5;
const MOST_LOCKS = 8;
const LONGEST_SQL = 1500;

/** Markdown on one operation of a revision: its SQL, its locks, what they block, and a safer form where one is known. */
export function operationMarkdown(operation: FileOperation, version: ServerVersion): string {
  const { statements, effects, unresolved } = operation;
  const parts = [
    statements.length === 0 ? '' : fencedSql(statements),
    ...unresolved.map((reason) => `Not known beforehand: ${escapedText(reason)}.`),
    ...(statements.length === 0 ? [] : [locksText(effects), blockingText(effects), advice(effects, version)]),
    statements.length === 0 ? '' : `PostgreSQL ${version.major} (${escapedText(version.source)})`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function fencedSql(statements: readonly string[]): string {
  const shown = statements.slice(0, MOST_STATEMENTS).map((sql) => `${sql.trim()};`);
  const more = statements.length - shown.length;
  const text = [...shown, ...(more > 0 ? [`-- and ${more} more statements`] : [])].join('\n');
  const cut = text.length > LONGEST_SQL ? `${text.slice(0, LONGEST_SQL)}\n-- …` : text;
  const longest = Math.max(2, ...(cut.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}sql\n${cut}\n${fence}`;
}

function locksText({ locks, blocks }: StatementEffects): string {
  const lines = locks.slice(0, MOST_LOCKS).map(lockLine);
  if (locks.length > MOST_LOCKS) lines.push(`- and ${locks.length - MOST_LOCKS} more`);
  if (lines.length > 0) return lines.join('\n');
  return blocks === 'not known' ? '' : 'Locks no table that stood before this run.';
}

function lockLine(lock: TableLock): string {
  const name = lock.table === undefined ? lockedTable(lock) : `\`${lock.table.replaceAll('`', '')}\``;
  const work = [
    phrase(lock.rewritten, 'every row is written anew', 'its rows may be written anew'),
    lock.rewritten === 'yes' ? '' : phrase(lock.scanned, 'every row is read', 'its rows may be read'),
  ].filter((text) => text !== '');
  const blocks = blockedBy(lock.mode);
  const blocking = blocks === 'nothing' ? 'blocks neither reads nor writes' : `blocks ${blocks}`;
  return `- ${name}: **${lock.mode}** ${[blocking, ...work].join('; ')}`;
}

function phrase(certainty: TableLock['scanned'], yes: string, maybe: string): string {
  return certainty === 'no' ? '' : certainty === 'yes' ? yes : maybe;
}

/** How long the block lasts, which is what decides over trouble. */
function blockingText({ blocks, rewrites, scans, note }: StatementEffects): string {
  const told = note === undefined ? [] : [escapedText(note)];
  if (blocks === 'nothing' || blocks === 'not known') return told.join(' ');
  const isLong = rewrites === 'yes' || scans === 'yes';
  const duration = isLong
    ? 'The block lasts as long as that takes, and to the end of the transaction.'
    : 'The statement itself is quick; the block lasts to the end of the transaction.';
  return [duration, ...told].join(' ');
}

function advice(effects: StatementEffects, { major }: ServerVersion): string {
  const safer = saferForm(effects, major);
  return safer === undefined ? '' : `**Safer:** ${safer}`;
}

/** Text that Markdown shows as it is. */
function escapedText(text: string): string {
  return text.replace(/[\\`*_{}[\]#|<>&]/g, '\\$&').replace(/\s+/g, ' ');
}
