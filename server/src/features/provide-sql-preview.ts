import { URI } from 'vscode-uri';
import type { CompiledStep } from '../core/plan/compiled-step.ts';
import { type OfflineScript, revisionScript } from '../core/plan/offline-script.ts';
import { type PlanOrigin, planScript, previewableText } from '../core/plan/plan-script.ts';
import type { RevisionSql } from '../core/postgresql/statement.ts';
import type { EnvironmentSnapshot, RevisionFile } from '../core/snapshot/environment-snapshot.ts';
import { rangeOf } from '../core/snapshot/file-range.ts';
import type { SqlPreviewAnswer, SqlPreviewStatement } from '../protocol/preview-messages.ts';

/** The SQL of one function of a file as it stands in the editor. */
export function provideFilePreview(
  file: RevisionFile,
  direction: 'upgrade' | 'downgrade',
  sql: RevisionSql,
): SqlPreviewAnswer {
  const id = file.revision?.revision ?? file.path.slice(file.path.lastIndexOf('/') + 1);
  const script = revisionScript(id, sql, true);
  return {
    title: titled(`${direction} ${id}`, file.revision?.message ?? ''),
    sql: script.text === '' ? `-- ${direction}() of ${id} sends nothing.\n` : script.text,
    statements: statementsOf(script, 0, () => file),
    unresolvedCount: sql.unresolved.length,
    summary: undefined,
  };
}

/** The SQL of a plan as a run sends it, with transactions and the rows of the version table; on top what it is. */
export function providePlanPreview(
  snapshot: EnvironmentSnapshot,
  compiled: readonly CompiledStep[],
  plan: PlanOrigin & { readonly title: string },
): SqlPreviewAnswer {
  const { title } = plan;
  const unresolvedCount = compiled.reduce((sum, { sql }) => sum + sql.unresolved.length, 0);
  if (compiled.length === 0 && !plan.purge) {
    const sql = `-- ${title}: nothing to run.\n`;
    return { title, sql, statements: [], unresolvedCount, summary: undefined };
  }
  const script = planScript(compiled, plan);
  const summary = previewableText(compiled);
  const heading = [`-- ${title}`, `-- ${summary}`, ''];
  const fileOf = (revision: string): RevisionFile | undefined => {
    const path = snapshot.revisions.get(revision)?.source.path;
    return path === undefined ? undefined : snapshot.files.get(path);
  };
  return {
    title,
    sql: `${heading.join('\n')}\n${script.text}`,
    statements: statementsOf(script, heading.length, fileOf),
    unresolvedCount,
    summary,
  };
}

/** `shift` is the number of lines that stand before the script. */
function statementsOf(
  { parts }: OfflineScript,
  shift: number,
  fileOf: (revision: string) => RevisionFile | undefined,
): readonly SqlPreviewStatement[] {
  return parts.flatMap(({ kind, startLine, endLine, revision, span }) => {
    const file = fileOf(revision);
    if (file === undefined) return [];
    const lines = { startLine: startLine + shift, endLine: endLine + shift };
    return [{ kind, ...lines, uri: URI.file(file.path).toString(), range: rangeOf(file, span) }];
  });
}

function titled(what: string, message: string): string {
  return message === '' ? what : `${what}: ${message}`;
}
