import { type InlayHint, MarkupKind, type Position, type Range } from 'vscode-languageserver-types';
import { effectsText } from '../core/postgresql/effects/effects-text.ts';
import type { FileOperation } from '../core/postgresql/effects/file-operations.ts';
import { operationMarkdown, type ServerVersion } from '../core/postgresql/effects/operation-markdown.ts';
import type { RevisionFile } from '../core/snapshot/environment-snapshot.ts';
import { lineIndexOf } from '../core/snapshot/file-range.ts';
import type { WorkbenchSettings } from '../protocol/settings.ts';

/** The locks of each operation behind the line on which its call begins, for the ends of lines that `range` holds. */
export function provideInlayHints(
  file: RevisionFile,
  operations: readonly FileOperation[],
  version: ServerVersion,
  shown: WorkbenchSettings['inlayHints'],
  range: Range,
): readonly InlayHint[] {
  if (shown === 'off') return [];
  const hints: InlayHint[] = [];
  for (const operation of operations) {
    const position = endOfLine(file, operation.span.start);
    // An editor asks for adjoining ranges and shows what both answer twice.
    if (isBefore(position, range.start) || isBefore(range.end, position)) continue;
    const label = hintText(operation, shown);
    if (label === undefined) continue;
    hints.push({
      position,
      label,
      paddingLeft: true,
      tooltip: { kind: MarkupKind.Markdown, value: operationMarkdown(operation, version) },
    });
  }
  return hints;
}

function hintText(
  { effects, statements, unresolved }: FileOperation,
  shown: 'blocking' | 'all',
): string | undefined {
  const blocks = effects.blocks === 'reads and writes' || effects.blocks === 'writes';
  if (shown === 'blocking') return blocks ? effectsText(effects) : undefined;
  if (statements.length === 0) return unresolved.length === 0 ? undefined : 'not known beforehand';
  return effectsText(effects);
}

function isBefore(left: Position, right: Position): boolean {
  return left.line === right.line ? left.character < right.character : left.line < right.line;
}

function endOfLine(file: RevisionFile, offset: number): Position {
  const end = /[\r\n]|$/.exec(file.text.slice(offset))?.index ?? 0;
  return lineIndexOf(file).position(offset + end);
}
