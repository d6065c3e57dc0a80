import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../text/span.ts';

/** The children of a node without comments. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'Comment') children.push(child);
  }
  return children;
}

export function spanOf(node: SyntaxNode): Span {
  return { start: node.from, end: node.to };
}
