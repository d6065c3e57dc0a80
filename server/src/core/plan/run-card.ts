import type { LockMode } from '../postgresql/effects/lock-mode.ts';
import type { Certainty, StatementEffects } from '../postgresql/effects/statement-effects.ts';
import type { CompiledStep } from './compiled-step.ts';
import type { DatabaseFacts, RelationFacts, SessionFacts } from './database-facts.ts';
import type { MaintenanceWindow, WindowState } from './maintenance-window.ts';
import type { StepDirection } from './revision-step.ts';

/** `go`: nothing stands out. `caution`: it can run, and something deserves a look. `no-go`: it would not run. */
export type Decision = 'go' | 'caution' | 'no-go';

/** The effects of every statement, step by step. */
export type PlannedEffects = ReadonlyArray<readonly StatementEffects[]>;

/** What a card is made from. */
export interface CardInput {
  readonly direction: StepDirection;
  /** The database as a person names it. */
  readonly database: string;
  readonly rows: readonly string[];
  readonly compiled: readonly CompiledStep[];
  /** Where they are known already; otherwise those on the server that `facts` is of. */
  readonly effects?: PlannedEffects | undefined;
  readonly engine: { readonly name: string; readonly reason: string };
  /** Why the plan cannot run; undefined where it can. */
  readonly blocked: string | undefined;
  /** Why it cannot be tried and rolled back; undefined where it can. */
  readonly dryRunObstacle: string | undefined;
  /** Undefined where the database was not asked. */
  readonly facts: DatabaseFacts | undefined;
  readonly timeouts: { readonly lock: string | undefined; readonly statement: string | undefined };
  readonly window: CardWindow | undefined;
}

export interface CardWindow {
  readonly window: MaintenanceWindow;
  readonly state: WindowState;
  /** True where the user has said that this run may go outside of it. */
  readonly overridden: boolean;
}

export interface CardStatement {
  readonly sql: string;
  readonly transactional: boolean;
  /** One-based line in the revision file. */
  readonly line: number;
  readonly effects: StatementEffects;
}

export interface CardStep {
  readonly revision: string;
  readonly direction: StepDirection;
  readonly message: string;
  readonly statements: readonly CardStatement[];
  readonly unresolved: ReadonlyArray<{ readonly line: number; readonly reason: string }>;
  readonly destroys: readonly string[];
}

/** A relation that was there before the plan, with what the whole plan does to it. */
export interface CardTable extends Omit<RelationFacts, 'name'> {
  /** The strongest one that the plan takes on it. */
  readonly lock: LockMode;
  readonly rewritten: Certainty;
  readonly scanned: Certainty;
  readonly revisions: readonly string[];
}

/** Something that deserves a look before a run. */
export interface Caution {
  readonly kind: 'destroys' | 'table' | 'session' | 'server' | 'window' | 'unresolved' | 'autocommit';
  /** One sentence or two. */
  readonly message: string;
}

/** Everything to know before a run, decided in one piece; the editor and the command line show the same. */
export interface RunCard extends Omit<CardInput, 'compiled' | 'effects' | 'facts' | 'blocked'> {
  readonly decision: Decision;
  readonly blocked: string | undefined;
  readonly server: DatabaseFacts['server'] | undefined;
  readonly steps: readonly CardStep[];
  /** The largest first. */
  readonly tables: readonly CardTable[];
  /** Who holds now what the run will have to wait for, the oldest first. */
  readonly sessions: readonly SessionFacts[];
  /** What deserves a look, the gravest first. */
  readonly cautions: readonly Caution[];
  /** What could not be found out. */
  readonly gaps: readonly string[];
}
