import { resolve } from 'node:path';
import { runSettings } from '../core/plan/run-settings.ts';
import { CommandError } from '../core/script/command-error.ts';
import { loadBaseline, readBaseline } from '../database/baseline.ts';
import type { LoadBaselineParams } from '../protocol/repair-messages.ts';
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
  const { target, password } = await databases.reachable(environment, database);
  if (target.kind !== 'pglite') {
    throw new CommandError(
      'not-embedded',
      `${database} is not an embedded database; load the file with psql.`,
    );
  }
  const path = pathOfUri(uri);
  if (path === undefined) throw new CommandError('unreadable-baseline', `${uri} is no file on this machine.`);
  const settings = runSettings(state.snapshot(environment).envScript);
  const sql = await readBaseline(path);
  await loadBaseline(target, { password, embeddedIdleMs: EMBEDDED_IDLE_MS }, settings, sql);
  return null;
}
