import type { Problem } from '../core/lint/problem.ts';
import {
  isBase,
  isBranchPoint,
  isHead,
  isMergePoint,
  type RevisionNode,
} from '../core/script/revision-node.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { ProblemLines } from './problem-lines.ts';

/** One revision as every command prints it. Lists are always lists. */
export interface RevisionJson {
  readonly revision: string;
  readonly down_revision: readonly string[];
  readonly depends_on: readonly string[];
  /** Every label that reaches the revision, as Alembic's `Script.branch_labels`. */
  readonly branch_labels: readonly string[];
  readonly is_head: boolean;
  readonly is_base: boolean;
  readonly is_branch_point: boolean;
  readonly is_merge_point: boolean;
  readonly message: string;
  readonly path: string;
}

export interface ProblemJson {
  readonly code: string;
  readonly message: string;
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

/** The answer of history, heads, branches and show. */
export interface ChainJson {
  readonly revisions: readonly RevisionJson[];
  readonly heads: readonly string[];
  readonly bases: readonly string[];
  readonly problems: readonly ProblemJson[];
}

export function chainJson(snapshot: EnvironmentSnapshot, nodes: readonly RevisionNode[]): ChainJson {
  const { revisions } = snapshot;
  const lines = new ProblemLines(snapshot);
  return {
    revisions: nodes.map((node) => ({
      revision: node.id,
      down_revision: node.source.downRevisions,
      depends_on: node.source.dependsOn,
      branch_labels: revisions.labelsOf(node),
      is_head: isHead(node),
      is_base: isBase(node),
      is_branch_point: isBranchPoint(node),
      is_merge_point: isMergePoint(node),
      message: node.source.message,
      path: node.source.path,
    })),
    heads: revisions.heads,
    bases: revisions.bases,
    problems: snapshot.problems.filter(breaksTheChain).map((problem) => ({
      code: problem.code,
      message: problem.message,
      path: problem.path,
      line: lines.start(problem).line,
    })),
  };
}

/** The chain commands tell what Alembic would refuse or what could not be read; `lint` tells the rest. */
function breaksTheChain(problem: Problem): boolean {
  return problem.severity === 'error';
}
