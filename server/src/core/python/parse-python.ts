import type { Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import { LineIndex } from '../text/line-index.ts';
import { buildModule } from './build-syntax.ts';
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
  const tree = parser.parse(readable);
  return { text, tree, lineIndex: new LineIndex(text), body: buildModule(readable, tree) };
}
