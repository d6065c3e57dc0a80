import type { ProjectKnowledge } from '../operations/project-knowledge.ts';
import type { RevisionFile } from '../snapshot/environment-snapshot.ts';
import { type RevisionReading, readRevision } from './revision-sql.ts';

interface Remembered {
  readonly knowledge: ProjectKnowledge;
  readonly readings: Map<'upgrade' | 'downgrade', RevisionReading>;
}

/** Enough for the chains of nearly all projects; what was read first is forgotten first. */
const MOST_REMEMBERED = 2000;

/** A file and the knowledge around it never change, so what was read of them holds as long as both are asked for. */
const remembered = new Map<RevisionFile, Remembered>();

/** What one function of a file does; read once, however often a plan or a preview of the unchanged file is asked for. */
export function revisionReading(
  file: RevisionFile,
  direction: 'upgrade' | 'downgrade',
  knowledge: ProjectKnowledge,
): RevisionReading {
  let known = remembered.get(file);
  if (known === undefined || known.knowledge !== knowledge) {
    known = { knowledge, readings: new Map() };
    remember(file, known);
  }
  let reading = known.readings.get(direction);
  if (reading === undefined) {
    reading = readRevision(file.text, direction, knowledge);
    known.readings.set(direction, reading);
  }
  return reading;
}

function remember(file: RevisionFile, known: Remembered): void {
  remembered.delete(file);
  const [oldest] = remembered.keys();
  if (remembered.size >= MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  remembered.set(file, known);
}
