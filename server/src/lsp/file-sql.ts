import { revisionCompiler } from '../core/plan/revision-compiler.ts';
import { runSettings } from '../core/plan/run-settings.ts';
import type { RevisionSql } from '../core/postgresql/statement.ts';
import type { EnvironmentSnapshot, RevisionFile } from '../core/snapshot/environment-snapshot.ts';

const compiled = new WeakMap<EnvironmentSnapshot, Map<string, RevisionSql>>();

/** The SQL of one function of a file by itself; worked out once per snapshot, however many features ask for it. */
export function fileSql(
  snapshot: EnvironmentSnapshot,
  file: RevisionFile,
  direction: 'upgrade' | 'downgrade',
): RevisionSql {
  let ofSnapshot = compiled.get(snapshot);
  if (ofSnapshot === undefined) {
    ofSnapshot = new Map();
    compiled.set(snapshot, ofSnapshot);
  }
  const key = `${direction} ${file.path}`;
  const known = ofSnapshot.get(key);
  if (known !== undefined) return known;
  const sql = revisionCompiler(runSettings(snapshot.envScript), null, snapshot.knowledge)(file, direction);
  ofSnapshot.set(key, sql);
  return sql;
}
