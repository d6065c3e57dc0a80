import { SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver-types';
import { URI } from 'vscode-uri';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { rangeOf } from '../core/snapshot/file-range.ts';

const MOST = 200;

/** Revisions whose id, message or branch labels have the letters of `query` in order, as VS Code matches symbols. */
export function provideWorkspaceSymbols(
  snapshots: readonly EnvironmentSnapshot[],
  query: string,
): readonly WorkspaceSymbol[] {
  const wanted = query.toLowerCase().replace(/\s+/g, '');
  const symbols: WorkspaceSymbol[] = [];
  for (const snapshot of snapshots) {
    for (const { id, source } of [...snapshot.revisions.revisions()].reverse()) {
      const labels = source.branchLabels.length === 0 ? '' : `(${source.branchLabels.join(', ')})`;
      const name = [id, source.message, labels].filter((part) => part !== '').join(' ');
      if (!hasInOrder(name.toLowerCase(), wanted)) continue;
      const file = snapshot.files.get(source.path);
      if (file === undefined) continue;
      const range = rangeOf(file, file.header.revision?.valueSpan ?? { start: 0, end: 0 });
      const uri = URI.file(source.path).toString();
      symbols.push({ name, kind: SymbolKind.Event, location: { uri, range } });
      if (symbols.length === MOST) return symbols;
    }
  }
  return symbols;
}

function hasInOrder(text: string, letters: string): boolean {
  let at = -1;
  for (const letter of letters) {
    at = text.indexOf(letter, at + 1);
    if (at === -1) return false;
  }
  return true;
}
