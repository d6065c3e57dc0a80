import { planDowngrade } from '../../server/src/core/plan/plan-downgrade.ts';
import { planStamp } from '../../server/src/core/plan/plan-stamp.ts';
import { planUpgrade } from '../../server/src/core/plan/plan-upgrade.ts';
import type { RevisionStep, VersionChange } from '../../server/src/core/plan/revision-step.ts';
import { allCurrent } from '../../server/src/core/script/all-current.ts';
import { CommandError } from '../../server/src/core/script/command-error.ts';
import { historyBetween, historyOf, parseHistoryRange } from '../../server/src/core/script/history.ts';
import { requireRevisions } from '../../server/src/core/script/require-revisions.ts';
import { getRevisions } from '../../server/src/core/script/resolve-identifier.ts';
import type { RevisionMap } from '../../server/src/core/script/revision-map.ts';
import { revisionsOf } from '../../server/src/core/script/revision-map-fault.ts';
import {
  isBase,
  isBranchPoint,
  isEffectiveHead,
  isHead,
  isMergePoint,
} from '../../server/src/core/script/revision-node.ts';
import { revisionEntry, revisionLine } from '../../server/src/core/script/revision-text.ts';
import type { DocumentedRevision, Question } from './revision-graphs.ts';

interface PythonFault {
  readonly error: { readonly type: string; readonly message: string; readonly revisions: readonly string[] };
}

interface OracleStep {
  readonly revision: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly changes?: readonly VersionChange[];
  readonly orderFree?: boolean;
  readonly rowFault?: string;
}

type OracleReply =
  | PythonFault
  | { readonly steps: readonly OracleStep[]; readonly rows?: readonly string[] }
  | { readonly revisions: readonly string[] }
  | { readonly texts: ReadonlyArray<readonly string[]> };

export interface OracleAnswer {
  readonly map: PythonFault | Readonly<Record<string, unknown>>;
  /** Absent where Alembic could not load the graph, or was not asked to walk it. */
  readonly history?: readonly string[] | PythonFault;
  readonly answers?: readonly OracleReply[];
}

/** Our codes for what Alembic raises with these words; the first entry that fits decides. */
const CODES: ReadonlyArray<readonly [type: string, words: string, codes: readonly string[]]> = [
  ['ResolutionError', 'No such revision or branch', ['revision-not-found']],
  ['ResolutionError', 'Multiple revisions start', ['ambiguous-revision']],
  ['ResolutionError', 'is not a member of branch', ['not-on-branch']],
  ['ResolutionError', 'No such branch', ['branch-not-found']],
  ['MultipleHeads', '', ['multiple-heads']],
  ['RangeNotAncestorError', 'Nothing to drop', ['invalid-downgrade-target']],
  ['RangeNotAncestorError', '', ['invalid-range']],
  ['RevisionError', 'Ambiguous walk', ['ambiguous-walk']],
  ['RevisionError', 'Ambiguous upgrade', ['ambiguous-upgrade']],
  ['RevisionError', "didn't produce", ['relative-out-of-range']],
  ['RevisionError', 'Walked too far', ['walked-too-far']],
  ['RevisionError', 'overlaps with', ['overlapping-revisions']],
  ['RevisionError', 'Not a valid downgrade target', ['invalid-downgrade-target']],
  ['RevisionError', 'already used by revision', ['duplicate-label', 'label-equals-revision']],
  ['RevisionError', 'not allowed in revision identifier', ['illegal-revision-id']],
  ['RevisionError', 'broken map', ['missing-down-revision']],
  ['LoopDetected', '', ['self-loop']],
  ['DependencyLoopDetected', '', ['dependency-self-loop']],
  ['CycleDetected', '', ['cycle']],
  ['DependencyCycleDetected', '', ['dependency-cycle']],
  ['KeyError', '', ['missing-down-revision', 'missing-dependency']],
  // Where Alembic has no words of its own and fails an assertion.
  [
    'AssertionError',
    '',
    [
      'target-out-of-range',
      'empty-target',
      'ambiguous-downgrade',
      'range-crosses-dependency',
      'overlapping-revisions',
      'invalid-range',
    ],
  ],
  ['AttributeError', '', ['target-out-of-range']],
];

