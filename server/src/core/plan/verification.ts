import type { RevisionSql } from '../postgresql/statement.ts';
import { historyBetween, parseHistoryRange } from '../script/history.ts';
import { requireRevisions } from '../script/require-revisions.ts';
import { getRevisions } from '../script/resolve-identifier.ts';
import type { RevisionMap } from '../script/revision-map.ts';
import type { EnvironmentSnapshot, RevisionFile } from '../snapshot/environment-snapshot.ts';
import type { CompileRevision } from './compiled-step.ts';
import { planUpgrade } from './plan-upgrade.ts';
import type { RevisionStep } from './revision-step.ts';

/** A revision on its way up, and whether its way back is tried as well. */
export interface VerificationStep {
  readonly step: RevisionStep;
  readonly file: RevisionFile;
  /** Parents and dependencies: what must be in the database first. */
  readonly requires: readonly string[];
  readonly up: RevisionSql;
  /** Undefined where the revision is only run because a later one stands on it. */
  readonly roundTrip: { readonly down: RevisionSql; readonly again: RevisionSql } | undefined;
}

/**
 * Every step that proves the revisions of `range` (one identifier, or `A:B` with both ends, as `history -r` takes it;
 * undefined: all), from the base, each with the SQL of up, down and up again. The way up is one run; each way down and each
 * second way up is a run of its own, which remembers nothing.
 * Throws the CommandErrors of the identifiers and of `planUpgrade`.
 */
export function planVerification(
  snapshot: EnvironmentSnapshot,
  range: string | undefined,
  newRun: () => CompileRevision,
): readonly VerificationStep[] {
  const { revisions, files } = snapshot;
  const wanted = range === undefined ? undefined : new Set(idsOf(revisions, range));
  const compileUp = newRun();
  const steps = planUpgrade(revisions, targetOf(range), []);
  return steps.flatMap((step): VerificationStep[] => {
    const node = revisions.get(step.revision);
    const file = files.get(node?.source.path ?? '');
    if (node === undefined || file === undefined) return [];
    const requires = node.allParents.map(({ id }) => id);
    const up = compileUp(file, 'upgrade');
    if (wanted?.has(step.revision) === false) return [{ step, file, requires, up, roundTrip: undefined }];
    const down = newRun()(file, 'downgrade');
    return [{ step, file, requires, up, roundTrip: { down, again: newRun()(file, 'upgrade') } }];
  });
}

function idsOf(map: RevisionMap, range: string): readonly string[] {
  if (range.includes(':')) return historyBetween(map, parseHistoryRange(range)).map(({ id }) => id);
  return requireRevisions(getRevisions(map, range), range).map(({ id }) => id);
}

function targetOf(range: string | undefined): string {
  if (range?.includes(':') !== true) return range ?? 'heads';
  const end = range.slice(range.indexOf(':') + 1).trim();
  return end === '' ? 'heads' : end;
}
