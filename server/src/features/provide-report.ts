import { allCurrent } from '../core/script/all-current.ts';
import { historyOf } from '../core/script/history.ts';
import type { RevisionMap } from '../core/script/revision-map.ts';
import { isBranchPoint, type RevisionNode } from '../core/script/revision-node.ts';
import { branchPointText, revisionLine } from '../core/script/revision-text.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';

export type ReportName = 'history' | 'heads' | 'branches' | 'current';

/**
 * Text as `alembic history`, `heads`, `branches` and `current` print it. `rows` are those of the version table; undefined
 * where no database was asked.
 */
export function provideReport(
  snapshot: EnvironmentSnapshot,
  report: ReportName,
  rows: readonly string[] | undefined,
): string {
  const lines = reportLines(snapshot, report, rows);
  return lines.map((line) => `${line}\n`).join('');
}

function reportLines(
  { revisions }: EnvironmentSnapshot,
  report: ReportName,
  rows: readonly string[] | undefined,
): readonly string[] {
  switch (report) {
    case 'history': {
      const current = rows === undefined ? {} : { current: new Set(rows) };
      const options = { branches: true, message: true, parents: true, ...current };
      return historyOf(revisions).map((node) => revisionLine(revisions, node, options));
    }
    case 'heads':
      return found(revisions.heads).map((node) =>
        revisionLine(revisions, node, { branches: true, tree: false }),
      );
    case 'branches':
      return historyOf(revisions)
        .filter(isBranchPoint)
        .map((node) =>
          branchPointText(revisions, node, revisionLine(revisions, node, { branches: true }), false),
        );
    case 'current':
      return currentLines(revisions, rows ?? []);
  }

  function found(ids: readonly string[]): readonly RevisionNode[] {
    return ids.map((id) => revisions.get(id)).filter((node) => node !== undefined);
  }
}

/** What Alembic prints, then the rows for which it would print nothing but an error. */
function currentLines(revisions: RevisionMap, rows: readonly string[]): readonly string[] {
  const known = rows.filter((row) => revisions.get(row) !== undefined);
  const unknown = rows.filter((row) => revisions.get(row) === undefined);
  return [
    ...allCurrent(revisions, known).map((node) => revisionLine(revisions, node, {})),
    ...unknown.map((row) => `${row} (no revision file has it)`),
  ];
}
