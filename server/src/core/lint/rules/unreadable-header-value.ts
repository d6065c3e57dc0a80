import type { HeaderVariable } from '../../python/revision-header.ts';
import type { FileRule, Finding } from '../lint-rule.ts';

const CONSEQUENCES: ReadonlyArray<
  readonly ['revision' | 'downRevision' | 'branchLabels' | 'dependsOn', string, string]
> = [
  ['revision', 'revision', 'this file is left out of the chain that is shown'],
  ['downRevision', 'down_revision', 'the chain is shown without this link'],
  ['branchLabels', 'branch_labels', 'the chain is shown without these labels'],
  ['dependsOn', 'depends_on', 'the chain is shown without these dependencies'],
];

function finding(path: string, variable: HeaderVariable, name: string, consequence: string): Finding[] {
  const { value } = variable;
  if (value.kind !== 'unknown') return [];
  const reason = value.reason.replace(/\.$/, '');
  return [
    {
      path,
      span: variable.valueSpan,
      ...(value.wrongType === true ? { severity: 'error' as const } : {}),
      message:
        value.wrongType === true
          ? `Alembic refuses this value of ${name} (${reason}), so every alembic command fails.`
          : `${name} cannot be read without running Python (${reason}), so ${consequence}.`,
    },
  ];
}

/** A header variable whose value only Python can tell, or that Alembic refuses. */
export const unreadableHeaderValue: FileRule = {
  id: 'unreadable-header-value',
  severity: 'warning',
  scope: 'file',
  check(file) {
    return CONSEQUENCES.flatMap(([key, name, consequence]) => {
      const variable = file.header[key];
      return variable === undefined ? [] : finding(file.path, variable, name, consequence);
    });
  },
};
