import { STATED } from '../config/stated-env-facts.ts';
import type { ProjectKnowledge } from '../operations/project-knowledge.ts';
import { UnknownConvention } from '../postgresql/compile-context.ts';
import { RunState } from '../postgresql/compile-operations.ts';
import type { CompileRevision } from './compiled-step.ts';
import { revisionReading } from './revision-reading.ts';
import { sqlOfReading } from './revision-sql.ts';
import type { RunSettings } from './run-settings.ts';

/**
 * Compiles the revisions of one run, in their order: what one of them creates is remembered for the next.
 * `serverVersion` is the major version of the server, null where it is not known; `knowledge` that of the snapshot.
 */
export function revisionCompiler(
  { namingConvention }: Pick<RunSettings, 'namingConvention'>,
  serverVersion: number | null,
  knowledge: ProjectKnowledge,
): CompileRevision {
  const state = runState(namingConvention, serverVersion);
  return (file, direction) => sqlOfReading(revisionReading(file, direction, knowledge), direction, state);
}

/** What a run remembers at its start. */
export function runState(
  namingConvention: RunSettings['namingConvention'],
  serverVersion: number | null,
): RunState {
  const convention =
    namingConvention.kind === 'known'
      ? namingConvention.value
      : new UnknownConvention(namingConvention.reason, STATED.namingConvention);
  return new RunState({ namingConvention: convention, serverVersion });
}
