import { NumberedMap } from '../script/numbered-map.ts';
import { ascending, type RevisionGraph } from '../script/revision-graph.ts';
import type { RevisionFile } from '../snapshot/environment-snapshot.ts';
import { type ChainFile, ChainIndex } from './chain-index.ts';
import { type ChainTallies, retally, tallyFiles } from './chain-tallies.ts';
import type { ChainView } from './chain-view.ts';
import { type FileFacts, factsOf } from './file-facts.ts';
import type { Finding, LintRule } from './lint-rule.ts';
import type { Problem } from './problem.ts';
import { ReportedProblem } from './reported-problem.ts';
import { RULES } from './rules/index.ts';

const FILE_RULES = RULES.filter((rule) => rule.scope === 'file');
const REVISION_RULES = RULES.filter((rule) => rule.scope === 'revision');
const DEEP_RULES = REVISION_RULES.filter((rule) => rule.reach === 'between-parents');
const CHAIN_RULES = RULES.filter((rule) => rule.scope === 'chain');

/** How a chain differs from the one that was linted before. Files are meant by their numbers in load order. */
export interface ChainChanges {
  /** Files that are other objects now. */
  readonly files: ReadonlySet<number>;
  /** Files of which an edge or the place among the ends may differ; undefined: any. */
  readonly touched: ReadonlySet<number> | undefined;
  /** Of these the edges downward may differ. */
  readonly moved: ReadonlySet<number>;
  /** Their rank is another; undefined: any. */
  readonly raised: ReadonlySet<number> | undefined;
}

interface LintParts {
  readonly chain: ChainIndex;
  readonly files: ReadonlyArray<RevisionFile | undefined>;
  readonly facts: ReadonlyArray<FileFacts | undefined>;
  readonly tallies: ChainTallies;
  /** Files in which a rule that reads one file found something. */
  readonly found: ReadonlySet<number>;
  /** What the rules with a premise asked of the chain. */
  readonly premises: readonly unknown[];
  /** Findings of the revision rules, by number of file; only of files that have some. */
  readonly ofRevisions: ReadonlyMap<number, readonly Problem[]>;
  /** Filled as far as somebody asked. */
  readonly gaps: Map<number, RankGap>;
}

/** The ranks between which a way from one parent of a junction to another runs. */
interface RankGap {
  readonly low: number;
  readonly high: number;
}

/**
 * The problems of a chain, and what the next version of the chain needs to find its own at the cost of what changed: a
 * rule that reads one file runs for files that changed, one that reads a revision and its neighbours for those that the
 * change touches and those that have findings, and one that reads the chain as a whole always.
 */
export class ChainLint {
  readonly #parts: LintParts;
  readonly #ofChain: readonly Problem[];
  #problems: readonly Problem[] | undefined;

  private constructor(parts: LintParts) {
    this.#parts = parts;
    this.#ofChain = CHAIN_RULES.flatMap((rule) => distinct(rule, rule.check(parts.chain)));
  }

