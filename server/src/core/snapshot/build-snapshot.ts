import type { EnvScriptFacts } from '../config/env-script.ts';
import type { EnvironmentConfig } from '../config/environment-config.ts';
import type { BaseBranch } from '../lint/base-branch.ts';
import type { ProjectKnowledge } from '../operations/project-knowledge.ts';
import { scanRevisionHeader } from '../python/header-scanner.ts';
import { headerToRevision } from '../python/header-to-revision.ts';
import { needsImports } from '../python/open-header.ts';
import type { RevisionHeader } from '../python/revision-header.ts';
import { LayeredMap } from '../script/layered-map.ts';
import { buildRevisionMap } from '../script/map-builder.ts';
import type { Revision } from '../script/revision.ts';
import { RevisionMap } from '../script/revision-map.ts';
import { updateRevisionGraph } from '../script/update-graph.ts';
import { BuiltSnapshot } from './built-snapshot.ts';
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
  const files = new Map<string, RevisionFile>();
  for (const source of input.files) {
    files.set(source.path, revisionFile(source, previous?.files.get(source.path), input.knowledge));
  }
  const known = new Map(previous?.ignoredFiles.map((file) => [file.path, file]));
  const ignoredFiles = input.ignoredFiles.map((source) => ignoredFile(source, known.get(source.path)));
  const { id, config, envScript, knowledge, baseBranch } = input;
  const surroundings = { id, config, envScript, knowledge, baseBranch };
  const list = [...files.values()];
  const revisions = revisionMap(list, previous?.revisions);
  return new BuiltSnapshot({ ...surroundings, files: new LayeredMap(files), ignoredFiles, revisions }, list, {
    known: previous?.lastLint,
  });
}

/** What of an environment changed, while its files and its configuration stayed the same ones. */
export interface SnapshotChanges {
  /** Files and ignored files with another text. Those that the environment does not have are passed over. */
  readonly sources: readonly SourceFile[];
  readonly envScript: EnvScriptFacts;
  readonly baseBranch: BaseBranch | undefined;
  readonly knowledge: ProjectKnowledge;
}

/** The view after an edit, equal to one that is built anew, at the cost of what the edit touches. */
export function updateSnapshot(previous: BuiltSnapshot, changes: SnapshotChanges): BuiltSnapshot {
  const { envScript, knowledge, baseBranch } = changes;
  const changed = new Map<number, RevisionFile>();
  const revised = new Map<number, Revision | undefined>();
  let { ignoredFiles } = previous;
  for (const source of changes.sources) {
    const before = previous.files.get(source.path);
    const number = before === undefined ? undefined : previous.numbers.get(source.path);
    if (before === undefined || number === undefined) {
      ignoredFiles = ignoredFiles.map((file) =>
        file.path === source.path ? ignoredFile({ ...source, reason: file.reason }, file) : file,
      );
      continue;
    }
    const file = revisionFile(source, before, knowledge);
    if (file !== before) changed.set(number, file);
    if (file.revision !== before.revision) revised.set(number, file.revision);
  }
  const update = revised.size === 0 ? undefined : updateRevisionGraph(previous.revisions.graph, revised);
  const revisions = update === undefined ? previous.revisions : new RevisionMap(update.graph);
  const files = previous.files.with(new Map([...changed.values()].map((file) => [file.path, file])));
  const list = previous.list.slice();
  for (const [number, file] of changed) list[number] = file;
  const { id, config } = previous;
  const touched = update === undefined ? NOTHING : update.touched;
  const surroundings = { id, config, envScript, knowledge, baseBranch };
  return new BuiltSnapshot({ ...surroundings, files, ignoredFiles, revisions }, list, {
    before: previous,
    changes: {
      files: new Set(changed.keys()),
      touched,
      moved: update?.moved ?? NOTHING,
      raised: update === undefined ? NOTHING : update.raised,
    },
  });
}

const NOTHING: ReadonlySet<number> = new Set();

function revisionFile(
  source: SourceFile,
  known: RevisionFile | undefined,
  knowledge: ProjectKnowledge,
): RevisionFile {
  const isSame = known !== undefined && known.text === source.text && known.fault === source.fault;
  if (isSame && !importedHeaders.has(known)) return known;
  const { text, fault } = source;
  const own = fault === undefined ? scanRevisionHeader(text) : unreadableHeader(fault);
  if (knowledge.findModule === undefined || !needsImports(own, text)) return madeFile(source, own, known);
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

function revisionMap(files: readonly RevisionFile[], known: RevisionMap | undefined): RevisionMap {
  const revisions = files.map(({ revision }) => revision);
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
