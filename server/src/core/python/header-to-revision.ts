import type { Revision } from '../script/revision.ts';
import type { Span } from '../text/span.ts';
import { revisionMessage } from './revision-docstring.ts';
import type { HeaderVariable, RevisionHeader } from './revision-header.ts';

/** Why a file is no revision that Alembic could load. */
export interface RevisionReadingProblem {
  readonly kind:
    | 'missing-revision'
    | 'missing-down-revision'
    /** The value exists and only Python can tell it. */
    | 'unknown-value'
    /** Alembic refuses a value of this type. */
    | 'wrong-type';
  readonly variable: 'revision' | 'down_revision' | 'branch_labels' | 'depends_on';
  readonly message: string;
  /** Undefined where there is no place: the variable is missing. */
  readonly span: Span | undefined;
}

/**
 * What a header gives. `revision` is undefined where its id cannot be told; problems say why. With an id but without a
 * usable `down_revision` the revision is still there, as a base, so that the rest of the chain can be shown.
 */
export interface RevisionReading {
  readonly revision: Revision | undefined;
  readonly problems: readonly RevisionReadingProblem[];
}

/** Before Alembic 0.2 the file name was the id. Source: `alembic.script.base._legacy_rev`. */
const LEGACY_FILE_NAME = /^([a-f0-9]+)\.py$/;

/** Turns the header of the file at `path` (`/` or `\` separated) into the revision that Alembic would load. */
export function headerToRevision(header: RevisionHeader, path: string): RevisionReading {
  const problems: RevisionReadingProblem[] = [];
  const id = readRevisionId(header, path, problems);
  if (header.downRevision === undefined && header.revision !== undefined) {
    const message =
      'the variable `down_revision` is missing, and Alembic does not load a revision without it';
    problems.push({ kind: 'missing-down-revision', variable: 'down_revision', message, span: undefined });
  }
  const downRevisions = readIds('down_revision', header.downRevision, problems);
  const dependsOn = readIds('depends_on', header.dependsOn, problems);
  const branchLabels = readIds('branch_labels', header.branchLabels, problems);
  if (id === undefined) return { revision: undefined, problems };
  const message = revisionMessage(header.docstring);
  return { revision: { revision: id, downRevisions, dependsOn, branchLabels, message, path }, problems };
}

function readRevisionId(
  header: RevisionHeader,
  path: string,
  problems: RevisionReadingProblem[],
): string | undefined {
  if (header.revision !== undefined) return readIds('revision', header.revision, problems)[0];
  const fileName = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const legacy = LEGACY_FILE_NAME.exec(fileName)?.[1];
  if (legacy !== undefined) return legacy;
  problems.push({
    kind: 'missing-revision',
    variable: 'revision',
    message: 'the variable `revision` is missing, so Alembic cannot load this file',
    span: undefined,
  });
  return undefined;
}

const NO_IDS: readonly string[] = [];

/**
 * The strings of a variable; empty where they are None, absent or unknown. A repeated parent stays one, because Alembic
 * counts it (`is_merge_point`); other names are kept once.
 */
function readIds(
  name: RevisionReadingProblem['variable'],
  variable: HeaderVariable | undefined,
  problems: RevisionReadingProblem[],
): readonly string[] {
  if (variable === undefined || variable.value.kind === 'none') return NO_IDS;
  if (variable.value.kind === 'items') {
    const [first, ...others] = variable.value.items;
    if (first !== undefined && others.length === 0) return [first.value];
    const values = variable.value.items.map((item) => item.value);
    return name === 'down_revision' ? values : [...new Set(values)];
  }
  const { reason, wrongType } = variable.value;
  const kind = wrongType === true ? 'wrong-type' : 'unknown-value';
  problems.push({ kind, variable: name, message: reason, span: variable.valueSpan });
  return [];
}
