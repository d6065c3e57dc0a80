import type { Role } from './effect-notation.ts';
import type { LockMode } from './lock-mode.ts';
import type { EffectForm } from './measured-effects.ts';

/** A relation that a statement touches; undefined where it has one that its text does not name. */
export type Relation = string | undefined;

/** A part of a statement: its form, and the relations that stand in each role of it. */
export interface FormUse {
  readonly form: EffectForm;
  readonly on: Partial<Readonly<Record<Role, readonly Relation[]>>>;
  /** Set where rewriting and scanning hang on something that is not known. */
  readonly isUncertain?: boolean;
  /** The mode that the statement itself asks for. */
  readonly mode?: LockMode;
  /** What else there is to know, a sentence. */
  readonly note?: string;
}

/** A part that locks nothing but rows of the catalog. */
export const CATALOG_ONLY: FormUse = { form: 'catalog-only', on: {} };
