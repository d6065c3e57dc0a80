import type { InitializeParams } from 'vscode-languageserver/node';
import { describeDefect } from './answering.ts';
import { BaseBranches } from './base-branches.ts';
import type { GitHistory } from './git-history.ts';
import type { ServerState } from './server-state.ts';
import { WatchedRepositories } from './watched-repositories.ts';

/** A fetch or a rebase changes many refs at once. */
const QUIET_MS = 150;

export interface GitFollower {
  /** Settings changed. */
  refresh(): void;
  /** True for a file of git's own, whose change was taken note of. */
  fileChanged(path: string): boolean;
  dispose(): void;
}

/** Looks at git again when environments, settings, trust or refs change. */
export function followGit(
  state: ServerState,
  history: GitHistory,
  { capabilities }: InitializeParams,
): GitFollower {
  const { connection, store } = state;
  const watching = capabilities.workspace?.didChangeWatchedFiles;
  const canWatch = watching?.dynamicRegistration === true && watching.relativePatternSupport === true;
  const watched = new WatchedRepositories(connection, canWatch);
  const branches = new BaseBranches(state);
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    const repositories = await branches.refresh();
    if (repositories.length > 0) await watched.watch(repositories);
  };
  const refresh = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      history.forget();
      look().catch((error: unknown) => connection.console.error(`git: ${describeDefect(error)}`));
    }, QUIET_MS);
  };
  store.onDidChange(({ found }) => {
    if (found) refresh();
  });
  state.onDidTrust(refresh);
  return {
    refresh,
    fileChanged: (path) => {
      if (!watched.has(path)) return false;
      refresh();
      return true;
    },
    dispose: () => clearTimeout(timer),
  };
}
