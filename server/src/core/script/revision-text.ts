import type { RevisionMap } from './revision-map.ts';
import { isBranchPoint, isEffectiveHead, isHead, isMergePoint, type RevisionNode } from './revision-node.ts';

/** Which parts of a revision's line are shown. */
export interface RevisionLineOptions {
  readonly branches?: boolean;
  readonly message?: boolean;
  readonly parents?: boolean;
  /** Branch points and merge points; shown unless false. */
  readonly tree?: boolean;
  /** Revisions that are marked `(current)`. */
  readonly current?: ReadonlySet<string>;
}

/**
 * One line as `alembic history`, `heads` and `branches` print it.
 * Source: `Script.cmd_format` and `Script._head_only`. Labels come in the order in which they reach the revision; Alembic's
 * own order is that of a set, which varies from run to run.
 */
export function revisionLine(map: RevisionMap, node: RevisionNode, options: RevisionLineOptions): string {
  const { dependsOn, message } = node.source;
  const dependencies = dependsOn.length > 0 ? ` (${dependsOn.join(', ')})` : '';
  const labels = map.labelsOf(node);
  return [
    options.parents === true ? `${downRevisionText(node)}${dependencies} -> ` : '',
    node.id,
    options.branches === true && labels.length > 0 ? ` (${labels.join(', ')})` : '',
    isEffectiveHead(node) ? ' (head)' : isHead(node) ? ' (effective head)' : '',
    options.current?.has(node.id) === true ? ' (current)' : '',
    options.tree === false ? '' : treeMarks(node),
    options.message === true ? `, ${message}` : '',
  ].join('');
}

/**
 * The paragraph that `alembic show` and the verbose forms print, ending in a line break.
 * `documentation` is the whole docstring of the file. Source: `Script.log_entry`.
 */
export function revisionEntry(
  map: RevisionMap,
  node: RevisionNode,
  documentation: string,
  current?: ReadonlySet<string>,
): string {
  const labels = map.labelsOf(node);
  const { dependsOn, path } = node.source;
  const mark = current?.has(node.id) === true ? ' (current)' : '';
  const lines = [
    `Rev: ${node.id}${isHead(node) ? ' (head)' : ''}${treeMarks(node)}${mark}`,
    `${isMergePoint(node) ? 'Merges' : 'Parent'}: ${downRevisionText(node)}`,
    ...(dependsOn.length > 0 ? [`Also depends on: ${dependsOn.join(', ')}`] : []),
    ...(isBranchPoint(node) ? [`Branches into: ${node.children.map((child) => child.id).join(', ')}`] : []),
    ...(labels.length > 0 ? [`Branch names: ${labels.join(', ')}`] : []),
    `Path: ${path}`,
    '',
    indented(documentation.trim()),
    '',
  ];
  return lines.join('\n');
}

/** A branch point with the revisions that branch from it, as `alembic branches` prints it. Source: `command.branches`. */
export function branchPointText(
  map: RevisionMap,
  node: RevisionNode,
  heading: string,
  verbose: boolean,
): string {
  const indent = ' '.repeat(node.id.length);
  const children = node.children.map(
    (child) => `${indent} -> ${revisionLine(map, child, { branches: true, message: verbose })}`,
  );
  return `${heading}\n${children.join('\n')}\n`;
}

function indented(text: string): string {
  if (text === '') return '';
  const lines = text.split(/\r\n|\r|\n/);
  return lines.map((line) => `    ${line}`).join('\n');
}

function treeMarks(node: RevisionNode): string {
  return (isBranchPoint(node) ? ' (branchpoint)' : '') + (isMergePoint(node) ? ' (mergepoint)' : '');
}

function downRevisionText(node: RevisionNode): string {
  const { downRevisions } = node.source;
  return downRevisions.length === 0 ? '<base>' : downRevisions.join(', ');
}
