import type {
  DatabaseStatus,
  DatabaseSummary,
  DatabaseTrouble,
} from '../../../server/src/protocol/database-messages.ts';
import type { Icon } from './icon.ts';
import { codeSpan, escapeMarkdown } from './markdown.ts';
import { rowId, rowIds } from './revision-id.ts';
import { runItem } from './run-item.ts';

export interface DatabaseItem {
  readonly label: string;
  readonly description: string;
  readonly icon: Icon;
  /** `database.<embedded or server>.<condition>`: what menus choose by. */
  readonly contextValue: string;
  readonly accessibilityLabel: string;
}

/** How a database looks in the Databases view; `status` is undefined until it was asked. */
export function databaseItem(
  database: DatabaseSummary,
  status: DatabaseStatus | undefined,
  selected: boolean,
): DatabaseItem {
  const condition = status?.condition ?? 'not-connected';
  const edited = status?.troubles.some(({ kind }) => kind === 'edited') === true;
  const description = [
    positionWords(status),
    edited ? 'edited after applied' : '',
    database.protection === 'none' ? '' : 'protected',
  ]
    .filter((part) => part !== '')
    .join(' · ');
  return {
    label: database.name,
    description,
    icon: databaseIcon(condition, selected),
    contextValue: `database.${database.source === 'embedded' ? 'embedded' : 'server'}.${condition}`,
    accessibilityLabel: `${database.name}, ${selected ? 'selected, ' : ''}${description}`,
  };
}

function databaseIcon(condition: DatabaseStatus['condition'], selected: boolean): Icon {
  if (condition === 'unreachable') return { id: 'warning', color: 'problemsWarningIcon.foreground' };
  return { id: selected ? 'check' : 'database', color: undefined };
}

/** The Markdown of a database's tooltip: where it stands, where it is, what is wrong with it. */
export function databaseTooltip(
  database: DatabaseSummary,
  status: DatabaseStatus | undefined,
  selected: boolean,
): string {
  const embedded = database.source === 'embedded' ? 'PostgreSQL inside the extension, in ' : '';
  return [
    `**${escapeMarkdown(database.name)}** ${escapeMarkdown(positionWords(status))}`,
    '',
    `- ${embedded}${codeSpan(database.displayUrl)}`,
    ...(selected ? ['- Selected: revisions are compared with it and run on it'] : []),
    ...(status?.troubles ?? [])
      .filter(({ kind }) => kind !== 'behind')
      .map(({ message }) => `- $(warning) ${escapeMarkdown(message)}`),
  ].join('\n');
}

/** Where a database stands: "3f2a1b · 2 behind", "not reachable", "not connected". */
export function positionWords(status: DatabaseStatus | undefined): string {
  if (status === undefined || status.condition === 'not-connected') return 'not connected';
  if (status.condition === 'unreachable') return 'not reachable';
  const isLost = status.troubles.some(({ kind }) => kind === 'missing-version-table');
  const at = isLost ? 'no version table' : rowIds(status.currentRevisions);
  return `${at} · ${distanceWords(status)}`;
}

function distanceWords(status: DatabaseStatus): string {
  if (status.unknownRevisions.length > 0) return 'revision not in this folder';
  if (status.troubles.some(({ kind }) => kind === 'broken-chain')) return 'chain broken';
  if (status.behind === undefined) return 'cannot be planned';
  return status.behind === 0 ? 'up to date' : `${status.behind} behind`;
}

export interface DatabaseDetail {
  readonly label: string;
  readonly description: string;
  readonly icon: Icon;
  /** The revision that the row is about, or undefined. */
  readonly revision: string | undefined;
  /** What selecting the row leads to, where that is no revision. */
  readonly leadsTo?: 'repair' | 'problems';
  /** Where label and description are not all there is to say. */
  readonly tooltip?: string;
}

/** The rows below a database: its URL, revisions, troubles and last runs. */
export function databaseDetails(
  database: DatabaseSummary,
  status: DatabaseStatus | undefined,
): DatabaseDetail[] {
  const details: DatabaseDetail[] = [
    database.source === 'embedded'
      ? plain('package', 'PostgreSQL inside the extension', '')
      : plain('link', database.displayUrl, sourceWords(database.source)),
  ];
  if (status === undefined) return details;
  if (status.message !== undefined) {
    const failed = status.condition === 'unreachable';
    details.push({ ...plain(failed ? 'warning' : 'info', status.message, ''), icon: messageIcon(failed) });
  }
  if (status.serverVersion !== undefined)
    details.push(plain('server', `PostgreSQL ${status.serverVersion}`, ''));
  details.push(...status.currentRevisions.map((revision) => revisionDetail(revision, status)));
  const told = status.troubles.filter(({ kind }) => kind !== 'behind' && kind !== 'unknown-revision');
  details.push(...told.map(troubleDetail));
  details.push(...status.lastRuns.map((run) => ({ ...runItem(run), revision: undefined })));
  return details;
}

function revisionDetail(revision: string, { unknownRevisions, troubles }: DatabaseStatus): DatabaseDetail {
  const label = rowId(revision);
  if (!unknownRevisions.includes(revision)) {
    const icon = { id: 'pass-filled', color: 'testing.iconPassed' };
    return { label, description: 'current', icon, revision };
  }
  const trouble = troubles.find(({ kind }) => kind === 'unknown-revision');
  return {
    label,
    description: 'no file has this revision',
    icon: { id: 'warning', color: 'problemsWarningIcon.foreground' },
    revision: undefined,
    tooltip: `${trouble?.message ?? `No file has the revision ${revision}.`} Select to repair.`,
    leadsTo: 'repair',
  };
}

function plain(icon: string, label: string, description: string): DatabaseDetail {
  return { label, description, icon: { id: icon, color: undefined }, revision: undefined };
}

function messageIcon(failed: boolean): Icon {
  return failed
    ? { id: 'warning', color: 'problemsWarningIcon.foreground' }
    : { id: 'info', color: undefined };
}

function sourceWords(source: DatabaseSummary['source']): string {
  const words: Readonly<Record<DatabaseSummary['source'], string>> = {
    setting: 'from settings',
    embedded: 'embedded',
    config: 'from the Alembic configuration',
    'env-script': 'from env.py',
    dotenv: 'from .env',
    environment: 'from the environment',
  };
  return words[source];
}

function troubleDetail({ kind, message }: DatabaseTrouble): DatabaseDetail {
  const labels: Readonly<Record<DatabaseTrouble['kind'], string>> = {
    'unknown-revision': 'Unknown revision',
    edited: 'Edited after applied',
    'missing-version-table': 'No version table',
    'several-heads': 'Several heads',
    'broken-chain': 'Broken chain',
    'cannot-plan': 'Cannot be planned',
    behind: 'Behind',
  };
  return {
    label: labels[kind],
    description: message,
    icon: { id: 'warning', color: 'problemsWarningIcon.foreground' },
    revision: undefined,
    ...(kind === 'cannot-plan' || kind === 'missing-version-table'
      ? { tooltip: `${message} Select to repair.`, leadsTo: 'repair' }
      : kind === 'broken-chain'
        ? { tooltip: `${message} Select to see the problems.`, leadsTo: 'problems' }
        : { tooltip: message }),
  };
}
