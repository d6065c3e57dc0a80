import type { EnvScriptFacts } from '../config/env-script.ts';
import type { EnvironmentConfig } from '../config/environment-config.ts';
import type { BaseBranch } from '../lint/base-branch.ts';
import { lintChain } from '../lint/lint-chain.ts';
import type { Problem } from '../lint/problem.ts';
import type { ProjectKnowledge } from '../operations/project-knowledge.ts';
import { scanRevisionHeader } from '../python/header-scanner.ts';
import { headerToRevision } from '../python/header-to-revision.ts';
import type { RevisionHeader } from '../python/revision-header.ts';
import { buildRevisionMap } from '../script/map-builder.ts';
import type { Revision } from '../script/revision.ts';
import type { RevisionMap } from '../script/revision-map.ts';
import type {
  EnvironmentSnapshot,
  IgnoredFile,
  IgnoredFileReason,
  RevisionFile,
} from './environment-snapshot.ts';

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
export function buildSnapshot(input: SnapshotInput, previous?: EnvironmentSnapshot): EnvironmentSnapshot {
  const files = new Map<string, RevisionFile>();
  for (const source of input.files) {
    files.set(source.path, revisionFile(source, previous?.files.get(source.path)));
  }
  return new BuiltSnapshot(input, files, knownIgnoredFiles(input.ignoredFiles, previous), previous);
}

class BuiltSnapshot implements EnvironmentSnapshot {
  readonly id: string;
  readonly config: EnvironmentConfig;
  readonly envScript: EnvScriptFacts;
  readonly files: ReadonlyMap<string, RevisionFile>;
  readonly ignoredFiles: readonly IgnoredFile[];
  readonly revisions: RevisionMap;
  readonly baseBranch: BaseBranch | undefined;
  readonly knowledge: ProjectKnowledge;
  #problems: readonly Problem[] | undefined;

  constructor(
    { id, config, envScript, knowledge, baseBranch }: SnapshotInput,
    files: ReadonlyMap<string, RevisionFile>,
    ignoredFiles: readonly IgnoredFile[],
    previous: EnvironmentSnapshot | undefined,
  ) {
    this.id = id;
    this.config = config;
    this.envScript = envScript;
    this.knowledge = knowledge;
    this.baseBranch = baseBranch;
    this.files = files;
    this.ignoredFiles = ignoredFiles;
    this.revisions = revisionMap(files, previous);
  }

  /** Computed when read first: a command that lists heads has no use for them. */
  get problems(): readonly Problem[] {
    this.#problems ??= lintChain(this);
    return this.#problems;
  }
}

function revisionFile(source: SourceFile, known: RevisionFile | undefined): RevisionFile {
  if (known !== undefined && known.text === source.text && known.fault === source.fault) return known;
  const { path, text, fault } = source;
  const header = fault === undefined ? scanRevisionHeader(text) : unreadableHeader(fault);
  const revision = headerToRevision(header, path).revision;
  const same =
    known?.revision !== undefined && revision !== undefined && equalRevisions(known.revision, revision);
  return { path, text, fault, header, revision: same ? known.revision : revision };
}

/** Of a file without text every variable is missing, and its fault stands where it stops being Python. */
function unreadableHeader(fault: string): RevisionHeader {
  return { ...scanRevisionHeader(''), syntaxError: { message: fault, span: { start: 0, end: 0 } } };
}

function knownIgnoredFiles(
  sources: readonly IgnoredSourceFile[],
  previous: EnvironmentSnapshot | undefined,
): readonly IgnoredFile[] {
  const known = new Map(previous?.ignoredFiles.map((file) => [file.path, file]));
  return sources.map((source) => {
    const before = known.get(source.path);
    if (before !== undefined && before.text === source.text && before.reason === source.reason) return before;
    const { path, text, reason } = source;
    return { path, text, reason, header: scanRevisionHeader(text) };
  });
}

function revisionMap(
  files: ReadonlyMap<string, RevisionFile>,
  previous: EnvironmentSnapshot | undefined,
): RevisionMap {
  const revisions = revisionsOf(files);
  if (previous !== undefined && sameItems(revisions, revisionsOf(previous.files))) return previous.revisions;
  return buildRevisionMap(revisions);
}

function revisionsOf(files: ReadonlyMap<string, RevisionFile>): readonly Revision[] {
  const revisions: Revision[] = [];
  for (const { revision } of files.values()) if (revision !== undefined) revisions.push(revision);
  return revisions;
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
