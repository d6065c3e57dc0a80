import { BodyMemory } from '../core/lint/body-memory.ts';
import type { LintBody } from '../core/lint/lint-body.ts';
import type { Problem } from '../core/lint/problem.ts';
import type { SqlParser } from '../core/lint/sql-parser.ts';
import { loadSqlParser } from '../sql-grammar/load-sql-parser.ts';
import type { Environment } from '../workspace/environment.ts';

/** Who shows what was found. */
export interface BodyLintListener {
  /** The problems of these files may be others now. */
  read(paths: readonly string[]): void;
  failed(error: unknown): void;
}

/** Milliseconds between a keystroke and reading the open file: a preview that was asked for goes first. */
const AFTER_KEYSTROKE = 25;
/** A file that takes long to read waits until nobody has typed for so many times as long. */
const PATIENCE = 6;
const LONGEST_PATIENCE = 600;
/** Milliseconds of quiet before files that are not open are read, how long at a time, and the pause between. */
const IDLE = 700;
const SLICE = 6;
const PAUSE = 6;

interface BodyReader {
  readonly lintBody: LintBody;
  readonly parseSql: SqlParser;
}

interface Waiting {
  readonly environment: string;
  readonly path: string;
}

/**
 * Reads the bodies of revisions for problems: those of open files soon after each change, all others in short slices while
 * nothing happens, so that in the end the editor knows what `lint` knows on the command line.
 */
export class BodyLints {
  readonly #listener: BodyLintListener;
  readonly #isOpen: (path: string) => boolean;
  readonly #memories = new Map<string, BodyMemory>();
  #open: Waiting[] = [];
  #closed: Waiting[] = [];
  #closedFrom = 0;
  #timer: NodeJS.Timeout | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  readonly #durations = new Map<string, number>();
  #reader: BodyReader | undefined;

  constructor(isOpen: (path: string) => boolean, listener: BodyLintListener) {
    this.#isOpen = isOpen;
    this.#listener = listener;
  }

  /** Takes environments that changed; `all` are the ids of those that exist. */
  follow(changed: readonly Environment[], all: ReadonlySet<string>): void {
    for (const id of this.#memories.keys()) if (!all.has(id)) this.#memories.delete(id);
    // What is waiting stays so; a file that was read meanwhile, or is no more, is passed over when its turn comes.
    if (this.#closedFrom === this.#closed.length) {
      this.#closed = [];
      this.#closedFrom = 0;
    }
    for (const { id, snapshot } of changed) {
      if (snapshot === undefined) {
        this.#memories.delete(id);
        continue;
      }
      const memory = this.#memories.get(id) ?? new BodyMemory(snapshot);
      this.#memories.set(id, memory);
      for (const { path } of memory.update(snapshot)) {
        (this.#isOpen(path) ? this.#open : this.#closed).push({ environment: id, path });
      }
    }
    this.#schedule();
  }

  /** A file is open now: it is read before those that are not. */
  opened(path: string): void {
    const isOpened = (waiting: Waiting): boolean => waiting.path === path;
    const found = this.#closed.slice(this.#closedFrom).filter(isOpened);
    if (found.length === 0) return;
    this.#open.push(...found);
    this.#schedule();
  }

  /** What is known of a file, moved to where it stands now. */
  problems(environment: string, path: string): readonly Problem[] {
    return this.#memories.get(environment)?.problems(path) ?? [];
  }

  /** The same, read at once where it is not known as it is now. Needs the parser, so that an editor may ask early. */
  async freshProblems(environment: string, path: string): Promise<readonly Problem[]> {
    const { lintBody, parseSql } = await this.#load();
    const memory = this.#memories.get(environment);
    if (memory !== undefined && !memory.isRead(path)) memory.read(path, lintBody, parseSql);
    return memory?.problems(path) ?? [];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#idleTimer);
    this.#memories.clear();
    this.#open = [];
    this.#closed = [];
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#idleTimer);
    if (this.#open.length > 0) {
      const longest = Math.max(...this.#open.map(({ path }) => this.#durations.get(path) ?? 0));
      const patience = longest > SLICE ? Math.min(longest * PATIENCE, LONGEST_PATIENCE) : 0;
      this.#timer = setTimeout(() => this.#guarded(() => this.#readOpen()), AFTER_KEYSTROKE + patience);
    }
    if (this.#closedFrom < this.#closed.length) {
      this.#idleTimer = setTimeout(() => this.#guarded(() => this.#readSlice()), IDLE);
    }
  }

  #guarded(work: () => Promise<void>): void {
    work().catch((error: unknown) => this.#listener.failed(error));
  }

  async #readOpen(): Promise<void> {
    const { lintBody, parseSql } = await this.#load();
    const waiting = this.#open;
    this.#open = [];
    for (const { environment, path } of waiting) {
      const startedAt = performance.now();
      const memory = this.#memories.get(environment);
      if (memory === undefined || memory.isRead(path)) continue;
      memory.read(path, lintBody, parseSql);
      this.#durations.set(path, performance.now() - startedAt);
      this.#listener.read([path]);
    }
  }

  async #readSlice(): Promise<void> {
    const { lintBody, parseSql } = await this.#load();
    const read: string[] = [];
    const endsAt = performance.now() + SLICE;
    while (this.#closedFrom < this.#closed.length && performance.now() < endsAt) {
      const { environment, path } = this.#closed[this.#closedFrom] as Waiting;
      this.#closedFrom += 1;
      const memory = this.#memories.get(environment);
      if (memory === undefined || memory.isRead(path)) continue;
      memory.read(path, lintBody, parseSql);
      read.push(path);
    }
    this.#listener.read(read);
    if (this.#closedFrom < this.#closed.length) {
      this.#idleTimer = setTimeout(() => this.#guarded(() => this.#readSlice()), PAUSE);
    }
  }

  /** What reading a body takes is loaded with the first body. */
  async #load(): Promise<BodyReader> {
    if (this.#reader !== undefined) return this.#reader;
    const [{ lintBody }, parseSql] = await Promise.all([
      import('../core/lint/lint-body.ts'),
      loadSqlParser(),
    ]);
    this.#reader = { lintBody, parseSql };
    return this.#reader;
  }
}
