/** A configuration file that was read, with what Alembic would take from it. Paths are absolute, `/` separated. */
export interface EnvironmentConfig {
  /** alembic.ini or pyproject.toml. */
  readonly configPath: string;
  /** The ini section: "alembic", or what `-n` names. */
  readonly section: string;
  readonly scriptLocation: string;
  /** In configured order; `<script_location>/versions` where none is configured. */
  readonly versionLocations: readonly string[];
  readonly recursiveVersionLocations: boolean;
  readonly sourceless: boolean;
  readonly fileTemplate: string;
  readonly truncateSlugLength: number;
  /** zoneinfo name, or undefined for local time. */
  readonly timezone: string | undefined;
  readonly outputEncoding: string;
  readonly revisionEnvironment: boolean;
  readonly prependSysPath: readonly string[];
  /** `sqlalchemy.url` after interpolation; undefined where it is absent or still the template's placeholder. */
  readonly databaseUrl: string | undefined;
  /** Names of the post_write_hooks: programs that `alembic revision` runs on a new file. */
  readonly postWriteHooks: readonly string[];
  /** Facts that hold but are worth telling: deprecated keys, values that were ignored. */
  readonly warnings: readonly string[];
}
