import type { EnvironmentConfig } from '../config/environment-config.ts';
import type { RevisionFile } from '../snapshot/environment-snapshot.ts';
import type { ChainIndex } from './chain-index.ts';
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

/** Reads the chain as a whole. */
export interface ChainRule extends RuleIdentity {
  readonly scope: 'chain';
  check(chain: ChainIndex): readonly Finding[];
}

/** Reads what the functions of one file do. */
export interface BodyRule extends RuleIdentity {
  readonly scope: 'body';
  check(body: RevisionBody): readonly Finding[];
}

export type LintRule = FileRule | ChainRule | BodyRule;
