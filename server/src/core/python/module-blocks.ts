import type { Certainty } from './module-names.ts';

/** Conditions that a module body meets when Alembic loads it, by their text without blanks. */
const CONSTANT_CONDITIONS: ReadonlyMap<string, boolean> = new Map([
  ['True', true],
  ['1', true],
  ['notFalse', true],
  ['notTYPE_CHECKING', true],
  ['False', false],
  ['0', false],
  ['None', false],
  ['notTrue', false],
  ['TYPE_CHECKING', false],
  ['typing.TYPE_CHECKING', false],
  ['t.TYPE_CHECKING', false],
  ["__name__=='__main__'", false],
  ['__name__=="__main__"', false],
]);

/** What a module-level condition is known to be from its text alone. */
export function constantCondition(text: string): boolean | undefined {
  let bare = text.replace(/\s+/g, '');
  while (bare.startsWith('(') && bare.endsWith(')')) bare = bare.slice(1, -1);
  return CONSTANT_CONDITIONS.get(bare);
}

/** Follows the arms of one `if`: given each condition in turn, says whether the arm under it runs. */
export class IfArms {
  /** `runs`: an arm above certainly ran; `may-run`: one may have; `never-runs`: none did. */
  #taken: Certainty = 'never-runs';

  /** The certainty of the next arm; `else` has the condition `true`. */
  next(condition: boolean | undefined): Certainty {
    if (this.#taken === 'runs' || condition === false) return 'never-runs';
    if (this.#taken === 'may-run') return 'may-run';
    this.#taken = condition === true ? 'runs' : 'may-run';
    return this.#taken;
  }
}

/** The certainty of a block's body, apart from the block that it stands in. An `if` and `elif` are for IfArms. */
export const BLOCK_CERTAINTY: ReadonlyMap<string, Certainty> = new Map([
  ['try', 'runs'],
  ['with', 'runs'],
  ['finally', 'runs'],
  ['except', 'may-run'],
  ['for', 'may-run'],
  ['while', 'may-run'],
  ['match', 'may-run'],
  ['case', 'may-run'],
]);

/** A block inside a block runs only where both do. */
export function combineCertainty(outer: Certainty, inner: Certainty): Certainty {
  if (outer === 'never-runs' || inner === 'never-runs') return 'never-runs';
  return outer === 'may-run' || inner === 'may-run' ? 'may-run' : 'runs';
}
