import type { VerificationStep } from '../core/plan/verification.ts';
import type { RevisionSql } from '../core/postgresql/statement.ts';
import type { RunResult } from './migration-run.ts';
import { type Catalog, catalogDifferences } from './read-catalog.ts';
import { type ScratchOptions, ScratchRun, type ScratchStep } from './scratch-run.ts';

/** What became of one revision. `differences` are facts of the schema; see `catalogDifferences`. */
export interface VerifiedRevision {
  readonly revision: string;
  readonly result: 'passed' | 'failed' | 'skipped';
  /** One sentence for a person. */
  readonly message: string;
  readonly differences: readonly string[];
}

export interface Verification extends ScratchOptions {
  readonly steps: readonly VerificationStep[];
}

/**
 * Runs each revision up, down and up again in a database of its own and compares the schema: the way down must undo the
 * way up, and the second way up must end where the first did. What cannot be run, and all that stands on it, is skipped
 * with the reason. Throws a `DatabaseError` where no scratch database can be made or the baseline fails.
 */
export async function verifyChain(
  verification: Verification,
  onVerified: (verified: VerifiedRevision) => void,
  signal: AbortSignal,
): Promise<readonly VerifiedRevision[]> {
  const chain = new ScratchChain(verification, signal);
  const verified: VerifiedRevision[] = [];
  /** Revisions that are not in the database, with the one at the root of it. */
  const missing = new Map<string, string>();
  try {
    for (const each of verification.steps) {
      if (signal.aborted) break;
      const { revision } = each.step;
      const root = each.requires.map((parent) => missing.get(parent)).find((id) => id !== undefined);
      const answer =
        root === undefined
          ? await chain.verify(each)
          : skipped(revision, `It stands on ${root}, which is not in the database.`);
      if (!chain.has(revision)) missing.set(revision, root ?? revision);
      if (each.roundTrip === undefined && answer.result === 'passed') continue;
      verified.push(answer);
      onVerified(answer);
    }
  } finally {
    await chain.close();
  }
  return verified;
}

function skipped(revision: string, message: string): VerifiedRevision {
  return { revision, result: 'skipped', message, differences: [] };
}

function failed(revision: string, message: string, differences: readonly string[] = []): VerifiedRevision {
  return { revision, result: 'failed', message, differences };
}

/** Why SQL cannot be run, or undefined where all of it is known. */
function obstacleOf(sql: RevisionSql, direction: 'upgrade' | 'downgrade'): string | undefined {
  const [first] = sql.unresolved;
  if (first === undefined) return undefined;
  if (first.raises !== undefined) return `${direction}() ${first.reason}`;
  return `${direction}() is not known without running Python: ${first.reason}`;
}

/** The server's words with SQLSTATE, statement and line. */
function reasonOf({ failure, message }: RunResult): string {
  if (failure === undefined) return message;
  const state = failure.sqlState === undefined ? '' : ` (SQLSTATE ${failure.sqlState})`;
  const line = failure.line === undefined ? '' : ` in line ${failure.line + 1}`;
  return `${failure.message.replace(/\.$/, '')}${state}${line}.`;
}

/** The scratch database, and what has been run in it. */
class ScratchChain {
  readonly #scratch: ScratchRun;
  readonly #done: VerificationStep[] = [];
  readonly #applied = new Set<string>();

  constructor(verification: Verification, signal: AbortSignal) {
    this.#scratch = new ScratchRun(verification, signal);
  }

  has(revision: string): boolean {
    return this.#applied.has(revision);
  }

  close(): Promise<void> {
    return this.#scratch.reset();
  }

  async verify(each: VerificationStep): Promise<VerifiedRevision> {
    const { step, up, roundTrip } = each;
    const { revision } = step;
    const obstacle = obstacleOf(up, 'upgrade');
    if (obstacle !== undefined) {
      const raises = up.unresolved.some((unresolved) => unresolved.raises !== undefined);
      return raises ? failed(revision, `${obstacle}.`) : skipped(revision, `${obstacle}.`);
    }
    const before = await this.#scratch.catalog();
    const upgraded = await this.#run(each, 'upgrade', up, step.versionChanges);
    if (upgraded.outcome !== 'done') {
      if (upgraded.partial !== undefined) await this.#rebuild();
      return failed(revision, `upgrade() fails: ${reasonOf(upgraded)}`);
    }
    this.#done.push(each);
    this.#applied.add(revision);
    return roundTrip === undefined
      ? { revision, result: 'passed', message: 'It goes up.', differences: [] }
      : this.#roundTrip(each, roundTrip, before);
  }

  async #roundTrip(
    each: VerificationStep,
    { down, again }: NonNullable<VerificationStep['roundTrip']>,
    before: Catalog,
  ): Promise<VerifiedRevision> {
    const { revision } = each.step;
    const obstacle = obstacleOf(down, 'downgrade') ?? obstacleOf(again, 'upgrade');
    if (obstacle !== undefined)
      return skipped(revision, `It goes up; ${obstacle}, so the way back is not proven.`);
    const after = await this.#scratch.catalog();
    const downgraded = await this.#run(each, 'downgrade', down, []);
    if (downgraded.outcome !== 'done') {
      await this.#rebuild();
      return failed(revision, `downgrade() fails: ${reasonOf(downgraded)}`);
    }
    const left = catalogDifferences(before, await this.#scratch.catalog());
    const repeated = await this.#run(each, 'upgrade', again, []);
    if (repeated.outcome !== 'done') {
      await this.#rebuild();
      return failed(revision, `upgrade() fails after downgrade(): ${reasonOf(repeated)}`, left);
    }
    if (left.length > 0) {
      await this.#rebuild();
      return failed(revision, 'downgrade() does not undo upgrade().', left);
    }
    const other = catalogDifferences(after, await this.#scratch.catalog());
    if (other.length > 0) {
      await this.#rebuild();
      return failed(revision, 'The second upgrade() ends with another schema than the first.', other);
    }
    return { revision, result: 'passed', message: 'It goes up, down and up again.', differences: [] };
  }

  /** A new database with what has been applied: one that a failure left its mark in proves nothing more. */
  async #rebuild(): Promise<void> {
    await this.#scratch.reset();
    const done = this.#done.splice(0);
    this.#applied.clear();
    for (const each of done) {
      const result = await this.#run(each, 'upgrade', each.up, each.step.versionChanges);
      if (result.outcome !== 'done') return;
      this.#done.push(each);
      this.#applied.add(each.step.revision);
    }
  }

  #run(
    { step, file }: VerificationStep,
    direction: 'upgrade' | 'downgrade',
    { statements }: RevisionSql,
    versionChanges: ScratchStep['versionChanges'],
  ): Promise<RunResult> {
    return this.#scratch.run({ ...step, direction, versionChanges }, file, statements);
  }
}
