import type { FileNumbers } from './name-use.ts';
import { ascending } from './revision-graph.ts';

const NONE: FileNumbers = [];

/** A set of files for each file, ascending. Files with equal sets share one list. */
export class SharedSets {
  readonly #byFile: FileNumbers[];
  readonly #unions = new Map<FileNumbers, Map<FileNumbers, FileNumbers>>();

  constructor(count: number) {
    this.#byFile = new Array<FileNumbers>(count).fill(NONE);
  }

  of(file: number): FileNumbers {
    return this.#byFile[file] ?? NONE;
  }

  /** Adds `files`, ascending, to the set of `file`. */
  add(file: number, files: FileNumbers): void {
    const known = this.of(file);
    if (files !== known && files.length > 0) this.#byFile[file] = this.#union(known, files);
  }

  #union(left: FileNumbers, right: FileNumbers): FileNumbers {
    if (left.length === 0) return right;
    let ofLeft = this.#unions.get(left);
    if (ofLeft === undefined) {
      ofLeft = new Map();
      this.#unions.set(left, ofLeft);
    }
    let union = ofLeft.get(right);
    if (union === undefined) {
      const all = new Set([...left, ...right]);
      union = all.size === left.length ? left : [...all].sort(ascending);
      ofLeft.set(right, union);
    }
    return union;
  }
}
