import type { EnvScriptFacts } from '../config/env-script.ts';
import type { EnvironmentConfig } from '../config/environment-config.ts';
import type { BaseBranch } from '../lint/base-branch.ts';
import type { ProjectKnowledge } from '../operations/project-knowledge.ts';
import { scanRevisionHeader } from '../python/header-scanner.ts';
import { headerToRevision } from '../python/header-to-revision.ts';
import { needsInterpreter } from '../python/open-header.ts';
import type { RevisionHeader } from '../python/revision-header.ts';
import { buildRevisionMap } from '../script/map-builder.ts';
import { NumberedMap } from '../script/numbered-map.ts';
import type { Revision } from '../script/revision.ts';
import { RevisionMap } from '../script/revision-map.ts';
import { updateRevisionGraph } from '../script/update-graph.ts';
import { BuiltSnapshot, type SnapshotParts } from './built-snapshot.ts';
import type { IgnoredFile, IgnoredFileReason, RevisionFile } from './environment-snapshot.ts';

/** A file that Alembic would load. With a `fault`, a sentence that says why it cannot be read, `text` is "". */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly fault: string | undefined;
}

export interface IgnoredSourceFile {
  readonly path: string;
  readonly text: string;
  readonly reason: IgnoredFileReason;
}

/** Everything that a snapshot is made of. */
export interface SnapshotInput {
  readonly id: string;
  readonly config: EnvironmentConfig;
  readonly envScript: EnvScriptFacts;
  /** In Alembic's load order. */
  readonly files: readonly SourceFile[];
  readonly ignoredFiles: readonly IgnoredSourceFile[];
  readonly baseBranch?: BaseBranch | undefined;
  readonly knowledge: ProjectKnowledge;
}

/**
 * Assembles the view of one environment. What `previous` already knows is shared: files whose text is the same are the
 * same objects, and the revision map is the same where no revision changed.
 */
export function buildSnapshot(input: SnapshotInput, previous?: BuiltSnapshot): BuiltSnapshot {
  const sources = input.files.map((source) =>
    revisionFile(source, previous?.files.get(source.path), input.knowledge),
  );
  const files = NumberedMap.of(sources, ({ path }) => path);
  const known = new Map(previous?.ignoredFiles.map((file) => [file.path, file]));
  const ignoredFiles = input.ignoredFiles.map((source) => ignoredFile(source, known.get(source.path)));
  const { id, config, envScript, knowledge, baseBranch } = input;
  const revisions = revisionMap(files.list, previous?.revisions);
  const surroundings = { id, config, envScript, knowledge, baseBranch };
  return new BuiltSnapshot(
    { ...surroundings, files, ignoredFiles, revisions },
    { known: previous?.lastLint },
  );
}

/** A file that came. */
export interface AddedFile extends SourceFile {
  /** The path of the file that Alembic loads just before it; undefined: it is the first. */
  readonly after: string | undefined;
}

/** What of an environment changed, while its configuration stayed the same one. */
export interface SnapshotChanges {
  /** Files and ignored files with another text. Those that the environment does not have are passed over. */
  readonly sources: readonly SourceFile[];
  /** Paths of files that went. */
  readonly removed?: readonly string[];
  /** In load order. */
  readonly added?: readonly AddedFile[];
  readonly envScript: EnvScriptFacts;
  readonly baseBranch: BaseBranch | undefined;
  readonly knowledge: ProjectKnowledge;
}

/**
 * The view after an edit, equal to one that is built anew, at the cost of what the edit touches; undefined where there is
 * no room for a file that came, and it has to be built anew.
 */
export function updateSnapshot(previous: BuiltSnapshot, changes: SnapshotChanges): BuiltSnapshot | undefined {
  const { envScript, knowledge, baseBranch } = changes;
  const changed = new Map<number, RevisionFile | undefined>();
  const ignored = new Map<string, SourceFile>();
  for (const source of changes.sources) {
    const before = previous.files.get(source.path);
    const number = before === undefined ? undefined : previous.files.numberOf(source.path);
    if (number === undefined) ignored.set(source.path, source);
    else changed.set(number, revisionFile(source, before, knowledge));
  }
  for (const path of changes.removed ?? []) {
    const number = previous.files.numberOf(path);
    if (number !== undefined) changed.set(number, undefined);
  }
  let files = previous.files.with(changed);
  for (const source of changes.added ?? []) {
    const number = files.roomBehind(source.after);
    if (number === undefined) return undefined;
    const added = new Map([[number, revisionFile(source, undefined, knowledge)]]);
    changed.set(number, added.get(number));
    files = files.with(added);
  }
  return withFiles(previous, files, changed.keys(), {
    id: previous.id,
    config: previous.config,
    ...{ envScript, knowledge, baseBranch },
    ignoredFiles: ignored.size === 0 ? previous.ignoredFiles : editedIgnored(previous.ignoredFiles, ignored),
  });
}

