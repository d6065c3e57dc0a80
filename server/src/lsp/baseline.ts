import { resolve } from 'node:path';
import { runSettings } from '../core/plan/run-settings.ts';
import { CommandError } from '../core/script/command-error.ts';
import { loadBaseline, readBaseline, schemaWithRows } from '../database/baseline.ts';
import type { DatabaseParams } from '../protocol/database-messages.ts';
import type { LoadBaselineParams, LoadedSchema, LoadSchemaParams } from '../protocol/repair-messages.ts';
import { type Databases, EMBEDDED_IDLE_MS } from './databases.ts';
import { pathOfUri } from './file-uri.ts';
import type { ServerState } from './server-state.ts';

/** The SQL of the setting `baseline`; undefined where none is set. Throws the CommandErrors of `readBaseline`. */
export async function configuredBaseline(
  state: ServerState,
  environment: string,
): Promise<string | undefined> {
  const { baseline } = await state.settingsOf(state.snapshot(environment));
  if (baseline === '') return undefined;
  return readBaseline(resolve(state.environment(environment).location.folder, baseline));
}

/** Loads a baseline into an embedded database. Throws CommandError `not-embedded` and those of `loadBaseline`. */
export async function loadBaselineFile(
  state: ServerState,
  databases: Databases,
  { environment, database, uri }: LoadBaselineParams,
): Promise<null> {
  const { target, password } = await embedded(databases, { environment, database });
  const path = pathOfUri(uri);
  if (path === undefined) throw new CommandError('unreadable-baseline', `${uri} is no file on this machine.`);
  const settings = runSettings(state.snapshot(environment).envScript);
  const sql = await readBaseline(path);
  await loadBaseline(target, { password, embeddedIdleMs: EMBEDDED_IDLE_MS }, settings, sql);
  return null;
}

/** Throws CommandError `not-embedded`. */
async function embedded(databases: Databases, { environment, database }: DatabaseParams) {
  const reachable = await databases.reachable(environment, database);
  if (reachable.target.kind === 'pglite') return reachable;
  throw new CommandError(
    'not-embedded',
    `${database} is not an embedded database; load the schema with psql.`,
  );
}

/**
 * Loads the schema of one of the environment's databases, with its revisions, into an empty embedded one. Throws CommandError
 * `not-embedded`, `no-schema` where it cannot be read, and those of `loadBaseline`.
 */
export async function loadSchemaOf(
  state: ServerState,
  databases: Databases,
  { environment, database, from }: LoadSchemaParams,
  signal: AbortSignal,
): Promise<LoadedSchema> {
  const { target, password } = await embedded(databases, { environment, database });
  const source = await databases.reachable(environment, from);
  if (source.target.kind !== 'postgres') {
    throw new CommandError('no-schema', `${from} is an embedded database; pg_dump cannot read it.`);
  }
  const snapshot = state.snapshot(environment);
  const settings = runSettings(snapshot.envScript);
  const { pgDump } = await state.settingsOf(snapshot);
  // Most servers never read one.
  const { readSchema } = await import('../backup/read-schema.ts');
  const options = { open: { password: source.password }, pgDump, environment: process.env };
  const { sql, rows } = await readSchema(source.target, settings, options, signal);
  const open = { password, embeddedIdleMs: EMBEDDED_IDLE_MS };
  await loadBaseline(target, open, settings, schemaWithRows(sql, rows, settings));
  return { rows, sql };
}
