import type { HeaderVariable, RevisionHeader } from './revision-header.ts';

/** The variables of a header, by key and by their names in Python. */
export const HEADER_VARIABLES = [
  ['revision', 'revision'],
  ['downRevision', 'down_revision'],
  ['branchLabels', 'branch_labels'],
  ['dependsOn', 'depends_on'],
] as const;

/** True where a header holds a value that takes running its file, or following what it imports. */
export function needsInterpreter(header: RevisionHeader): boolean {
  return HEADER_VARIABLES.some(([key]) => isOpen(header[key]));
}

/** A value that the scanner cannot compute, of which nothing is wrong. */
export function isOpen(variable: HeaderVariable | undefined): variable is HeaderVariable {
  return variable?.value.kind === 'unknown' && variable.value.wrongType !== true;
}
