import type { ConfigError } from '../core/config/config-error.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import type { EnvironmentTrouble as TroubleMessage } from '../protocol/environment-messages.ts';
import type { EnvironmentLocation } from './find-environments.ts';

/** Why nothing, or little, can be shown of an environment, and where. */
export interface EnvironmentTrouble extends TroubleMessage {
  readonly path: string;
  /** 1-based, where one line is at fault. */
  readonly line: number | undefined;
}

/** One migration environment of the workspace as it is now. Immutable; a change gives another object. */
export interface Environment {
  readonly id: string;
  /** The folder relative to the workspace folder, and the section where it is not [alembic]. */
  readonly name: string;
  readonly location: EnvironmentLocation;
  /** Undefined where the configuration gives none; `trouble` then says why. */
  readonly snapshot: EnvironmentSnapshot | undefined;
  readonly trouble: EnvironmentTrouble | undefined;
}

/** What a configuration that cannot be used means to a person. */
export function troubleOfConfigError(error: ConfigError): EnvironmentTrouble {
  const { kind, message, path, line } = error;
  const troubleKind =
    kind === 'no-script-location' || kind === 'missing-script-location' ? kind : 'unreadable-config';
  return { kind: troubleKind, message, path, line };
}

/** An environment that is in order but empty. */
export function troubleOfSnapshot(snapshot: EnvironmentSnapshot): EnvironmentTrouble | undefined {
  if (snapshot.files.size > 0) return undefined;
  const { configPath, versionLocations } = snapshot.config;
  const message = `There is no revision in ${versionLocations.join(', ')} yet. Create the first one.`;
  return { kind: 'no-revisions', message, path: configPath, line: undefined };
}
