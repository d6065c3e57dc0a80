import type { EnvironmentConfig } from '../config/environment-config.ts';
import type { RevisionFile } from '../snapshot/environment-snapshot.ts';
import type { ChainFile, ChainIndex } from './chain-index.ts';
import type { ProblemFix, ProblemPlace, ProblemSeverity, RelatedPlace } from './problem.ts';
import type { RevisionBody } from './revision-body.ts';

/** What a rule found. The rule's id and, unless the finding has its own, the rule's severity go with it. */
export interface Finding extends ProblemPlace {
  readonly message: string;
  readonly severity?: ProblemSeverity;
  readonly related?: readonly RelatedPlace[];
  /** Asked when somebody wants the fixes. */
  readonly fixes?: () => readonly ProblemFix[];
}

interface RuleIdentity {
  /** File name, diagnostic code and anchor in docs/rules.md. */
  readonly id: string;
  readonly severity: ProblemSeverity;
}

/** Reads one file alone, so that its findings hold as long as the file does. */
export interface FileRule extends RuleIdentity {
  readonly scope: 'file';
  check(file: RevisionFile, config: EnvironmentConfig): readonly Finding[];
}

/** Reads one revision and what its edges lead to, so that an edit elsewhere leaves its findings alone. */
export interface RevisionRule extends RuleIdentity {
  readonly scope: 'revision';
  /**
   * How far the rule looks: at revisions that one edge leads to, or also at all that lies between those that the revision
   * names.
   */
  readonly reach: 'neighbours' | 'between-parents';
  /** What the rule asks of the whole chain; every revision is read again where the answer is another. */
  readonly premise?: (chain: ChainIndex) => readonly unknown[];
  /** `number` is the file's in load order. */
  check(chain: ChainIndex, file: ChainFile, number: number): readonly Finding[];
}

/** Reads the chain as a whole, at every edit: its work must not grow with the number of files that are in order. */
export interface ChainRule extends RuleIdentity {
  readonly scope: 'chain';
  check(chain: ChainIndex): readonly Finding[];
}

/** Reads what the functions of one file do. */
export interface BodyRule extends RuleIdentity {
  readonly scope: 'body';
  /** What the rule tells holds of PostgreSQL; for a database of another kind it may be wrong. */
  readonly isPostgresqlOnly?: boolean;
  check(body: RevisionBody): readonly Finding[];
}

export type LintRule = FileRule | RevisionRule | ChainRule | BodyRule;
