import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { appliedForm } from '../core/python/applied-form.ts';
import { KeptLines } from './kept-lines.ts';
import type { AppliedStep } from './migration-run.ts';

/** What was kept of a revision when it ran. */
interface AppliedRevision {
  readonly revision: string;
  /** Of a database that was dropped and made again nothing is known any more. */
  readonly databaseId: string | null;
  /** Digests of the file's text and of its `appliedForm`; null: the revision was taken back, or stamped. */
  readonly text: string | null;
  readonly form: string | null;
}

function isAppliedRevision(value: unknown): value is AppliedRevision {
  return (
    typeof value === 'object' && value !== null && 'revision' in value && 'text' in value && 'form' in value
  );
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What was kept of the revisions that ran on one database, from here and by this user. */
export class AppliedRevisions {
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
    const lines = steps.map(({ revision, direction }): AppliedRevision => {
      const text = direction === 'upgrade' ? textOf(revision) : undefined;
      return {
        revision,
        databaseId: databaseId ?? null,
        text: text === undefined ? null : digest(text),
        form: text === undefined ? null : digest(appliedForm(text)),
      };
    });
    await this.#lines.append(lines);
  }

  /**
   * The revisions of `files` whose `upgrade()` does something else than what ran here. Those of which nothing is kept,
   * because they ran elsewhere, are not among them.
   */
  async edited(
    files: Iterable<{ readonly revision: string; readonly text: string }>,
    databaseId: string | undefined,
  ): Promise<readonly string[]> {
    const kept = new Map<string, AppliedRevision>();
    for (const one of await this.#lines.read(isAppliedRevision)) kept.set(one.revision, one);
    if (kept.size === 0) return [];
    return [...files]
      .filter(({ revision, text }) => {
        const one = kept.get(revision);
        if (one === undefined || one.text === null || one.databaseId !== (databaseId ?? null)) return false;
        return one.text !== digest(text) && one.form !== digest(appliedForm(text));
      })
      .map(({ revision }) => revision);
  }
}
