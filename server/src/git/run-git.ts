import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { failureOf, GitFailure } from './git-failure.ts';

export interface GitRequest {
  /** git's working directory; it must exist. */
  readonly folder: string;
  /** The command and its arguments; no shell reads them. */
  readonly args: readonly string[];
  /** Written to standard input. */
  readonly input?: string;
  /** git is ended after this many milliseconds. */
  readonly timeoutMs?: number;
  /** git is ended after this many bytes of output. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

export interface GitOutput {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 64 * 1024 * 1024;
const KEPT_ERRORS = 4000;

/** Left out, because a hook's variables name the repository that the hook belongs to. */
const FOREIGN_VARIABLES: readonly string[] = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_PREFIX',
  'GIT_NAMESPACE',
];

let executable = 'git';

/**
 * The programs that the user names for git, as VS Code's setting `git.path` does: the first one that exists is run from
 * now on, else the one on the PATH.
 */
export function preferGit(paths: readonly string[]): void {
  executable = paths.find((path) => existsSync(path)) ?? 'git';
}

/** Options for every command: no lock is taken, nothing is paged, no program of the user's configuration runs. */
const SAFE_OPTIONS: readonly string[] = [
  '--no-optional-locks',
  '--no-pager',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'log.showSignature=false',
  '-c',
  'log.showRoot=true',
  '-c',
  'log.follow=false',
  '-c',
  'core.quotePath=false',
];

/**
 * Runs the user's git to read something, within bounds of time and output. Throws GitFailure where git ends with an error
 * that `mayFail` does not allow.
 */
export async function runGit(
  request: GitRequest,
  mayFail: (exitCode: number) => boolean = () => false,
): Promise<GitOutput> {
  if (!existsSync(request.folder)) {
    throw new GitFailure('no-repository', `The folder ${request.folder} does not exist.`);
  }
  if (request.args.some((argument) => argument.includes('\0'))) {
    throw new GitFailure('failed', 'git takes no text with null characters.');
  }
  const output = await started(request);
  if (output.exitCode === 0 || mayFail(output.exitCode)) return output;
  throw failureOf(request.folder, output.stderr);
}

function started({ folder, args, input, timeoutMs, maxBytes, signal }: GitRequest): Promise<GitOutput> {
  const limit = maxBytes ?? MAX_BYTES;
  const patience = timeoutMs ?? TIMEOUT_MS;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true || patience <= 0) {
      reject(signal?.aborted === true ? cancelled() : tooSlow(args));
      return;
    }
    const child = spawn(executable, [...SAFE_OPTIONS, ...args], {
      cwd: folder,
      env: variables(),
      stdio: 'pipe',
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    let stderr = '';
    let inputFailure = '';
    const stop = (failure: GitFailure): void => {
      child.kill('SIGKILL');
      reject(failure);
    };
    const timer = setTimeout(() => stop(tooSlow(args)), patience);
    const onAbort = (): void => stop(cancelled());
    signal?.addEventListener('abort', onAbort, { once: true });
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limit) chunks.push(chunk);
      else stop(new GitFailure('too-much-output', `git ${args[0]} answers with more than ${limit} bytes.`));
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr = (stderr + chunk).slice(0, KEPT_ERRORS);
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(notStarted(error));
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      const told = stderr === '' ? inputFailure : stderr;
      resolve({ exitCode: code ?? -1, stdout: Buffer.concat(chunks), stderr: told });
    });
    // EPIPE: git ended before it had read everything; its exit code says why.
    child.stdin.on('error', (error) => {
      inputFailure = error.message;
    });
    child.stdin.end(input ?? '');
  });
}

function variables(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !FOREIGN_VARIABLES.includes(name));
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    LANGUAGE: '',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // A partial clone answers with what it has instead of asking its server.
    GIT_NO_LAZY_FETCH: '1',
  };
}

function cancelled(): GitFailure {
  return new GitFailure('cancelled', 'The question to git was cancelled.');
}

function tooSlow([command]: readonly string[]): GitFailure {
  return new GitFailure('timeout', `git ${command} took too long, so it was ended.`);
}

function notStarted(error: NodeJS.ErrnoException): GitFailure {
  return error.code === 'ENOENT'
    ? new GitFailure('no-git', "git was not found on the PATH, and VS Code's setting git.path names none.")
    : new GitFailure('failed', `git could not be started: ${error.message}`);
}
