import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { appliedForm } from '../core/python/applied-form.ts';
import { KeptLines } from './kept-lines.ts';
import type { AppliedStep } from './migration-run.ts';

/** What was kept of the revisions of one run. */
interface AppliedRun {
  /** Of a database that was dropped and made again nothing is known any more. */
  readonly databaseId: string | null;
  /** SHA-256 of the text of each revision's file; null: the revision was taken back, or stamped. */
  readonly digests: Readonly<Record<string, string | null>>;
  /**
   * The texts by revision, as JSON, deflated, as base64: their forms are found out where they are compared, because a run
   * must not wait for that.
   */
  readonly sources: string;
}

function isAppliedRun(value: unknown): value is AppliedRun {
  return typeof value === 'object' && value !== null && 'digests' in value && 'sources' in value;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What was kept of the revisions that ran on one database, from this machine and by this user. */
export class AppliedSources {
  readonly #lines: KeptLines;

  /** `displayUrl` names the database, without password; the file lies in `applied/` below `storagePath`. */
  constructor(storagePath: string, displayUrl: string) {
    this.#lines = new KeptLines(join(storagePath, 'applied'), displayUrl);
  }

  /** Keeps what ran; `textOf` is the text that a revision's file had. */
  async keep(
    steps: readonly AppliedStep[],
    databaseId: string | undefined,
    textOf: (revision: string) => string | undefined,
  ): Promise<void> {
    if (steps.length === 0) return;
    const texts = steps.map(({ revision, direction }) => {
      return [revision, direction === 'upgrade' ? textOf(revision) : undefined] as const;
    });
    const digests = texts.map(([revision, text]) => [revision, text === undefined ? null : digestOf(text)]);
    const sources = deflateRawSync(JSON.stringify(Object.fromEntries(texts)), { level: 1 }).toString(
      'base64',
    );
    const run: AppliedRun = {
      databaseId: databaseId ?? null,
      digests: Object.fromEntries(digests),
      sources,
    };
    await this.#lines.append([run]);
  }

  /**
   * The revisions of `files` whose `upgrade()` does something else than what ran here. Those of which nothing is kept,
   * because they ran elsewhere, are not among them.
   */
  async edited(
    files: Iterable<{ readonly revision: string; readonly text: string }>,
    databaseId: string | undefined,
  ): Promise<readonly string[]> {
    const lastRuns = new Map<string, AppliedRun>();
    for (const run of await this.#lines.read(isAppliedRun)) {
      for (const revision of Object.keys(run.digests)) lastRuns.set(revision, run);
    }
    const texts = new Map<AppliedRun, ReadonlyMap<string, string>>();
    const edited: string[] = [];
    for (const { revision, text } of lastRuns.size === 0 ? [] : files) {
      const run = lastRuns.get(revision);
      const digest = run?.digests[revision] ?? null;
      if (run === undefined || digest === null || run.databaseId !== (databaseId ?? null)) continue;
      if (digest === digestOf(text)) continue;
      const kept = texts.get(run) ?? textsOf(run);
      texts.set(run, kept);
      if (appliedForm(kept.get(revision) ?? '') !== appliedForm(text)) edited.push(revision);
    }
    return edited;
  }
}

function textsOf({ sources }: AppliedRun): ReadonlyMap<string, string> {
  const texts: Record<string, string> = JSON.parse(inflateRawSync(Buffer.from(sources, 'base64')).toString());
  return new Map(Object.entries(texts));
}
