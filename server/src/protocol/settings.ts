import type { Protection } from './database-messages.ts';

/** One entry of `alembicWorkbench.databases`. The URL holds no password. */
export interface DatabaseSetting {
  readonly name: string;
  readonly url: string;
  readonly protection?: Protection;
  readonly lockTimeout?: string;
  readonly statementTimeout?: string;
  readonly maintenanceWindow?: string;
  /** Instead of the setting `xArguments`, for an env.py that picks a tenant by them. */
  readonly xArguments?: readonly string[];
}

/** Settings under `alembicWorkbench`, as package.json declares them. A test holds both equal. */
export interface WorkbenchSettings {
  readonly databases: readonly DatabaseSetting[];
  readonly engine: 'auto' | 'builtin' | 'alembic';
  /** Command line that starts the user's alembic; empty: found by itself. */
  readonly alembicCommand: string;
  /** Each is handed to the user's alembic as `-x ARGUMENT`. */
  readonly xArguments: readonly string[];
  /** Folder with the project's own revision templates, relative to the workspace folder. */
  readonly templatesFolder: string;
  readonly lockTimeout: string;
  readonly statementTimeout: string;
  /** Before which runs a backup is offered; `protected`: on databases whose name must be typed. */
  readonly backup: 'protected' | 'always' | 'never';
  /** How many databases Upgrade Several Databases works on at once. */
  readonly parallelDatabases: number;
  /** Program that makes backups; empty: found by itself. */
  readonly pgDump: string;
  /** Configuration files to use, relative to the workspace folder; empty: found by themselves. */
  readonly configFiles: readonly string[];
  /** By dotted name: a JSON literal, or `{ "type": "NUMERIC(18, 4)" }` for a column type. */
  readonly knownValues: Readonly<Record<string, unknown>>;
  /**
   * SQL file, relative to the workspace folder, that makes what the first revision expects to be there; empty: none. For
   * embedded and scratch databases.
   */
  readonly baseline: string;
  /** Major version that locks are told for; `auto`: that of the selected database, else the newest. */
  readonly postgresqlVersion: string;
  /** Which operations say beside their line what they lock. */
  readonly inlayHints: 'off' | 'blocking' | 'all';
  /** Branch that work is merged into; empty: found by itself. "none": no look at git for that. */
  readonly baseBranch: string;
}

export const DEFAULT_SETTINGS: WorkbenchSettings = {
  databases: [],
  engine: 'auto',
  alembicCommand: '',
  xArguments: [],
  templatesFolder: '.alembic-workbench/templates',
  lockTimeout: '5s',
  statementTimeout: '0',
  backup: 'protected',
  parallelDatabases: 4,
  pgDump: '',
  configFiles: [],
  knownValues: {},
  postgresqlVersion: 'auto',
  inlayHints: 'blocking',
  baseBranch: '',
  baseline: '',
};
