import { revisionCompiler } from '../core/plan/revision-compiler.ts';
import { runSettings } from '../core/plan/run-settings.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { provideOperationLines } from '../features/provide-operation-lines.ts';

/** What the `upgrade()` of a revision does, a line each; empty where no file has the id. */
export function operationLines(snapshot: EnvironmentSnapshot, revision: string): readonly string[] {
  const path = snapshot.revisions.get(revision)?.source.path;
  const file = path === undefined ? undefined : snapshot.files.get(path);
  if (file === undefined) return [];
  const compile = revisionCompiler(runSettings(snapshot.envScript), null, snapshot.knowledge);
  return provideOperationLines(compile(file, 'upgrade'), null);
}
