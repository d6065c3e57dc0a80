import type { CopyKind, DatabaseCopy } from '../backup/database-copy.ts';
import { versionChangeSql } from '../core/plan/version-table.ts';
import { CommandError } from '../core/script/command-error.ts';
import { DatabaseError } from '../database/database-error.ts';
import type { RunnerProgress, RunPlan } from '../database/migration-run.ts';
import { runOnDatabase } from '../database/run-on-database.ts';
import { provideRunAnswer } from '../features/provide-run-answer.ts';
import type { RunAnswer, RunParams } from '../protocol/run-messages.ts';
import type { ReachableDatabase } from './databases.ts';

const WHERE: Readonly<Record<CopyKind, string>> = {
  embedded: 'a copy of the schema, without rows, in the embedded PostgreSQL',
  template: 'a copy of the whole database, on the same server',
  folder: 'a copy of the whole database',
};

export interface CopyRun {
  readonly params: RunParams;
  readonly plan: RunPlan;
  readonly pgDump: string;
  readonly onProgress: (progress: RunnerProgress) => void;
  readonly signal: AbortSignal;
}

/** Runs a plan on a copy of its database, which is thrown away. Throws CommandError `no-copy`. */
export async function runOnCopy(reachable: ReachableDatabase, run: CopyRun): Promise<RunAnswer> {
  const { params, plan, onProgress, signal } = run;
  const copy = await copied(reachable, run);
  try {
    const result = await runOnDatabase(
      {
        target: copy.target,
        direction: params.direction === 'downgrade' ? 'downgrade' : 'upgrade',
        plan,
        options: {},
        open: {},
        session: copy.session,
        storagePath: undefined,
      },
      onProgress,
      signal,
    );
    const answer = provideRunAnswer({ ...result, applied: [], revisions: params.heads });
    const untouched = `“${params.database}” itself was not changed.`;
    return { ...answer, message: `Dry run on ${WHERE[copy.kind]}: ${answer.message} ${untouched}` };
  } finally {
    await copy.dispose();
  }
}

async function copied(
  { target, password }: ReachableDatabase,
  { plan, pgDump, signal }: CopyRun,
): Promise<DatabaseCopy> {
  const versionRows = plan.expectedRevisions.map((revision) =>
    versionChangeSql(plan.versionTable, { kind: 'insert', revision }),
  );
  // Most servers never make a copy.
  const [{ copyDatabase }, { BackupImpossible }] = await Promise.all([
    import('../backup/database-copy.ts'),
    import('../backup/find-pg-dump.ts'),
  ]);
  try {
    const request = { target, open: { password }, pgDump, environment: process.env, versionRows };
    return await copyDatabase(request, signal);
  } catch (error) {
    if (!(error instanceof BackupImpossible) && !(error instanceof DatabaseError)) throw error;
    throw new CommandError('no-copy', `${error.message} Nothing was run.`);
  }
}
