import fc from 'fast-check';
import type { Revision } from '../../server/src/core/script/revision.ts';

/** A revision with the whole docstring of its file. */
export interface DocumentedRevision extends Revision {
  readonly documentation: string;
}

/** One question about a graph, in the words of the oracle. `text`: every revision as the commands print it. */
export interface Question {
  readonly kind: 'upgrade' | 'downgrade' | 'stamp' | 'history' | 'show' | 'current' | 'text';
  readonly target: string;
  readonly rows: readonly string[];
}

export interface GraphCase {
  readonly revisions: readonly DocumentedRevision[];
  readonly questions: readonly Question[];
}

/** A number in [0, 1) per decision; taken modulo what there is to choose from. */
type Choices = () => number;

const WORDS = [
  'add',
  'add_user',
  'user',
  'email',
  'add_user_email',
  'index',
  'drop',
  'orders',
  'order_items',
];
const LABELS = ['left', 'right', 'lefty', 'billing', 'reports', 'x', 'abc', 'add_b'];

function pick<T>(choices: Choices, from: readonly T[]): T | undefined {
  return from[Math.floor(choices() * from.length)];
}

function idsOf(choices: Choices, count: number): readonly string[] {
  const style = Math.floor(choices() * 5);
  const ids = new Set<string>();
  while (ids.size < count) {
    const number = ids.size + 1;
    const hex = Math.floor(choices() * 0xffffffff)
      .toString(16)
      .padStart(8, '0');
    if (style === 0) ids.add(`${hex}${hex.slice(0, 4)}`);
    else if (style === 1) ids.add(String(number).padStart(4, '0'));
    else if (style === 2)
      ids.add(`${pick(choices, WORDS)}_${pick(choices, WORDS)}${number > 3 ? number : ''}`);
    else if (style === 3) ids.add(`${'abc'[number % 3]}${number}`);
    else ids.add(`ab${hex.slice(0, 3)}${number % 2 === 0 ? 'f' : ''}`);
  }
  return [...ids];
}

/** A sound graph: parents are older than children, labels are unique; files may load in any order. */
export function soundGraph(choices: Choices, size: number): readonly DocumentedRevision[] {
  const ids = idsOf(choices, size);
  const labels = LABELS.filter((label) => !ids.includes(label));
  const declared: string[] = [];
  const heads = new Set<string>();
  const rootRate = choices() * 0.25;
  const forkRate = choices() * 0.4;
  const mergeRate = choices() * 0.4;
  const dependencyRate = choices() < 0.4 ? 0 : choices() * 0.5;
  const labelRate = choices() * 0.4;
  const repeatRate = choices() < 0.9 ? 0 : 0.2;
  const revisions = ids.map((revision, index): DocumentedRevision => {
    const older = ids.slice(0, index);
    const downRevisions = new Set<string>();
    const take = (from: readonly string[]) => {
      const parent = pick(choices, from);
      if (parent !== undefined) downRevisions.add(parent);
    };
    if (choices() >= rootRate) {
      take(choices() < forkRate ? older : [...heads]);
      while (choices() < mergeRate) take(choices() < 0.8 ? [...heads] : older);
    }
    const dependsOn = new Set<string>();
    while (choices() < dependencyRate) {
      const named = pick(choices, choices() < 0.3 ? declared : older);
      if (named !== undefined) dependsOn.add(named);
    }
    const branchLabels: string[] = [];
    while (choices() < labelRate && labels.length > 0) {
      const label = labels.splice(Math.floor(choices() * labels.length), 1)[0];
      if (label !== undefined) branchLabels.push(label);
    }
    declared.push(...branchLabels);
    for (const parent of downRevisions) heads.delete(parent);
    heads.add(revision);
    return {
      revision,
      downRevisions: choices() < repeatRate ? [...downRevisions, ...downRevisions] : [...downRevisions],
      dependsOn: [...dependsOn],
      branchLabels,
      ...documented(choices, revision),
      path: `${revision}.py`,
    };
  });
  return choices() < 0.3 ? revisions : shuffled(choices, revisions);
}

const DOCUMENTATIONS = ['', 'Make it', 'Make it\nin two lines', 'Make it\n\nRevision ID: x\n    and more\n'];

function documented(
  choices: Choices,
  revision: string,
): Pick<DocumentedRevision, 'message' | 'documentation'> {
  const documentation = pick(choices, DOCUMENTATIONS)?.replace('it', revision) ?? '';
  return { documentation, message: documentation.trim().split('\n\n')[0] ?? '' };
}

function shuffled<T>(choices: Choices, items: readonly T[]): readonly T[] {
  return items
    .map((item) => ({ item, key: choices() }))
    .sort((left, right) => left.key - right.key)
    .map(({ item }) => item);
}

