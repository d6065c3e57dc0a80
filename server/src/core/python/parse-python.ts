import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import { LineIndex } from '../text/line-index.ts';
import type { Span } from '../text/span.ts';
import { buildModule } from './build-syntax.ts';
import { unwrapParenthesizedWith } from './parenthesized-with.ts';
import { readPlainModule } from './plain-module-reader.ts';
import type { Block } from './syntax.ts';

/** A Python file that was parsed. Text that is not Python is in `body` as `invalid`. */
export interface PythonSource {
  readonly text: string;
  readonly lineIndex: LineIndex;
  /** The statements of the module level, as Python's `ast` would name them. */
  readonly body: Block;
  /** The first place that is not Python, or in a form that the grammar does not know. */
  readonly error: Span | undefined;
}

/** Parses a decoded Python text; never fails. */
export function parsePython(text: string): PythonSource {
  const plain = readPlainModule(text);
  if (plain !== undefined) return sourceOf(text, plain, undefined);
  const { body, error } = parseWithGrammar(text);
  return sourceOf(text, body, error);
}

function sourceOf(text: string, body: Block, error: Span | undefined): PythonSource {
  let lineIndex: LineIndex | undefined;
  return {
    text,
    body,
    error,
    // Few readers of a body ask for lines.
    get lineIndex() {
      lineIndex ??= new LineIndex(text);
      return lineIndex;
    },
  };
}

/** Reads any text by the grammar of the whole language; what the readers of plain files are held to. */
export function parseWithGrammar(text: string): Pick<PythonSource, 'body' | 'error'> {
  // Same length, so that offsets stay those of the file: the grammar does not know the byte order mark.
  const readable = text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text;
  const parsed = parseTree(readable);
  if (parsed === undefined) {
    const error = { start: 0, end: text.length };
    return { body: [{ kind: 'invalid', message: 'this file is nested too deeply', ...error }], error };
  }
  return { body: buildModule(readable, parsed.tree), error: parsed.error };
}

function parseTree(text: string): { readonly tree: Tree; readonly error: Span | undefined } | undefined {
  try {
    const tree = parser.parse(text);
    const error = firstError(tree);
    if (error === undefined) return { tree, error };
    const unwrapped = unwrapParenthesizedWith(text);
    if (unwrapped === text) return { tree, error };
    const again = parser.parse(unwrapped);
    return { tree: again, error: firstError(again) };
  } catch (error) {
    // The parser copies its tree by recursion, which ten thousand brackets exhaust.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function firstError(tree: Tree): Span | undefined {
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
