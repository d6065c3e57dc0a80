import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { appliedForm } from '../core/python/applied-form.ts';
import { KeptLines } from './kept-lines.ts';
import type { AppliedStep } from './migration-run.ts';

/** What was kept of a revision when it ran. */
interface AppliedSource {
  readonly revision: string;
  /** Of a database that was dropped and made again nothing is known any more. */
  readonly databaseId: string | null;
  /** SHA-256 of the file's text; null: the revision was taken back, or stamped. */
  readonly digest: string | null;
  /** The text, deflated, as base64: its form is found out where it is compared, because a run must not wait for that. */
  readonly source: string | null;
}

function isAppliedSource(value: unknown): value is AppliedSource {
  return (
    typeof value === 'object' &&
    value !== null &&
    'revision' in value &&
    'digest' in value &&
    'source' in value
  );
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
    const lines = steps.map(({ revision, direction }): AppliedSource => {
      const text = direction === 'upgrade' ? textOf(revision) : undefined;
      return {
        revision,
        databaseId: databaseId ?? null,
        digest: text === undefined ? null : digestOf(text),
        source: text === undefined ? null : deflateRawSync(text).toString('base64'),
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
    const kept = new Map<string, AppliedSource>();
    for (const one of await this.#lines.read(isAppliedSource)) kept.set(one.revision, one);
    if (kept.size === 0) return [];
    return [...files]
      .filter(({ revision, text }) => {
        const one = kept.get(revision);
        if (one === undefined || one.source === null || one.databaseId !== (databaseId ?? null)) return false;
        if (one.digest === digestOf(text)) return false;
        const before = inflateRawSync(Buffer.from(one.source, 'base64')).toString();
        return appliedForm(before) !== appliedForm(text);
      })
      .map(({ revision }) => revision);
  }
}