function codesOf({ error }: PythonFault): readonly string[] {
  const entry = CODES.find(([type, words]) => type === error.type && error.message.includes(words));
  return entry?.[2] ?? [`${error.type}: ${error.message}`];
}

const RESOLUTION_CODES = CODES.filter(([type]) => type === 'ResolutionError').flatMap(([, , codes]) => codes);

/**
 * Our answer, or Alembic's error in our words where ours is one of those that stand for it. Where both ends of a history
 * range name nothing, it is enough to complain of either.
 */
function sameError(code: string, truth: PythonFault, kind?: Question['kind']): string {
  const isEitherEnd = kind === 'history' && truth.error.type === 'ResolutionError';
  const codes = isEitherEnd ? RESOLUTION_CODES : codesOf(truth);
  return codes.includes(code) ? code : codes.join(' or ');
}

type Comparable = Readonly<Record<string, unknown>>;

function isFault(reply: unknown): reply is PythonFault {
  return typeof reply === 'object' && reply !== null && 'error' in reply;
}

/** What the oracle says about a map, and what we say, in the same shape. */
export function compareMaps(
  map: RevisionMap,
  truth: OracleAnswer,
): readonly [ours: unknown, theirs: unknown] {
  const fault = map.loadFault;
  if (fault === undefined) return [describeMap(map), isFault(truth.map) ? codesOf(truth.map) : truth.map];
  const named =
    fault.kind === 'cycle' || fault.kind === 'dependency-cycle'
      ? revisionsOf(fault).map((revision) => revision.revision)
      : [];
  const ours = { error: fault.kind, revisions: named.sort() };
  if (!isFault(truth.map)) return [ours, truth.map];
  const { type, revisions } = truth.map.error;
  const theirNames =
    type === 'CycleDetected' || type === 'DependencyCycleDetected' ? revisions.toSorted() : [];
  return [ours, { error: sameError(fault.kind, truth.map), revisions: theirNames }];
}

function describeMap(map: RevisionMap): Comparable {
  const revisions = [...map.revisions()].map((node) => [
    node.id,
    {
      labels: map.labelsOf(node).toSorted(),
      isHead: isHead(node),
      isEffectiveHead: isEffectiveHead(node),
      isBase: isBase(node),
      isBranchPoint: isBranchPoint(node),
      isMergePoint: isMergePoint(node),
      normalizedParents: map.normalizedParents(node).map((parent) => parent.id),
      children: node.children.map((child) => child.id).sort(),
    },
  ]);
  return {
    heads: map.heads,
    effectiveHeads: map.effectiveHeads,
    bases: map.bases,
    effectiveBases: map.effectiveBases,
    revisions: Object.fromEntries(revisions),
  };
}

export function compareHistories(
  map: RevisionMap,
  truth: OracleAnswer,
): readonly [ours: unknown, theirs: unknown] {
  const theirs = truth.history;
  if (isFault(theirs)) return refusedHistory(theirs);
  return [historyOf(map).map((node) => node.id), theirs];
}

/** A repeated id may leave heads that need each other; Alembic then prints no history, we print what was read. */
function refusedHistory(fault: PythonFault): readonly [ours: unknown, theirs: unknown] {
  return [['overlapping-revisions'], codesOf(fault)];
}