/** A graph with one to three things wrong, some of which Alembic does not mind. */
export function brokenGraph(choices: Choices, size: number): readonly DocumentedRevision[] {
  let revisions = [...soundGraph(choices, size)];
  const change = (update: (revision: DocumentedRevision) => DocumentedRevision) => {
    const index = Math.floor(choices() * revisions.length);
    revisions = revisions.map((revision, at) => (at === index ? update(revision) : revision));
  };
  const anyId = () => pick(choices, revisions)?.revision ?? 'a';
  const anyLabel = () =>
    pick(
      choices,
      revisions.flatMap((revision) => revision.branchLabels),
    ) ?? 'lost';
  do {
    const what = Math.floor(choices() * 10);
    const id = anyId();
    if (what === 0) change((one) => ({ ...one, downRevisions: [choices() < 0.7 ? 'gone' : anyLabel()] }));
    else if (what === 1) change((one) => ({ ...one, dependsOn: [...one.dependsOn, 'gone'] }));
    else if (what === 2) change((one) => ({ ...one, downRevisions: [...one.downRevisions, id] }));
    else if (what === 3) change((one) => ({ ...one, dependsOn: [...one.dependsOn, id] }));
    else if (what === 4) change((one) => ({ ...one, revision: id, path: `again_${one.path}` }));
    else if (what === 5) change((one) => ({ ...one, branchLabels: [...one.branchLabels, anyLabel()] }));
    else if (what === 6) change((one) => ({ ...one, branchLabels: [id] }));
    else if (what === 7) change((one) => ({ ...one, revision: `${one.revision}-x` }));
    else if (what === 8) change((one) => ({ ...one, downRevisions: [id] }));
    else change((one) => ({ ...one, dependsOn: [anyLabel()] }));
  } while (choices() < 0.4);
  // In Alembic a shadowed file still counts as somebody's child if it declares a label; here it never does.
  const isRepeated = (one: Revision) => revisions.some((two) => two !== one && two.revision === one.revision);
  return revisions.map((one) => (isRepeated(one) ? { ...one, branchLabels: [] } : one));
}

/** Rows of a version table: mostly a state that upgrades lead to, sometimes nonsense. */
function rowsOf(choices: Choices, revisions: readonly Revision[]): readonly string[] {
  const byKey = new Map<string, Revision>();
  for (const revision of revisions) {
    for (const key of [revision.revision, ...revision.branchLabels]) byKey.set(key, revision);
  }
  const chosen = revisions.filter(() => choices() < 0.25);
  if (choices() < 0.06) return chosen.map((revision) => revision.revision);
  if (choices() < 0.03) return ['gone'];
  if (choices() < 0.03) return chosen.slice(0, 1).map((revision) => revision.revision.slice(0, 4));
  const needed = new Set<string>();
  const todo = chosen.flatMap((revision) => [...revision.downRevisions, ...revision.dependsOn]);
  for (let key = todo.pop(); key !== undefined; key = todo.pop()) {
    const revision = byKey.get(key);
    if (revision === undefined || needed.has(revision.revision)) continue;
    needed.add(revision.revision);
    todo.push(...revision.downRevisions, ...revision.dependsOn);
  }
  return chosen.map((revision) => revision.revision).filter((id) => !needed.has(id));
}

/** Any text of the target grammar, and some outside it. */
function targetOf(choices: Choices, revisions: readonly Revision[]): string {
  const ids = revisions.map((revision) => revision.revision);
  const labels = revisions.flatMap((revision) => revision.branchLabels);
  const id = () => pick(choices, ids) ?? 'a';
  const label = () => pick(choices, labels) ?? id();
  const partial = (text: string) => text.slice(0, 1 + Math.floor(choices() * text.length));
  const name = () =>
    choices() < 0.6 ? label() : choices() < 0.6 ? id() : partial(choices() < 0.5 ? id() : label());
  const symbols = [id, id, id, label, () => partial(id()), () => partial(label())];
  const fixed = ['head', 'heads', 'base', 'head', 'heads', 'gone', 'current', ''];
  const symbol = () => (choices() < 0.45 ? pick(choices, fixed) : pick(choices, symbols)?.()) ?? '';
  const steps = () => `${choices() < 0.5 ? '+' : '-'}${Math.floor(choices() * 4)}`;
  const branch = choices() < 0.35 ? `${choices() < 0.9 ? name() : symbol()}@` : '';
  const end = choices() < 0.03 ? 'junk' : '';
  const form = choices();
  if (form < 0.5) return branch + symbol() + (choices() < 0.03 ? 'junk' : '');
  if (form < 0.75) return branch + steps() + end;
  return branch + symbol() + steps() + end;
}

function questionOf(choices: Choices, revisions: readonly Revision[]): Question {
  const rows = rowsOf(choices, revisions);
  const target = () => targetOf(choices, revisions);
  const kind = pick<Question['kind']>(choices, [
    'upgrade',
    'upgrade',
    'upgrade',
    'downgrade',
    'downgrade',
    'downgrade',
    'stamp',
    'history',
    'show',
    'current',
    'text',
  ]);
  if (kind !== 'history') return { kind: kind ?? 'upgrade', target: target(), rows };
  const end = () => (choices() < 0.25 ? '' : choices() < 0.1 ? 'current' : target().replaceAll(':', ''));
  return { kind, target: `${end()}:${end()}`, rows };
}

/** Mostly small, so that every corner is met; now and then long enough for branches to cross. */
const SIZES = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 18 }) },
  { weight: 1, arbitrary: fc.integer({ min: 19, max: 90 }) },
);

/** Cases of `graph` with `questions` targets each; a case shrinks to smaller graphs and fewer choices. */
export function graphCases(
  graph: (choices: Choices, size: number) => readonly DocumentedRevision[],
  questions: number,
): fc.Arbitrary<GraphCase> {
  return fc.record({ size: SIZES, seed: fc.integer({ min: 0, max: 0x7fffffff }) }).map(({ size, seed }) => {
    const choices = generator(seed);
    const revisions = graph(choices, size);
    return {
      // The report of a failure shows the difference, which names graph and question.
      [fc.toStringMethod]: () => `graph of ${revisions.length} revisions, choices ${seed}`,
      revisions,
      questions: Array.from({ length: questions }, () => questionOf(choices, revisions)),
    };
  });
}

/** Mulberry32: the same decisions for the same seed on every machine. */
function generator(seed: number): Choices {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
