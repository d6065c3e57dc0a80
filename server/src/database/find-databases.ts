import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { type DatabaseUrl, displayUrl, parseDatabaseUrl } from '../core/config/database-url.ts';
import { DatabaseUrlError } from '../core/config/database-url-error.ts';
import type { DatabaseSummary } from '../protocol/database-messages.ts';
import type { DatabaseSetting } from '../protocol/settings.ts';

/** A database that a command may name, and how to reach it. */
export interface KnownDatabase {
  readonly summary: DatabaseSummary;
  /** Undefined where the URL cannot be used; `problem` says why. May hold a password: never shown, never logged. */
  readonly target: DatabaseUrl | undefined;
  readonly problem: string | undefined;
  readonly lockTimeout: string | undefined;
  readonly statementTimeout: string | undefined;
  /** As the setting has it; undefined where a run may start at any time. */
  readonly maintenanceWindow: string | undefined;
  /** Arguments for `alembic -x` that this database takes; undefined: those of the setting `xArguments`. */
  readonly xArguments: readonly string[] | undefined;
  /** The environment variable that holds the URL, for an env.py that reads it; undefined for other sources. */
  readonly variable: string | undefined;
  /** True where nobody configured it for this purpose and it is not on this machine: a run asks first. */
  readonly needsConsent: boolean;
}

/** Where databases may be named. Texts and variables are passed in; nothing is read here. */
export interface DatabaseSources {
  /** Absolute path of alembic.ini or pyproject.toml, and its section: an embedded database belongs to one environment. */
  readonly configPath: string;
  readonly section: string;
  readonly settings: readonly DatabaseSetting[];
  /** `sqlalchemy.url` of the configuration. */
  readonly configUrl: string | undefined;
  /** Variables of `.env` files near the configuration, the nearest last. */
  readonly dotenv: ReadonlyMap<string, string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Folder for the embedded database; undefined: none is offered. */
  readonly storagePath: string | undefined;
}

const URL_VARIABLE = /(^|_)(DATABASE|DB|POSTGRES(QL)?|PG|SQLALCHEMY|ALEMBIC)(_.*)?_?(URL|URI|DSN)$/i;
const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '::1', '']);
const HASH_LENGTH = 12;
export const EMBEDDED_NAME = 'embedded';

/** Whether every host of a target is this machine. */
export function isOnThisMachine(target: DatabaseUrl): boolean {
  if (target.kind === 'pglite') return true;
  return target.hosts.every(({ host = '' }) => {
    return host.startsWith('/') || LOCAL_HOSTS.has(host.toLowerCase()) || host === hostname();
  });
}

interface Found {
  readonly name: string;
  readonly url: string;
  readonly source: DatabaseSummary['source'];
  readonly setting?: DatabaseSetting;
  readonly variable?: string;
}

/** Folders of embedded databases are relative to the configuration. */
function absolute(target: DatabaseUrl, folder: string): DatabaseUrl {
  if (target.kind !== 'pglite' || target.dataDirectory === undefined || isAbsolute(target.dataDirectory)) {
    return target;
  }
  return { ...target, dataDirectory: resolve(folder, target.dataDirectory) };
}

function describe({ name, url, source, setting, variable }: Found, folder: string): KnownDatabase {
  const common = {
    lockTimeout: setting?.lockTimeout,
    statementTimeout: setting?.statementTimeout,
    maintenanceWindow: setting?.maintenanceWindow?.trim() || undefined,
    xArguments: setting?.xArguments,
    variable,
  };
  const protection = setting?.protection ?? 'none';
  const configured = source === 'setting' || source === 'embedded';
  try {
    const target = absolute(parseDatabaseUrl(url), folder);
    const local = isOnThisMachine(target);
    return {
      ...common,
      summary: {
        name,
        displayUrl: displayUrl(target),
        source,
        protection: configured || local ? protection : 'confirm',
      },
      target,
      problem:
        source === 'setting' && target.kind === 'postgres' && target.password !== undefined
          ? `The setting of database ${name} holds a password. Remove it from the URL; it is asked for once and kept in secret storage.`
          : undefined,
      needsConsent: !configured && !local,
    };
  } catch (error) {
    if (!(error instanceof DatabaseUrlError)) throw error;
    return {
      ...common,
      summary: { name, displayUrl: '', source, protection },
      target: undefined,
      problem: error.message,
      needsConsent: !configured,
    };
  }
}

function variables(
  values: Iterable<readonly [string, string | undefined]>,
  source: 'dotenv' | 'environment',
): Found[] {
  const found: Found[] = [];
  for (const [variable, url] of values) {
    if (url === undefined || !URL_VARIABLE.test(variable) || !/^postgres(ql)?(\+\w+)?:\/\//.test(url))
      continue;
    found.push({ name: variable, url, source, variable });
  }
  return found;
}

/** The folder of the embedded database of one environment. */
function embeddedFolder({ storagePath, configPath, section }: DatabaseSources): string | undefined {
  if (storagePath === undefined) return undefined;
  const hash = createHash('sha256').update(`${configPath}\n${section}`).digest('hex').slice(0, HASH_LENGTH);
  return join(storagePath, 'embedded', hash);
}

/**
 * The databases of an environment in the order of preference: settings, `sqlalchemy.url`, `.env`, the process environment,
 * and the embedded database last. A name or a place that was found before is not repeated.
 */
export function findDatabases(sources: DatabaseSources): readonly KnownDatabase[] {
  const folder = resolve(sources.configPath, '..');
  const embedded = embeddedFolder(sources);
  const found: Found[] = [
    ...sources.settings.map((setting): Found => ({ ...setting, source: 'setting', setting })),
    ...(sources.configUrl === undefined
      ? []
      : [{ name: 'sqlalchemy.url', url: sources.configUrl, source: 'config' } as const]),
    ...variables(sources.dotenv, 'dotenv'),
    ...variables(Object.entries(sources.environment), 'environment'),
  ];
  const known: KnownDatabase[] = [];
  const names = new Set<string>();
  const places = new Set<string>();
  for (const one of found) {
    const database = describe(one, folder);
    const place = database.summary.displayUrl;
    if (names.has(one.name) || (place !== '' && places.has(place))) continue;
    names.add(one.name);
    places.add(place);
    known.push(database);
  }
  if (embedded !== undefined && !names.has(EMBEDDED_NAME)) {
    known.push(describe({ name: EMBEDDED_NAME, url: `pglite:${embedded}`, source: 'embedded' }, folder));
  }
  return known;
}
