import type { EnvironmentSnapshot } from '../snapshot/environment-snapshot.ts';
import { mergeOverlaps, overlapText } from './merge-overlaps.ts';
import { revisionCompiler } from './revision-compiler.ts';
import { runSettings } from './run-settings.ts';

/**
 * What to look at before these revisions are merged, a sentence each: tables that several sides touch. What could not be
 * compared is named only beside those.
 */
export function mergeWarnings(snapshot: EnvironmentSnapshot, merged: readonly string[]): readonly string[] {
  const { revisions, envScript, knowledge } = snapshot;
  const nodes = merged.flatMap((id) => revisions.get(id) ?? []);
  const compiler = () => revisionCompiler(runSettings(envScript), null, knowledge);
  const { overlaps, unresolved, isCut } = mergeOverlaps(snapshot, nodes, compiler);
  if (overlaps.length === 0) return [];
  return [
    ...overlaps.map(overlapText),
    ...(unresolved.length > 0 ? [`what ${unresolved.join(', ')} does is not wholly known beforehand`] : []),
    ...(isCut ? ['the branches are long; only their newest revisions were compared'] : []),
  ];
}
