import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import { LineIndex } from '../text/line-index.ts';
import type { Span } from '../text/span.ts';
import { buildModule } from './build-syntax.ts';
import { unwrapParenthesizedWith } from './parenthesized-with.ts';
import type { Block } from './syntax.ts';

/** A Python file that was parsed. Text that is not Python is in the tree as error nodes, in `body` as `invalid`. */
export interface PythonSource {
  readonly text: string;
  readonly tree: Tree;
  readonly lineIndex: LineIndex;
  /** The statements of the module level, as Python's `ast` would name them. */
  readonly body: Block;
}

/** Parses a decoded Python text; never fails. */
export function parsePython(text: string): PythonSource {
  // Same length, so that offsets stay those of the file: the grammar does not know the byte order mark.
  const readable = text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text;
  let tree = parser.parse(readable);
  if (firstError(tree) !== undefined) {
    const unwrapped = unwrapParenthesizedWith(readable);
    if (unwrapped !== readable) tree = parser.parse(unwrapped);
  }
  return { text, tree, lineIndex: new LineIndex(text), body: buildModule(readable, tree) };
}

/** The first place that the grammar does not know, if any. */
export function firstError(tree: Tree): Span | undefined {
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError && !isOptionalPart(cursor.node)) return { start: cursor.from, end: cursor.to };
  } while (cursor.next());
  return undefined;
}

const OPTIONAL_PARTS = new Set(['YieldExpression', 'YieldStatement', 'LiteralPattern']);

/** The grammar wants a value behind `yield` and in `case A():`; Python does not. */
function isOptionalPart(error: SyntaxNode): boolean {
  return error.from === error.to && OPTIONAL_PARTS.has(error.parent?.name ?? '');
}
