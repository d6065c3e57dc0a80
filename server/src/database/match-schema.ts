import type { CompiledStep } from '../core/plan/compiled-step.ts';
import { type Catalog, catalogDifferences } from './read-catalog.ts';
import { type ScratchOptions, ScratchRun } from './scratch-run.ts';

/** How far a schema is from the one that a revision leaves. */
export interface SchemaMatch {
  /** The last revision that ran; undefined for the base. */
  readonly revision: string | undefined;
  /** Rows of the version table there. */
  readonly rows: readonly string[];
  /** "missing: …" is what the revision makes and the schema lacks, "left over: …" the other way round. Empty: the same. */
  readonly differences: readonly string[];
}

export interface SchemaMatches {
  /** Nearest first; of equal ones the newest. */
  readonly nearest: readonly SchemaMatch[];
  /** Why the chain could not be followed to its end; undefined where it was. */
  readonly stopped: string | undefined;
}

export interface SchemaMatching extends ScratchOptions {
  /** The chain from the base. */
  readonly steps: readonly CompiledStep[];
}

const KEPT = 5;

/**
 * Runs a chain in a database of its own and compares the schema after every revision with `wanted`, for a database whose
 * version table is lost. Throws a `DatabaseError` where no scratch database can be made or the baseline fails.
 */
export async function matchSchema(
  wanted: Catalog,
  matching: SchemaMatching,
  onStep: (revision: string, step: number) => void,
  signal: AbortSignal,
): Promise<SchemaMatches> {
  const scratch = new ScratchRun(matching, signal);
  const matches: SchemaMatch[] = [];
  let stopped: string | undefined;
  try {
    matches.push({
      revision: undefined,
      rows: [],
      differences: catalogDifferences(await scratch.catalog(), wanted),
    });
    for (const [index, { step, file, sql }] of matching.steps.entries()) {
      const { revision } = step;
      const [obstacle] = sql.unresolved;
      onStep(revision, index + 1);
      if (file === undefined || obstacle !== undefined) {
        stopped = `${revision} cannot be run without Python: ${obstacle?.reason ?? 'it has no file'}.`;
        break;
      }
      const result = await scratch.run(step, file, sql.statements);
      if (result.outcome !== 'done') {
        stopped = `${revision} fails on an empty database: ${result.failure?.message ?? result.message}`;
        break;
      }
      const differences = catalogDifferences(await scratch.catalog(), wanted);
      matches.push({ revision, rows: result.revisions ?? [], differences });
    }
  } finally {
    await scratch.reset();
  }
  const nearest = matches
    .toReversed()
    .sort((left, right) => left.differences.length - right.differences.length)
    .slice(0, KEPT);
  return { nearest, stopped };
}