export function compareAnswers(
  map: RevisionMap,
  question: Question,
  truth: OracleReply | undefined,
): readonly [ours: unknown, theirs: unknown] {
  if (question.kind === 'text') {
    return isFault(truth) ? refusedHistory(truth) : [texts(map, question.rows), comparableTexts(truth)];
  }
  const ours = answerOurs(map, question);
  if (isFault(truth)) {
    return [
      ours,
      {
        error: typeof ours.error === 'string' ? sameError(ours.error, truth, question.kind) : codesOf(truth),
      },
    ];
  }
  if (truth === undefined || !('steps' in truth)) return [ours, truth];
  const steps = truth.steps.map((step) =>
    step.rowFault === undefined
      ? comparableStep(step, step.changes ?? [], step.orderFree === true)
      : { revision: step.revision, from: step.from, to: step.to, rowFault: true },
  );
  const orderFree = truth.steps.map((step) => step.orderFree === true);
  return [{ steps: planned(ours.steps, orderFree) }, { steps }];
}

function answerOurs(map: RevisionMap, { kind, target, rows }: Question): Comparable {
  try {
    if (kind === 'upgrade') return { steps: planUpgrade(map, target, rows) };
    if (kind === 'downgrade') return { steps: planDowngrade(map, target, rows) };
    if (kind === 'stamp') return { steps: planStamp(map, [target], rows) };
    if (kind === 'current')
      return {
        revisions: allCurrent(map, rows)
          .map((node) => node.id)
          .sort(),
      };
    const found =
      kind === 'show'
        ? requireRevisions(getRevisions(map, target), target)
        : historyBetween(map, parseHistoryRange(target, rows));
    return { revisions: found.map((node) => node.id) };
  } catch (error) {
    if (error instanceof CommandError) return { error: error.code };
    throw error;
  }
}

/** Every revision in the forms that commands print it. */
function texts(map: RevisionMap, rows: readonly string[]): unknown {
  const current = new Set(rows);
  const printed = historyOf(map).map((node) => {
    const { documentation } = node.source as DocumentedRevision;
    return [
      revisionLine(map, node, { branches: true, message: true, parents: true, current }),
      revisionLine(map, node, { branches: true, tree: false, current }),
      revisionEntry(map, node, documentation, current),
    ];
  });
  return comparableTexts({ texts: printed });
}

/** Labels and children come from sets in Alembic: lists between brackets, and those of a paragraph, are sorted. */
function comparableTexts(reply: OracleReply | undefined): unknown {
  if (reply === undefined || !('texts' in reply)) return reply;
  const sorted = (list: string) => list.split(', ').sort().join(', ');
  return reply.texts.map((forms) =>
    forms.map((text) =>
      text
        .replace(/\(([^()]*, [^()]*)\)/g, (_, list: string) => `(${sorted(list)})`)
        .replace(
          /^(Branches into|Branch names): (.*)$/gm,
          (_, what: string, list: string) => `${what}: ${sorted(list)}`,
        ),
    ),
  );
}

/** Our steps up to the first that would crash in Alembic, where the oracle stops too. */
function planned(steps: unknown, orderFree: readonly boolean[]): unknown {
  if (!Array.isArray(steps)) return steps;
  const shown: Comparable[] = [];
  for (const [index, step] of (steps as readonly RevisionStep[]).entries()) {
    if (step.versionFault !== undefined) {
      shown.push({ revision: step.revision, from: step.from, to: step.to, rowFault: true });
      break;
    }
    shown.push(comparableStep(step, step.versionChanges, orderFree[index] === true));
  }
  return shown;
}

function comparableStep(
  step: Pick<RevisionStep, 'revision' | 'from' | 'to'>,
  changes: readonly VersionChange[],
  orderFree: boolean,
): Comparable {
  const { revision, from, to } = step;
  if (!orderFree) return { revision, from, to, changes };
  const removed = changes.flatMap((change) =>
    change.kind === 'delete' ? [change.revision] : change.kind === 'update' ? [change.from] : [],
  );
  const added = changes.flatMap((change) =>
    change.kind === 'insert' ? [change.revision] : change.kind === 'update' ? [change.to] : [],
  );
  return { revision, from, to, removed: removed.sort(), added: added.sort() };
}
