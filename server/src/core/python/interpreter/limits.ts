import type { Span } from '../../text/span.ts';

/** How much of a program is followed before the reader gives up on it. There is no clock: work is counted. */
export interface InterpreterLimits {
  /** Statements and expressions, each counted once per time it runs. */
  readonly steps: number;
  /** Python calls inside each other. */
  readonly callDepth: number;
  /** Characters of all texts that are made. */
  readonly textLength: number;
}

export const DEFAULT_LIMITS: InterpreterLimits = { steps: 500_000, callDepth: 60, textLength: 10_000_000 };

/** Thrown inside a run whose limits are used up; the entry point turns it into the outcome `limit`. */
export class LimitReached extends Error {
  readonly span: Span;

  constructor(message: string, span: Span) {
    super(message);
    this.name = 'LimitReached';
    this.span = span;
  }
}

/** Expressions inside each other, over all calls: what keeps the reader's own stack from running out. */
const MAXIMUM_NESTING = 1_200;

/** Counts the work of one run. */
export class Meter {
  readonly #limits: InterpreterLimits;
  #steps = 0;
  #nesting = 0;
  #callDepth = 0;
  #textLength = 0;

  constructor(limits: InterpreterLimits) {
    this.#limits = limits;
  }

  step(span: Span, count = 1): void {
    this.#steps += count;
    if (this.#steps > this.#limits.steps) {
      throw new LimitReached(`the program takes more than ${this.#limits.steps} steps`, span);
    }
  }

  enter(span: Span): void {
    this.step(span);
    this.#nesting += 1;
    if (this.#nesting > MAXIMUM_NESTING) throw new LimitReached('the program is nested too deeply', span);
  }

  leave(): void {
    this.#nesting -= 1;
  }

  enterCall(span: Span): void {
    this.#callDepth += 1;
    if (this.#callDepth > this.#limits.callDepth) {
      throw new LimitReached(`calls are nested more than ${this.#limits.callDepth} deep`, span);
    }
  }

  leaveCall(): void {
    this.#callDepth -= 1;
  }

  /** Counts a text that is about to be made. */
  text(length: number, span: Span): void {
    this.#textLength += length;
    if (this.#textLength > this.#limits.textLength) {
      throw new LimitReached(
        `the program makes more than ${this.#limits.textLength} characters of text`,
        span,
      );
    }
  }

  /** What a caught exception unwinds: nesting goes back to what it was when the `try` began. */
  mark(): { readonly nesting: number; readonly callDepth: number } {
    return { nesting: this.#nesting, callDepth: this.#callDepth };
  }

  unwind(mark: { readonly nesting: number; readonly callDepth: number }): void {
    this.#nesting = mark.nesting;
    this.#callDepth = mark.callDepth;
  }
}
