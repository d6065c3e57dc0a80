import type { Buffer } from 'node:buffer';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BaseBranch } from '../core/lint/base-branch.ts';
import type { ProjectKnowledge } from '../core/operations/project-knowledge.ts';
import { scanRevisionHeader } from '../core/python/header-scanner.ts';
import { headerToRevision } from '../core/python/header-to-revision.ts';
import { needsInterpreter } from '../core/python/open-header.ts';
import { buildRevisionMap } from '../core/script/map-builder.ts';
import type { Revision } from '../core/script/revision.ts';
import { decodePythonSource } from '../workspace/decode-python-source.ts';
import { SOURCE_FILE } from '../workspace/list-version-files.ts';
import { findBaseBranch } from './find-base-branch.ts';
import type { GitRepository, LocatedFolder } from './locate-repository.ts';
import { readBlobs } from './read-blobs.ts';
import { runGit } from './run-git.ts';

interface BaseBranchQuestion {
  /** The version locations. */
  readonly located: readonly LocatedFolder[];
  readonly recursiveVersionLocations: boolean;
  /** See `findBaseBranch`. */
  readonly branch: string;
  /** Modules of the work tree, for headers that take values from them; absent: none is followed. */
  readonly findModule?: FindModule | undefined;
}

type FindModule = ProjectKnowledge['findModule'];

interface TreeFile {
  readonly blob: string;
  /** From the top of the repository. */
  readonly path: string;
}

interface Read {
  readonly key: string;
  readonly baseBranch: BaseBranch;
  /** By object name and path; null for a file that is no revision. */
  readonly revisions: ReadonlyMap<string, Revision | null>;
  /** Keys of files whose header takes values from modules. */
  readonly imported: ReadonlySet<string>;
  readonly findModule: FindModule;
}

const TIMEOUT_MS = 30_000;
/** How many files are read before other work of the process gets its turn. */
const BATCH_SIZE = 250;

/**
 * Reads the revisions of the base branch of one environment from git's objects. As long as the version locations have the
 * same trees there, the answer is the same object; otherwise only files that changed are read.
 */
export class BaseBranchReader {
  #last: Read | undefined;

  /**
   * Undefined where there is no such branch, or it has none of the version locations. Of several repositories that of the
   * first location counts. Throws GitFailure.
   */
  async read(question: BaseBranchQuestion): Promise<BaseBranch | undefined> {
    const { located, recursiveVersionLocations, branch, findModule } = question;
    const [first] = located;
    if (first === undefined) return undefined;
    const { repository } = first;
    const tip = await findBaseBranch(repository.root, branch);
    if (tip === undefined) return undefined;
    const prefixes = located
      .filter((each) => each.repository.root === repository.root)
      .map(({ prefix }) => prefix);
    const trees = await treesOf(repository, tip.commit, prefixes);
    if (trees.length === 0) return undefined;
    const key = JSON.stringify([tip.name, repository.root, recursiveVersionLocations, trees]);
    const last = this.#last;
    const isSame = last?.key === key && (last.imported.size === 0 || last.findModule === findModule);
    if (isSame) return last.baseBranch;
    const files: TreeFile[] = [];
    for (const { prefix, tree } of trees) {
      files.push(...(await filesOf(repository, prefix, tree, recursiveVersionLocations)));
    }
    const read = await this.#revisions(repository, files, findModule);
    const known = [...read.revisions.values()].filter((revision) => revision !== null);
    const baseBranch = { name: tip.name, revisions: buildRevisionMap(known) };
    this.#last = { key, ...read, findModule, baseBranch };
    return baseBranch;
  }

  async #revisions(
    { root }: GitRepository,
    files: readonly TreeFile[],
    findModule: FindModule,
  ): Promise<Pick<Read, 'revisions' | 'imported'>> {
    const last = this.#last;
    const areModulesKept = last?.findModule === findModule;
    const isKnown = (key: string): boolean =>
      last?.revisions.has(key) === true && (areModulesKept || !last.imported.has(key));
    const missing = files.filter((file) => !isKnown(keyOf(file))).map(({ blob }) => blob);
    const blobs = await readBlobs(root, [...new Set(missing)], { timeoutMs: TIMEOUT_MS });
    const revisions = new Map<string, Revision | null>();
    const imported = new Set<string>();
    for (const [index, file] of files.entries()) {
      if (index % BATCH_SIZE === 0 && index > 0) await nextTurn();
      const key = keyOf(file);
      if (isKnown(key)) {
        revisions.set(key, last?.revisions.get(key) ?? null);
        if (last?.imported.has(key) === true) imported.add(key);
        continue;
      }
      const read = await revisionOf(blobs.get(file.blob), `${root}/${file.path}`, findModule);
      revisions.set(key, read.revision);
      if (read.isImported) imported.add(key);
    }
    return { revisions, imported };
  }
}

function keyOf({ blob, path }: TreeFile): string {
  return `${blob} ${path}`;
}

/** The revision as the editor would read it from this text. */
async function revisionOf(
  bytes: Buffer | undefined,
  path: string,
  findModule: FindModule,
): Promise<{ readonly revision: Revision | null; readonly isImported: boolean }> {
  const source = bytes === undefined ? undefined : decodePythonSource(bytes);
  if (source?.kind !== 'text') return { revision: null, isImported: false };
  const own = scanRevisionHeader(source.text);
  const isImported = needsInterpreter(own);
  if (!isImported || findModule === undefined)
    return { revision: headerToRevision(own, path).revision ?? null, isImported };
  const { readImportedHeader } = await import('../core/python/imported-header.ts');
  const header = readImportedHeader(own, source.text, { findModule });
  return { revision: headerToRevision(header, path).revision ?? null, isImported };
}

/** The trees that a commit has at these folders; those that it does not have are left out. */
async function treesOf(
  { root }: GitRepository,
  commit: string,
  prefixes: readonly string[],
): Promise<ReadonlyArray<{ readonly prefix: string; readonly tree: string }>> {
  const names = prefixes.map((prefix) => `${commit}:${prefix}\n`).join('');
  const { stdout } = await runGit({ folder: root, args: ['cat-file', '--batch-check'], input: names });
  const answers = stdout.toString('utf8').split('\n');
  return prefixes.flatMap((prefix, index) => {
    const tree = /^([0-9a-f]+) tree \d+$/.exec(answers[index] ?? '')?.[1];
    return tree === undefined ? [] : [{ prefix, tree }];
  });
}

/** The files of a tree that Alembic would load. */
async function filesOf(
  { root }: GitRepository,
  prefix: string,
  tree: string,
  isRecursive: boolean,
): Promise<readonly TreeFile[]> {
  const args = ['ls-tree', ...(isRecursive ? ['-r'] : []), '-z', '--full-tree', tree];
  const { stdout } = await runGit({ folder: root, args, timeoutMs: TIMEOUT_MS });
  return stdout
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const entry = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(line);
      const [, blob, path] = entry ?? [];
      if (blob === undefined || path === undefined) return [];
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (!SOURCE_FILE.test(name) || /(?:^|\/)[^/]*__pycache__\//.test(path)) return [];
      return [{ blob, path: prefix === '' ? path : `${prefix}/${path}` }];
    });
}
