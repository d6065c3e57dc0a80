import type { RevisionNode } from '../../../server/src/protocol/revision-messages.ts';
import { codeSpan, escapeMarkdown } from './markdown.ts';
import { stateWords } from './revision-item.ts';

/** The Markdown of a revision's tooltip: message, ids, place in the chain, problems, and what its upgrade does. */
export function revisionTooltip(node: RevisionNode): string {
  const lines = [
    `**${escapeMarkdown(node.message || '(no message)')}**`,
    '',
    field('Revision', [node.revision]),
  ];
  lines.push(
    field(node.downRevisions.length > 1 ? 'Merges' : 'Revises', node.downRevisions) ||
      '- Revises nothing: base',
  );
  if (node.dependsOn.length > 0) lines.push(field('Depends on', node.dependsOn));
  if (node.branchLabels.length > 0) lines.push(field('Branch', node.branchLabels));
  if (node.createDate !== undefined) lines.push(`- Created ${escapeMarkdown(node.createDate)}`);
  const state = stateWords(node);
  if (state !== '') lines.push(`- State: ${state}`);
  for (const error of node.errors) lines.push('', `$(error) ${escapeMarkdown(error)}`);
  if (node.operations !== undefined && node.operations.length > 0) {
    lines.push('', '---', '', ...node.operations.map((operation) => `- ${escapeMarkdown(operation)}`));
  }
  return lines.join('\n');
}

function field(name: string, revisions: readonly string[]): string {
  return revisions.length === 0 ? '' : `- ${name} ${revisions.map(codeSpan).join(', ')}`;
}