function withFiles(
  previous: BuiltSnapshot,
  files: NumberedMap<RevisionFile>,
  numbers: Iterable<number>,
  surroundings: Omit<SnapshotParts, 'files' | 'revisions'>,
): BuiltSnapshot {
  const changed = new Set<number>();
  const revised = new Map<number, Revision | undefined>();
  for (const number of numbers) {
    const [before, file] = [previous.files.list[number], files.list[number]];
    if (file !== before) changed.add(number);
    if (file?.revision !== before?.revision) revised.set(number, file?.revision);
  }
  const update = revised.size === 0 ? undefined : updateRevisionGraph(previous.revisions.graph, revised);
  const revisions = update === undefined ? previous.revisions : new RevisionMap(update.graph);
  const { touched, moved, raised } = update ?? UNTOUCHED;
  return new BuiltSnapshot(
    { ...surroundings, files, revisions },
    { before: previous, changes: { files: changed, touched, moved, raised } },
  );
}

function editedIgnored(
  before: readonly IgnoredFile[],
  sources: ReadonlyMap<string, SourceFile>,
): readonly IgnoredFile[] {
  return before.map((file) => {
    const source = sources.get(file.path);
    return source === undefined ? file : ignoredFile({ ...source, reason: file.reason }, file);
  });
}

const UNTOUCHED = { touched: new Set<number>(), moved: new Set<number>(), raised: new Set<number>() };

function revisionFile(
  source: SourceFile,
  known: RevisionFile | undefined,
  knowledge: ProjectKnowledge,
): RevisionFile {
  const isSame = known !== undefined && known.text === source.text && known.fault === source.fault;
  if (isSame && !importedHeaders.has(known)) return known;
  const { text, fault } = source;
  const own = fault === undefined ? scanRevisionHeader(text) : unreadableHeader(fault);
  if (knowledge.findModule === undefined || !needsInterpreter(own)) return madeFile(source, own, known);
  const header = knowledge.readHeader?.(own, text, knowledge) ?? own;
  if (isSame && JSON.stringify(known.header) === JSON.stringify(header)) return known;
  const file = madeFile(source, header, known);
  importedHeaders.add(file);
  return file;
}

/** Files whose header takes values from other modules. */
const importedHeaders = new WeakSet<RevisionFile>();

/** True for a file whose header is to be read again where a module of the project changed. */
export function hasImportedHeader(file: RevisionFile): boolean {
  return importedHeaders.has(file);
}

function madeFile(
  { path, text, fault }: SourceFile,
  header: RevisionHeader,
  known: RevisionFile | undefined,
): RevisionFile {
  const revision = headerToRevision(header, path).revision;
  const same =
    known?.revision !== undefined && revision !== undefined && equalRevisions(known.revision, revision);
  return { path, text, fault, header, revision: same ? known.revision : revision };
}

/** Of a file without text every variable is missing, and its fault stands where it stops being Python. */
function unreadableHeader(fault: string): RevisionHeader {
  return { ...scanRevisionHeader(''), syntaxError: { message: fault, span: { start: 0, end: 0 } } };
}

function ignoredFile(source: IgnoredSourceFile, known: IgnoredFile | undefined): IgnoredFile {
  const { path, text, reason } = source;
  if (known !== undefined && known.text === text && known.reason === reason) return known;
  return { path, text, reason, header: scanRevisionHeader(text) };
}

function revisionMap(
  files: ReadonlyArray<RevisionFile | undefined>,
  known: RevisionMap | undefined,
): RevisionMap {
  const revisions = files.map((file) => file?.revision);
  return known !== undefined && sameItems(revisions, known.graph.revisions)
    ? known
    : buildRevisionMap(revisions);
}

function equalRevisions(left: Revision, right: Revision): boolean {
  return (
    left.revision === right.revision &&
    left.message === right.message &&
    sameItems(left.downRevisions, right.downRevisions) &&
    sameItems(left.dependsOn, right.dependsOn) &&
    sameItems(left.branchLabels, right.branchLabels)
  );
}

function sameItems<T>(left: readonly T[], right: readonly T[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}
