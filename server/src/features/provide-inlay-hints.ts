import { type InlayHint, MarkupKind, type Range } from 'vscode-languageserver-types';
import { effectsText } from '../core/postgresql/effects/effects-text.ts';
import type { FileOperation } from '../core/postgresql/effects/file-operations.ts';
import { operationMarkdown, type ServerVersion } from '../core/postgresql/effects/operation-markdown.ts';
import type { RevisionFile } from '../core/snapshot/environment-snapshot.ts';
import { lineIndexOf } from '../core/snapshot/file-range.ts';
import type { WorkbenchSettings } from '../protocol/settings.ts';

/** The locks of each operation behind the line on which its call begins, for the lines of `range`. */
export function provideInlayHints(
  file: RevisionFile,
  operations: readonly FileOperation[],
  version: ServerVersion,
  shown: WorkbenchSettings['inlayHints'],
  range: Range,
): readonly InlayHint[] {
  if (shown === 'off') return [];
  const lines = lineIndexOf(file);
  const hints: InlayHint[] = [];
  for (const operation of operations) {
    const { line } = lines.position(operation.span.start);
    if (line < range.start.line || line > range.end.line) continue;
    const label = hintText(operation, shown);
    if (label === undefined) continue;
    hints.push({
      position: endOfLine(file, operation.span.start),
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

function endOfLine(file: RevisionFile, offset: number): { line: number; character: number } {
  const end = /[\r\n]|$/.exec(file.text.slice(offset))?.index ?? 0;
  return lineIndexOf(file).position(offset + end);
}
