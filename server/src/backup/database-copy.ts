import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseUrl, PgliteUrl, PostgresUrl } from '../core/config/database-url.ts';
import { DatabaseError } from '../database/database-error.ts';
import type { DatabaseSession } from '../database/database-session.ts';
import { sqlOfDump } from '../database/dump-sql.ts';
import { login } from '../database/libpq-defaults.ts';
import { type OpenOptions, openSession } from '../database/open-session.ts';
import { createTemporaryDatabase } from '../database/temporary-database.ts';
import { withSession } from '../database/with-session.ts';
import { copyAtRest } from './copy-at-rest.ts';
import { BackupImpossible } from './find-pg-dump.ts';
import { type DumpOptions, dumpSchema } from './run-pg-dump.ts';

/** Where a copy stands: `embedded` has the schema and no rows but the version table's, the others have everything. */
export type CopyKind = 'embedded' | 'template' | 'folder';

export interface DatabaseCopy {
  readonly kind: CopyKind;
  readonly target: DatabaseUrl;
  /** Open on the copy. */
  readonly session: DatabaseSession;
  /** Closes the session and removes the copy. */
  dispose(): Promise<void>;
}

export interface CopyRequest extends Omit<DumpOptions, 'workingDirectory'> {
  readonly target: DatabaseUrl;
  /** Statements that put the rows of the version table into a copy that has the schema alone. */
  readonly versionRows: readonly string[];
}

const MEMORY: PgliteUrl = { kind: 'pglite', dataDirectory: undefined };
const BIGGEST_TEMPLATE_BYTES = 2 ** 30;
const OBJECT_IN_USE = '55006';

/**
 * Copies a database to try a run on: an embedded one by its folder; of a server's the schema into an embedded database
 * in memory, or, where pg_dump or the schema does not allow that, the whole as a template on the same server. No session
 * of this process may be open on it. Throws BackupImpossible with every reason, or a DatabaseError where nothing answers.
 */
export async function copyDatabase(request: CopyRequest, signal: AbortSignal): Promise<DatabaseCopy> {
  const { target } = request;
  if (target.kind === 'pglite') return copyFolder(target, request.open);
  try {
    return await copySchema(target, request, signal);
  } catch (error) {
    if (signal.aborted || !(error instanceof BackupImpossible || error instanceof DatabaseError)) throw error;
    return copyTemplate(target, request.open, error.message);
  }
}

async function copyFolder({ dataDirectory }: PgliteUrl, open: OpenOptions): Promise<DatabaseCopy> {
  if (dataDirectory === undefined) {
    throw new BackupImpossible('A database in memory is empty; there is nothing to copy.');
  }
  const folder = await mkdtemp(join(tmpdir(), 'alembic-workbench-copy-'));
  await copyAtRest({ kind: 'pglite', dataDirectory }, open, join(folder, 'data'));
  const target: PgliteUrl = { kind: 'pglite', dataDirectory: join(folder, 'data') };
  const session = await openSession(target);
  const dispose = async (): Promise<void> => {
    await session.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { kind: 'folder', target, session, dispose };
}

async function copySchema(
  target: PostgresUrl,
  request: CopyRequest,
  signal: AbortSignal,
): Promise<DatabaseCopy> {
  const script = await dumpSchema(target, request, [], signal);
  const session = await openSession(MEMORY);
  try {
    // The dump empties search_path for itself.
    const [path] = await session.query("SELECT current_setting('search_path') AS value");
    await session.execute(sqlOfDump(script));
    await session.query("SELECT set_config('search_path', $1, false)", [path?.value ?? 'public']);
    for (const row of request.versionRows) await session.execute(row);
  } catch (error) {
    await session.close();
    throw error;
  }
  return { kind: 'embedded', target: MEMORY, session, dispose: () => session.close() };
}

async function copyTemplate(target: PostgresUrl, open: OpenOptions, before: string): Promise<DatabaseCopy> {
  const source = login(target, open.password).database;
  // A template must be at rest, so that nobody may be connected to it, this process included.
  const maintenance: PostgresUrl = { ...target, database: 'postgres' };
  try {
    await requireSmall(target, open);
    const copy = await createTemporaryDatabase(maintenance, source, open);
    return { kind: 'template', target: copy.target, session: copy.session, dispose: () => copy.remove() };
  } catch (error) {
    if (!(error instanceof DatabaseError) && !(error instanceof BackupImpossible)) throw error;
    const inUse = error instanceof DatabaseError && error.sqlState === OBJECT_IN_USE;
    const reason = inUse ? 'others are connected to it, and a template must be at rest' : error.message;
    throw new BackupImpossible(
      `No copy was made. Of the schema alone: ${before} As a template on its server: ${reason}.`,
    );
  }
}

async function requireSmall(target: PostgresUrl, open: OpenOptions): Promise<void> {
  const [row] = await withSession(target, open, (session) =>
    session.query('SELECT pg_database_size(current_database())::text AS bytes'),
  );
  if (Number(row?.bytes ?? '0') <= BIGGEST_TEMPLATE_BYTES) return;
  throw new BackupImpossible('it holds more than 1 GB, which would be copied whole');
}
