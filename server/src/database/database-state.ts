import { existsSync } from 'node:fs';
import type { DatabaseUrl } from '../core/config/database-url.ts';
import type { VersionTable } from '../core/plan/version-table.ts';
import { DatabaseError } from './database-error.ts';
import type { DatabaseSession } from './database-session.ts';
import { readPositionRows } from './environment-rows.ts';
import { openSession } from './open-session.ts';
import { readDatabaseId } from './server-facts.ts';

/** What a database says of itself; the fields of the protocol's `DatabaseStatus` that only the database knows. */
export interface DatabaseState {
  /** `unreachable`: no answer, and `message` says why and what to do. */
  readonly condition: 'ready' | 'unreachable';
  readonly message: string | undefined;
  readonly serverVersion: string | undefined;
  /** As `ServerFacts.databaseId`. */
  readonly databaseId: string | undefined;
  readonly currentRevisions: readonly string[];
  /** False where the version table does not exist yet. */
  readonly versionTableExists: boolean;
  /** True where there are tables and no version table. */
  readonly hasUnversionedTables: boolean;
}

export interface StateOptions {
  readonly password?: string | undefined;
  readonly versionTable: VersionTable;
  /** What env.py runs on a connection first; a SET search_path decides which version table is meant. */
  readonly statementsBefore: readonly string[];
  /** For the connection and for the answer, each; 3 s where undefined. */
  readonly timeoutMs?: number;
  readonly embeddedIdleMs?: number;
}

const TIMEOUT_MS = 3000;
/** The first start of the embedded database takes seconds and cannot be hurried. */
const EMBEDDED_TIMEOUT_MS = 30_000;

async function ask(session: DatabaseSession, options: StateOptions): Promise<DatabaseState> {
  const rows = await readPositionRows(session, options);
  return {
    condition: 'ready',
    message: undefined,
    serverVersion: session.serverVersion,
    databaseId: await readDatabaseId(session),
    currentRevisions: rows.revisions,
    versionTableExists: rows.exists,
    hasUnversionedTables: rows.hasUnversionedTables,
  };
}

async function askInTime(
  session: DatabaseSession,
  options: StateOptions,
  timeoutMs: number,
): Promise<DatabaseState> {
  const timer = setTimeout(() => {
    session.cancel().catch((error: Error) => process.emitWarning(error.message));
  }, timeoutMs);
  try {
    return await ask(session, options);
  } finally {
    clearTimeout(timer);
    await session.close();
  }
}

function unreachable(message: string): DatabaseState {
  return {
    condition: 'unreachable',
    message,
    serverVersion: undefined,
    databaseId: undefined,
    currentRevisions: [],
    versionTableExists: false,
    hasUnversionedTables: false,
  };
}

/**
 * Reads a database's current revisions over a connection of its own. Never throws for what a database does wrong. An
 * embedded database that nobody has used yet is at base and is not made by asking.
 */
export async function readDatabaseState(target: DatabaseUrl, options: StateOptions): Promise<DatabaseState> {
  const embedded = target.kind === 'pglite';
  if (embedded && (target.dataDirectory === undefined || !existsSync(target.dataDirectory))) {
    return { ...unreachable(''), condition: 'ready', message: undefined };
  }
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  try {
    const session = await openSession(target, {
      password: options.password,
      connectTimeoutMs: timeoutMs,
      embeddedIdleMs: options.embeddedIdleMs ?? 0,
      embeddedWaitMs: timeoutMs,
    });
    return await askInTime(session, options, embedded ? EMBEDDED_TIMEOUT_MS : timeoutMs);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    return unreachable(error.message);
  }
}

/** The rows that no revision file has, in the order of the rows. */
export function unknownRevisions(
  state: DatabaseState,
  isKnown: (revision: string) => boolean,
): readonly string[] {
  return state.currentRevisions.filter((revision) => !isKnown(revision));
}
