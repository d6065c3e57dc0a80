import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import type { HeaderVariable } from '../core/python/revision-header.ts';
import type { RevisionFile } from '../core/snapshot/environment-snapshot.ts';
import { rangeOf } from '../core/snapshot/file-range.ts';
import type { Span } from '../core/text/span.ts';

/** The revision of a file with its header and its two functions. Empty where the file is no revision. */
export function provideDocumentSymbols(file: RevisionFile): readonly DocumentSymbol[] {
  const { header, revision } = file;
  if (revision === undefined) return [];
  const children: DocumentSymbol[] = [
    ...variable(file, 'revision', header.revision),
    ...variable(file, 'down_revision', header.downRevision),
    ...variable(file, 'branch_labels', header.branchLabels),
    ...variable(file, 'depends_on', header.dependsOn),
    ...functionSymbol(file, 'upgrade', header.upgradeSpan),
    ...functionSymbol(file, 'downgrade', header.downgradeSpan),
  ];
  const whole = rangeOf(file, { start: 0, end: file.text.length });
  const selection = header.revision?.valueSpan ?? { start: 0, end: 0 };
  return [
    {
      name: revision.revision === '' ? "''" : revision.revision,
      detail: revision.message,
      kind: SymbolKind.Event,
      range: whole,
      selectionRange: rangeOf(file, selection),
      children,
    },
  ];
}

function variable(file: RevisionFile, name: string, found: HeaderVariable | undefined): DocumentSymbol[] {
  if (found === undefined) return [];
  const span = { start: found.nameSpan.start, end: found.valueSpan.end };
  return [
    {
      name,
      detail: file.text.slice(found.valueSpan.start, found.valueSpan.end).replace(/\s+/g, ' '),
      kind: SymbolKind.Constant,
      range: rangeOf(file, span),
      selectionRange: rangeOf(file, found.nameSpan),
    },
  ];
}

function functionSymbol(file: RevisionFile, name: string, span: Span | undefined): DocumentSymbol[] {
  if (span === undefined) return [];
  const range = rangeOf(file, span);
  return [{ name, kind: SymbolKind.Function, range, selectionRange: range }];
}
