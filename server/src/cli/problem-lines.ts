import type { ProblemPlace } from '../core/lint/problem.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { LineIndex } from '../core/text/line-index.ts';

/** A place as people and other programs count it: both numbers start at 1. */
export interface LineAndColumn {
  readonly line: number;
  readonly column: number;
}

/** Turns the spans of an environment's files into lines. Each file's lines are counted once, when first asked for. */
export class ProblemLines {
  readonly #snapshot: EnvironmentSnapshot;
  readonly #indexes = new Map<string, LineIndex>();

  constructor(snapshot: EnvironmentSnapshot) {
    this.#snapshot = snapshot;
  }

  start({ path, span }: ProblemPlace): LineAndColumn {
    return this.#at(path, span.start);
  }

  end({ path, span }: ProblemPlace): LineAndColumn {
    return this.#at(path, span.end);
  }

  #at(path: string, offset: number): LineAndColumn {
    const { line, character } = this.#index(path).position(offset);
    return { line: line + 1, column: character + 1 };
  }

  #index(path: string): LineIndex {
    let index = this.#indexes.get(path);
    if (index === undefined) {
      const file =
        this.#snapshot.files.get(path) ??
        this.#snapshot.ignoredFiles.find((ignored) => ignored.path === path);
      index = new LineIndex(file?.text ?? '');
      this.#indexes.set(path, index);
    }
    return index;
  }
}
