import type { DatabaseUrl } from '../core/config/database-url.ts';
import type { DatabaseFacts } from '../core/plan/database-facts.ts';
import {
  MaintenanceWindowError,
  parseMaintenanceWindow,
  windowState,
} from '../core/plan/maintenance-window.ts';
import type { CardWindow, Caution, RunCard } from '../core/plan/run-card.ts';
import { windowWords } from '../core/plan/run-card-text.ts';
import type { RunSettings } from '../core/plan/run-settings.ts';
import { writeObstacle } from '../core/plan/server-limits.ts';
import { CommandError } from '../core/script/command-error.ts';
import type { DatabaseSession } from '../database/database-session.ts';
import { type Inspection, inspectDatabase } from '../database/inspect-database.ts';
import { openSession } from '../database/open-session.ts';
import type { CommandArguments, CommandContext } from './command.ts';
import { usageError } from './usage-error.ts';

/** Cautions that are told on stderr before a run that nobody is asked for. */
const TOLD: ReadonlySet<Caution['kind']> = new Set(['table', 'session', 'server', 'window']);

/** What a database says of what a plan touches, over the session that reads its rows. Changes nothing. */
export function inspected(
  url: DatabaseUrl,
  session: DatabaseSession,
  inspection: Omit<Inspection, 'statementsBefore'>,
  { statementsBefore }: RunSettings,
): Promise<DatabaseFacts> {
  const openAnother = url.kind === 'pglite' ? undefined : () => openSession(url);
  return inspectDatabase(session, { ...inspection, statementsBefore }, openAnother);
}

/**
 * The maintenance window that `--window` names, and whether `--outside-window` overrides it. Throws CommandError `usage` for
 * a text that is no window.
 */
export function chosenWindow({ options }: CommandArguments, now: Date): CardWindow | undefined {
  if (typeof options.window !== 'string') return undefined;
  try {
    const window = parseMaintenanceWindow(options.window);
    return { window, state: windowState(window, now), overridden: options['outside-window'] === true };
  } catch (error) {
    if (error instanceof MaintenanceWindowError) throw usageError(error.message);
    throw error;
  }
}

/** Why nothing can be written there, for the card; undefined where it can. */
export function serverObstacle(facts: DatabaseFacts | undefined): string | undefined {
  return facts === undefined ? undefined : writeObstacle(facts.server);
}

/** Throws CommandError `outside-window` where the window is closed and nobody agreed to that. */
export function requireOpenWindow(window: CardWindow | undefined): void {
  if (window === undefined || window.state.open || window.overridden) return;
  throw new CommandError(
    'outside-window',
    `${windowWords(window)} Nothing was run; --outside-window runs it all the same.`,
  );
}

/** Tells the gravest cautions on stderr. Throws CommandError `read-only-server` or `outside-window` where the card is a no-go. */
export function requireGo(card: RunCard, context: CommandContext): void {
  const { server, window, cautions } = card;
  const obstacle = server === undefined ? undefined : writeObstacle(server);
  if (obstacle !== undefined) throw new CommandError('read-only-server', `${obstacle} Nothing was run.`);
  requireOpenWindow(window);
  for (const { kind, message } of cautions) if (TOLD.has(kind)) context.progress(`Caution: ${message}`);
}
