import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { provideOperationLines } from '../features/provide-operation-lines.ts';
import { fileSql } from './file-sql.ts';

/** What the `upgrade()` of a revision does, a line each; empty where no file has the id. */
export function operationLines(
  snapshot: EnvironmentSnapshot,
  revision: string,
  serverVersion: number,
): readonly string[] {
  const path = snapshot.revisions.get(revision)?.source.path;
  const file = path === undefined ? undefined : snapshot.files.get(path);
  return file === undefined ? [] : provideOperationLines(fileSql(snapshot, file, 'upgrade'), serverVersion);
}
