import { URI } from 'vscode-uri';
import type { ServerState } from './server-state.ts';

/** Hands the setting `knownValues` to each environment, as it holds for its configuration, whenever they are read anew. */
export function followKnownValues({ store, settings }: ServerState, log: (error: unknown) => void): void {
  const take = async (id: string): Promise<void> => {
    const configPath = store.environment(id)?.snapshot?.config.configPath;
    if (configPath === undefined) return;
    const { knownValues } = await settings.read(URI.file(configPath).toString());
    store.setKnownValues(id, knownValues);
  };
  store.onDidChange(({ environments, found }) => {
    if (found) for (const id of environments) take(id).catch(log);
  });
}
