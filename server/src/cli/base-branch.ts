import { lintChain } from '../core/lint/lint-chain.ts';
import { CommandError } from '../core/script/command-error.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { BaseBranchReader } from '../git/base-branch-reader.ts';
import { GitFailure } from '../git/git-failure.ts';
import { locateRepository } from '../git/locate-repository.ts';
import type { CommandContext, OptionValue } from './command.ts';

const OFF = 'none';

/**
 * The environment as `lint` looks at it: beside what git has on the base branch. A branch that is not named and cannot be
 * read is left out; of one that is, the failure is a CommandError `no-base-branch`.
 */
export async function withBaseBranch(
  snapshot: EnvironmentSnapshot,
  option: OptionValue | undefined,
  context: CommandContext,
): Promise<EnvironmentSnapshot> {
  const branch = typeof option === 'string' ? option : '';
  if (branch === OFF) return snapshot;
  const { versionLocations, recursiveVersionLocations } = snapshot.config;
  const { findModule } = snapshot.knowledge;
  try {
    const located = await Promise.all(versionLocations.map((folder) => locateRepository(folder)));
    const question = { located, recursiveVersionLocations, branch, findModule };
    const baseBranch = await new BaseBranchReader().read(question);
    if (baseBranch === undefined) return withoutBaseBranch(snapshot, branch);
    const beside = { ...snapshot, baseBranch };
    return { ...beside, problems: lintChain(beside) };
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    if (branch !== '') throw new CommandError('no-base-branch', error.message, { branch });
    if (error.kind !== 'no-repository') {
      context.progress(`note: the base branch is not compared with: ${error.message}`);
    }
    return snapshot;
  }
}

function withoutBaseBranch(snapshot: EnvironmentSnapshot, branch: string): EnvironmentSnapshot {
  if (branch === '') return snapshot;
  const where = snapshot.config.versionLocations.join(', ');
  throw new CommandError('no-base-branch', `There is no branch '${branch}' that has ${where}.`, { branch });
}
