import { URI } from 'vscode-uri';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import type {
  EnvironmentSummary,
  EnvironmentTrouble,
  WorkspaceAnswer,
} from '../protocol/environment-messages.ts';

/** An environment as the workspace holds it: what it is called, what was read of it, and why nothing was. */
export interface KnownEnvironment {
  readonly id: string;
  readonly name: string;
  readonly configPath: string;
  readonly section: string;
  readonly snapshot: EnvironmentSnapshot | undefined;
  readonly trouble: EnvironmentTrouble | undefined;
}

export interface KnownWorkspace {
  readonly isScanning: boolean;
  readonly folderCount: number;
  readonly environments: readonly KnownEnvironment[];
}

/** All environments in a few words, and the state that the welcome views choose by. */
export function provideWorkspace(workspace: KnownWorkspace): WorkspaceAnswer {
  return { state: stateOf(workspace), environments: workspace.environments.map(summary) };
}

function stateOf({ isScanning, folderCount, environments }: KnownWorkspace): WorkspaceAnswer['state'] {
  if (folderCount === 0) return 'no-folder';
  if (isScanning) return 'scanning';
  if (environments.length === 0) return 'no-environment';
  if (environments.some(({ snapshot }) => snapshot !== undefined && snapshot.files.size > 0)) return 'ready';
  return environments.every(({ trouble }) => trouble?.kind === 'no-revisions') ? 'no-revisions' : 'trouble';
}

function summary({ id, name, configPath, section, snapshot, trouble }: KnownEnvironment): EnvironmentSummary {
  const count = (severity: string): number =>
    snapshot?.problems.filter((problem) => problem.severity === severity).length ?? 0;
  return {
    id,
    name,
    configUri: URI.file(configPath).toString(),
    section: section === 'alembic' ? undefined : section,
    scriptLocationUri:
      snapshot === undefined ? undefined : URI.file(snapshot.config.scriptLocation).toString(),
    revisionCount: snapshot?.revisions.size ?? 0,
    heads: snapshot === undefined ? [] : [...new Set(snapshot.revisions.heads)],
    errorCount: count('error'),
    warningCount: count('warning'),
    trouble: trouble === undefined ? undefined : { kind: trouble.kind, message: trouble.message },
  };
}