  /** Reads a chain whole. Files that `known` has read under the same configuration are not read again. */
  static of(view: ChainView, known?: ChainLint): ChainLint {
    const files = view.files instanceof NumberedMap ? view.files.list : [...view.files.values()];
    const isKnown = known !== undefined && known.#parts.chain.config === view.config;
    const before = new Map<RevisionFile, FileFacts>();
    if (isKnown)
      for (const facts of known.#parts.facts) if (facts !== undefined) before.set(facts.file, facts);
    const facts = files.map((file) =>
      file === undefined ? undefined : (before.get(file) ?? factsOf(file, view.config, FILE_RULES)),
    );
    const tallies = tallyFiles(files);
    const chain = new ChainIndex(view, { facts, tallies });
    const ofRevisions = new Map<number, readonly Problem[]>();
    for (const [number, file] of files.entries()) {
      if (file?.revision !== undefined) recheck(chain, number, ofRevisions);
    }
    const found = new Set<number>();
    for (const [number, of] of facts.entries())
      if (of !== undefined && of.problems.length > 0) found.add(number);
    const premises = premisesOf(chain);
    return new ChainLint({ chain, files, facts, tallies, found, premises, ofRevisions, gaps: new Map() });
  }

  /** Reads a later version of the chain, under the same configuration. A file that went is undefined in `changed`. */
  after(
    view: ChainView,
    changes: ChainChanges,
    changed: ReadonlyMap<number, RevisionFile | undefined>,
  ): ChainLint {
    const before = this.#parts;
    const files = before.files.slice();
    const facts = before.facts.slice();
    const found = new Set(before.found);
    for (const [number, file] of changed) {
      const read = file === undefined ? undefined : factsOf(file, view.config, FILE_RULES);
      files[number] = file;
      facts[number] = read;
      if (read !== undefined && read.problems.length > 0) found.add(number);
      else found.delete(number);
    }
    const tallies = retally(before.tallies, changed.keys(), before.files, files);
    const chain = new ChainIndex(view, { facts, tallies });
    const premises = premisesOf(chain);
    const isSamePremise =
      premises.length === before.premises.length &&
      premises.every((premise, index) => premise === before.premises[index]);
    const ofRevisions = new Map(before.ofRevisions);
    const gaps = this.#gapsAfter(chain, changes);
    const concerned = isSamePremise ? this.#concerned(chain, changes, gaps) : files.keys();
    for (const number of concerned) recheck(chain, number, ofRevisions);
    return new ChainLint({ chain, files, facts, tallies, found, premises, ofRevisions, gaps });
  }

  /** Those of each file in load order, then those of the chain as a whole, rule by rule. */
  get problems(): readonly Problem[] {
    this.#problems ??= this.#list();
    return this.#problems;
  }

  #list(): readonly Problem[] {
    const { facts, found, ofRevisions } = this.#parts;
    const numbers = [...new Set([...found, ...ofRevisions.keys()])].sort(ascending);
    const ofFiles = numbers.flatMap((number) => [
      ...(facts[number]?.problems ?? []),
      ...(ofRevisions.get(number) ?? []),
    ]);
    return [...ofFiles, ...this.#ofChain];
  }

  /** The files whose findings of revision rules may differ in `chain`; undefined changes nothing can be said of. */
  #concerned(
    chain: ChainIndex,
    { files, touched, moved, raised }: ChainChanges,
    gaps: Map<number, RankGap>,
  ): Iterable<number> {
    const { graph } = chain.map;
    if (touched === undefined) return this.#parts.files.keys();
    const concerned = new Set([...touched, ...files, ...this.#parts.ofRevisions.keys()]);
    for (const file of files) for (const child of graph.allChildren(file)) concerned.add(child);
    if (DEEP_RULES.length === 0 || moved.size === 0) return concerned;
    if (raised === undefined) return [...concerned, ...chain.tallies.junctions];
    for (const file of raised) for (const child of graph.namedBy(file)) concerned.add(child);
    const before = this.#parts.chain.map.graph.ranks.byFile;
    const ranks = [...moved].flatMap((file) => [before[file] ?? -1, graph.ranks.byFile[file] ?? -1]);
    for (const junction of chain.tallies.junctions) {
      const { low, high } = gapOf(graph, junction, gaps);
      if (ranks.some((rank) => low < rank && rank <= high)) concerned.add(junction);
    }
    return concerned;
  }

  /** The gaps that hold in `chain` too. */
  #gapsAfter({ map: { graph } }: ChainIndex, { touched, raised }: ChainChanges): Map<number, RankGap> {
    if (touched === undefined || raised === undefined) return new Map();
    const gaps = new Map(this.#parts.gaps);
    for (const file of touched) gaps.delete(file);
    for (const file of raised) for (const child of graph.namedBy(file)) gaps.delete(child);
    return gaps;
  }
}

function gapOf(graph: RevisionGraph, junction: number, gaps: Map<number, RankGap>): RankGap {
  const known = gaps.get(junction);
  if (known !== undefined) return known;
  const ranks = graph.allParents(junction).map((parent) => graph.ranks.byFile[parent] ?? -1);
  const gap = { low: Math.min(...ranks), high: Math.max(...ranks) };
  gaps.set(junction, gap);
  return gap;
}

function premisesOf(chain: ChainIndex): readonly unknown[] {
  return REVISION_RULES.flatMap((rule) => rule.premise?.(chain) ?? []);
}

function recheck(chain: ChainIndex, number: number, ofRevisions: Map<number, readonly Problem[]>): void {
  const file = chain.numbered(number);
  const problems = file === undefined ? [] : problemsOf(chain, file, number);
  if (problems.length > 0) ofRevisions.set(number, problems);
  else ofRevisions.delete(number);
}

function problemsOf(chain: ChainIndex, file: ChainFile, number: number): readonly Problem[] {
  let problems: readonly Problem[] = [];
  for (const rule of REVISION_RULES) {
    const findings = rule.check(chain, file, number);
    if (findings.length > 0) problems = [...problems, ...distinct(rule, findings)];
  }
  return problems;
}

/** An id that is written twice in one tuple is found twice at both places. */
function distinct(rule: LintRule, findings: readonly Finding[]): readonly Problem[] {
  const byPlace = new Map<string, Finding>();
  for (const finding of findings) {
    const place = `${finding.path}:${finding.span.start}`;
    if (!byPlace.has(place)) byPlace.set(place, finding);
  }
  return [...byPlace.values()].map((finding) => new ReportedProblem(rule, finding));
}
