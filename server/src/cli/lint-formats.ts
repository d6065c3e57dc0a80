import type { DiagnosticJson } from './diagnostic-json.ts';

const DOCUMENTATION = 'docs/rules.md';

/** SARIF 2.1.0, as code scanning services read it. Source: the OASIS SARIF 2.1.0 specification. */
export function lintSarif(diagnostics: readonly DiagnosticJson[]): string {
  const rules = [...new Set(diagnostics.map(({ rule }) => rule))].sort();
  const level = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'alembic-workbench',
            rules: rules.map((id) => ({ id, helpUri: `${DOCUMENTATION}#${id}` })),
          },
        },
        results: diagnostics.map(({ rule, severity, message, path, line, column, endLine, endColumn }) => ({
          ruleId: rule,
          level: level[severity],
          message: { text: message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: encodeURI(path) },
                region: { startLine: line, startColumn: column, endLine, endColumn },
              },
            },
          ],
        })),
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Workflow commands of GitHub Actions, one a line, shown as annotations of the changed files. */
export function lintGithub(diagnostics: readonly DiagnosticJson[]): string {
  const command = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' } as const;
  return diagnostics
    .map(({ rule, severity, message, path, line, column, endLine, endColumn }) => {
      const properties = [
        `file=${property(path)}`,
        `line=${line}`,
        `endLine=${endLine}`,
        // GitHub takes columns only where a finding stays on one line.
        ...(line === endLine ? [`col=${column}`, `endColumn=${endColumn}`] : []),
        `title=${property(rule)}`,
      ];
      return `::${command[severity]} ${properties.join(',')}::${data(message)}\n`;
    })
    .join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** GitLab's Code Quality report. The fingerprint holds while the finding stays in its file, wherever its line moves. */
export function lintGitlab(diagnostics: readonly DiagnosticJson[]): string {
  const severities = { error: 'major', warning: 'minor', information: 'info', hint: 'info' } as const;
  const report = diagnostics.map(({ rule, severity, message, path, line, endLine }) => ({
    description: message,
    check_name: rule,
    fingerprint: `${rule}:${path}:${message}`,
    severity: severities[severity],
    location: { path, lines: { begin: line, end: endLine } },
  }));
  return `${JSON.stringify(report, null, 2)}\n`;
}
