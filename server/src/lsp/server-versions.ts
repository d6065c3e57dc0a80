import { NEWEST_MEASURED } from '../core/postgresql/effects/newest-measured.ts';
import type { ServerVersion } from '../core/postgresql/effects/operation-markdown.ts';
import type { WorkbenchSettings } from '../protocol/settings.ts';

/**
 * Which PostgreSQL an environment's statements are judged for: the one of the setting, else that of the database which
 * the user has selected, as it said last, else the newest that was measured.
 */
export class ServerVersions {
  readonly #selected = new Map<string, string>();
  readonly #majors = new Map<string, number>();
  readonly #changed: () => void;

  /** `changed` is called whenever another version may be in use. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  select(environment: string, database: string): void {
    if (this.#selected.get(environment) === database) return;
    this.#selected.set(environment, database);
    this.#changed();
  }

  /** `version` as the server spells it, e.g. "17.5". */
  learn(environment: string, database: string, version: string): void {
    const major = Number.parseInt(version, 10);
    const key = databaseKey(environment, database);
    if (Number.isNaN(major) || this.#majors.get(key) === major) return;
    this.#majors.set(key, major);
    if (this.#selected.get(environment) === database) this.#changed();
  }

  inUse(environment: string, { postgresqlVersion }: WorkbenchSettings): ServerVersion {
    const set = Number.parseInt(postgresqlVersion, 10);
    if (!Number.isNaN(set)) return { major: set, source: 'the setting alembicWorkbench.postgresqlVersion' };
    const database = this.#selected.get(environment);
    const asked = database === undefined ? undefined : this.#majors.get(databaseKey(environment, database));
    if (asked !== undefined) return { major: asked, source: `the database ${database}` };
    return { major: NEWEST_MEASURED, source: 'the newest; no database was asked' };
  }
}

function databaseKey(environment: string, database: string): string {
  return `${environment}\n${database}`;
}
