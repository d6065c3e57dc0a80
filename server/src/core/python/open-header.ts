import type { HeaderVariable, RevisionHeader } from './revision-header.ts';

/** The variables of a header, by key and by their names in Python. */
export const HEADER_VARIABLES = [
  ['revision', 'revision'],
  ['downRevision', 'down_revision'],
  ['branchLabels', 'branch_labels'],
  ['dependsOn', 'depends_on'],
] as const;

/** True where a header holds a value that its file does not tell, and the file imports something that might. */
export function needsImports(header: RevisionHeader, text: string): boolean {
  return HEADER_VARIABLES.some(([key]) => isOpen(header[key])) && /^[ \t]*(?:from|import)[ \t]/m.test(text);
}

/** A value that the scanner cannot compute, of which nothing is wrong. */
export function isOpen(variable: HeaderVariable | undefined): variable is HeaderVariable {
  return variable?.value.kind === 'unknown' && variable.value.wrongType !== true;
}
