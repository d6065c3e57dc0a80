import { URI } from 'vscode-uri';
import type { CompiledStep } from '../core/plan/compiled-step.ts';
import { type OfflineScript, offlineScript, revisionScript } from '../core/plan/offline-script.ts';
import type { RunSettings } from '../core/plan/run-settings.ts';
import type { RevisionSql } from '../core/postgresql/statement.ts';
import type { EnvironmentSnapshot, RevisionFile } from '../core/snapshot/environment-snapshot.ts';
import { rangeOf } from '../core/snapshot/file-range.ts';
import type { SqlPreviewAnswer, SqlPreviewStatement } from '../protocol/preview-messages.ts';

const MOST_NAMED = 5;

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
    statements: statementsOf(script, () => file),
    unresolvedCount: sql.unresolved.length,
    summary: undefined,
  };
}

/** The SQL of a plan as a run sends it, with transactions and the rows of the version table. */
export function providePlanPreview(
  snapshot: EnvironmentSnapshot,
  compiled: readonly CompiledStep[],
  plan: {
    readonly title: string;
    readonly heads: readonly string[];
    readonly settings: RunSettings;
    readonly purge?: boolean;
  },
): SqlPreviewAnswer {
  const { title, heads, settings, purge = false } = plan;
  const unresolvedCount = compiled.reduce((sum, { sql }) => sum + sql.unresolved.length, 0);
  if (compiled.length === 0 && !purge) {
    return { title, sql: '-- Nothing to run.\n', statements: [], unresolvedCount, summary: undefined };
  }
  const steps = compiled.map(({ step, sql }) => ({
    step,
    sql: step.direction === 'stamp' ? undefined : sql,
  }));
  const script = offlineScript(steps, {
    versionTable: settings.versionTable,
    transactionPerMigration: settings.transactionPerMigration ?? true,
    statementsBefore: settings.statementsBefore,
    startingHeads: heads,
    showsGuards: true,
    purge,
  });
  const fileOf = (revision: string): RevisionFile | undefined => {
    const path = snapshot.revisions.get(revision)?.source.path;
    return path === undefined ? undefined : snapshot.files.get(path);
  };
  return {
    title,
    sql: script.text,
    statements: statementsOf(script, fileOf),
    unresolvedCount,
    summary: summaryOf(compiled),
  };
}

function statementsOf(
  { parts }: OfflineScript,
  fileOf: (revision: string) => RevisionFile | undefined,
): readonly SqlPreviewStatement[] {
  return parts.flatMap(({ startLine, endLine, revision, span }) => {
    const file = fileOf(revision);
    if (file === undefined) return [];
    return [{ startLine, endLine, uri: URI.file(file.path).toString(), range: rangeOf(file, span) }];
  });
}

/** "38 of 40 revisions previewable; a1b2 and c3d4 need a database." */
function summaryOf(compiled: readonly CompiledStep[]): string {
  const open = compiled.filter(({ sql }) => sql.unresolved.length > 0).map(({ step }) => step.revision);
  const known = compiled.length - open.length;
  const counted = `${known} of ${compiled.length} revision${compiled.length === 1 ? '' : 's'} previewable`;
  if (open.length === 0) return `${counted}.`;
  const named = open.slice(0, MOST_NAMED).join(', ');
  const more = open.length > MOST_NAMED ? ` and ${open.length - MOST_NAMED} more` : '';
  return `${counted}; ${named}${more} hold${open.length === 1 ? 's' : ''} something that is known only when it runs.`;
}

function titled(what: string, message: string): string {
  return message === '' ? what : `${what}: ${message}`;
}
