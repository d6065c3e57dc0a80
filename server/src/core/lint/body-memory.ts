import type { ProjectKnowledge } from '../operations/project-knowledge.ts';
import { NumberedMap } from '../script/numbered-map.ts';
import type { EnvironmentSnapshot, RevisionFile } from '../snapshot/environment-snapshot.ts';
import { bodySettings } from './body-settings.ts';
import { dialectOf } from './dialect.ts';
import type { BodyProblems, LintBody } from './lint-body.ts';
import type { Problem } from './problem.ts';
import { shiftedProblems } from './shifted-problems.ts';
import type { SqlParser } from './sql-parser.ts';

interface Entry extends BodyProblems {
  readonly file: RevisionFile;
}

/**
 * What is wrong in the bodies of one environment's revisions, as far as they were read. A file is read when somebody says
 * so, and again when it, env.py's naming convention or a module that it imports changed.
 */
export class BodyMemory {
  readonly #entries = new Map<string, Entry>();
  /** Files that are the same but what they were read with is not. */
  readonly #stale = new Set<string>();
  /** Files of which more counts than their text: the chain, or modules that they import. */
  readonly #dependent = new Set<string>();
  #snapshot: EnvironmentSnapshot;
  #isNew = true;

  constructor(snapshot: EnvironmentSnapshot) {
    this.#snapshot = snapshot;
  }

  /** Takes a newer view of the environment; answers the files that have to be read since, in load order. */
  update(snapshot: EnvironmentSnapshot): readonly RevisionFile[] {
    const before = this.#snapshot;
    const areSettingsKept = sameSettings(before, snapshot);
    const edited =
      snapshot.files instanceof NumberedMap ? snapshot.files.changedSince(before.files) : undefined;
    this.#snapshot = snapshot;
    if (edited !== undefined && areSettingsKept && !this.#isNew) return this.#updateSome(edited);
    this.#isNew = false;
    return this.#updateAll(areSettingsKept);
  }

  #updateSome(edited: ReadonlySet<string>): readonly RevisionFile[] {
    const { files, knowledge } = this.#snapshot;
    const waiting = new Set(edited);
    for (const path of edited) {
      if (files.has(path)) continue;
      this.#entries.delete(path);
      this.#dependent.delete(path);
      this.#stale.delete(path);
    }
    for (const path of this.#dependent) {
      const entry = this.#entries.get(path);
      if (entry === undefined || this.#stale.has(path)) continue;
      if ((edited.size === 0 || !entry.dependsOnChain) && areModulesKept(entry, knowledge)) continue;
      this.#stale.add(path);
      waiting.add(path);
    }
    return [...waiting].flatMap((path) => (this.isRead(path) ? [] : (files.get(path) ?? [])));
  }

  #updateAll(areSettingsKept: boolean): readonly RevisionFile[] {
    const snapshot = this.#snapshot;
    const changed = [...snapshot.files.values()].filter(
      (file) => this.#entries.get(file.path)?.file !== file,
    );
    for (const [path, entry] of this.#entries) {
      if (!snapshot.files.has(path)) {
        this.#entries.delete(path);
        this.#dependent.delete(path);
      } else if (
        !areSettingsKept ||
        (changed.length > 0 && entry.dependsOnChain) ||
        !areModulesKept(entry, snapshot.knowledge)
      ) {
        this.#stale.add(path);
      }
    }
    if (this.#stale.size === 0) return changed;
    return [...snapshot.files.values()].filter(({ path }) => !this.isRead(path));
  }

  /** Reads a file of the environment as it is now. */
  read(path: string, lintBody: LintBody, parseSql: SqlParser): void {
    const file = this.#snapshot.files.get(path);
    if (file === undefined) return;
    this.#stale.delete(path);
    const entry = { file, ...lintBody(file, bodySettings(this.#snapshot, parseSql)) };
    this.#entries.set(path, entry);
    if (entry.dependsOnChain || entry.modules.length > 0) this.#dependent.add(path);
    else this.#dependent.delete(path);
  }

  /** What is known of a file; where it changed since it was read, what of that still stands. */
  problems(path: string): readonly Problem[] {
    const entry = this.#entries.get(path);
    const file = this.#snapshot.files.get(path);
    if (entry === undefined || file === undefined) return [];
    if (entry.file === file) return entry.problems;
    return shiftedProblems(entry.problems, entry.file.text, file.text);
  }

  /** True where a file was read as it is now. */
  isRead(path: string): boolean {
    return !this.#stale.has(path) && this.#entries.get(path)?.file === this.#snapshot.files.get(path);
  }
}

function sameSettings(before: EnvironmentSnapshot, now: EnvironmentSnapshot): boolean {
  if (before.knowledge.knownValues !== now.knowledge.knownValues) return false;
  if (before.envScript === now.envScript && before.config === now.config) return true;
  if (dialectOf(before.config, before.envScript) !== dialectOf(now.config, now.envScript)) return false;
  const conventions = [before, now].map(({ envScript }) => JSON.stringify(envScript.namingConvention));
  return conventions[0] === conventions[1];
}

function areModulesKept({ modules }: Entry, { findModule }: ProjectKnowledge): boolean {
  return modules.every((module) => findModule?.(module.name) === module);
}
