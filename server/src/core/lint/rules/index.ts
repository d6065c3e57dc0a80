import type { BodyRule, LintRule } from '../lint-rule.ts';
import { createDateBeforeParent } from './create-date-before-parent.ts';
import { danglingDependsOn } from './dangling-depends-on.ts';
import { danglingDownRevision } from './dangling-down-revision.ts';
import { dependencyCycle } from './dependency-cycle.ts';
import { docstringDisagrees } from './docstring-disagrees.ts';
import { duplicateBranchLabel } from './duplicate-branch-label.ts';
import { duplicateRevisionId } from './duplicate-revision-id.ts';
import { emptyRevision } from './empty-revision.ts';
import { fileNameDisagrees } from './file-name-disagrees.ts';
import { fileNeverLoaded } from './file-never-loaded.ts';
import { forbiddenRevisionIdCharacter } from './forbidden-revision-id-character.ts';
import { mergeOfAncestor } from './merge-of-ancestor.ts';
import { mergeWithOperations } from './merge-with-operations.ts';
import { missingDownRevision } from './missing-down-revision.ts';
import { missingDowngrade } from './missing-downgrade.ts';
import { missingRevision } from './missing-revision.ts';
import { missingUpgrade } from './missing-upgrade.ts';
import { multipleBases } from './multiple-bases.ts';
import { multipleHeads } from './multiple-heads.ts';
import { parentBehindBaseBranch } from './parent-behind-base-branch.ts';
import { redundantDependsOn } from './redundant-depends-on.ts';
import { revisionCycle } from './revision-cycle.ts';
import { revisionIdTooLong } from './revision-id-too-long.ts';
import { selfReference } from './self-reference.ts';
import { syntaxError } from './syntax-error.ts';
import { unreadableFile } from './unreadable-file.ts';
import { unreadableHeaderValue } from './unreadable-header-value.ts';

/** Every rule about the chain and its files. A rule's id is its file's name and its anchor in docs/rules.md. */
export const RULES: ReadonlyArray<Exclude<LintRule, BodyRule>> = [
  createDateBeforeParent,
  danglingDependsOn,
  danglingDownRevision,
  dependencyCycle,
  docstringDisagrees,
  duplicateBranchLabel,
  duplicateRevisionId,
  emptyRevision,
  fileNameDisagrees,
  fileNeverLoaded,
  forbiddenRevisionIdCharacter,
  mergeOfAncestor,
  mergeWithOperations,
  missingDownRevision,
  missingDowngrade,
  missingRevision,
  missingUpgrade,
  multipleBases,
  multipleHeads,
  parentBehindBaseBranch,
  redundantDependsOn,
  revisionCycle,
  revisionIdTooLong,
  selfReference,
  syntaxError,
  unreadableFile,
  unreadableHeaderValue,
];
