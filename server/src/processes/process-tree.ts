import { type ChildProcess, spawn } from 'node:child_process';
import type { Program } from './program.ts';

export interface ProcessRequest {
  readonly program: Program;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Called with every whole line of standard error, as it comes. */
  readonly onErrorLine?: (line: string) => void;
}

export interface ProcessEnd {
  /** Undefined where a signal ended it or it could not be started. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it could not be started; undefined where it was. */
  readonly startFailure: string | undefined;
}

export interface RunningProcess {
  readonly ended: Promise<ProcessEnd>;
  /** Ends the process and everything that it started: politely first, by force after `graceMs`. */
  kill(graceMs: number): Promise<void>;
}

/** Output beyond this is cut at its front: the end tells why a program failed. */
const KEPT_CHARACTERS = 2_000_000;

function signalTree(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') {
    const force = signal === 'SIGKILL' ? ['/F'] : [];
    spawn('taskkill', ['/PID', String(child.pid), '/T', ...force], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: the group has ended between the check and the signal.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Hands on whole lines of a stream that comes in pieces. */
function lineSplitter(onLine: (line: string) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
}

/** Starts a program without a shell, in a process group of its own, with nothing on standard input. */
export function startProcess(request: ProcessRequest): RunningProcess {
  const { command, args } = request.program;
  const child = spawn(command, args, {
    cwd: request.workingDirectory,
    env: { ...request.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  let stdout = '';
  let stderr = '';
  const tellLines = lineSplitter(request.onErrorLine ?? (() => undefined));
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout = (stdout + chunk).slice(-KEPT_CHARACTERS);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr = (stderr + chunk).slice(-KEPT_CHARACTERS);
    tellLines(chunk);
  });
  const ended = new Promise<ProcessEnd>((resolve) => {
    child.once('error', (error) =>
      resolve({ exitCode: undefined, stdout, stderr, startFailure: error.message }),
    );
    child.once('close', (code) =>
      resolve({ exitCode: code ?? undefined, stdout, stderr, startFailure: undefined }),
    );
  });
  return {
    ended,
    kill: async (graceMs) => {
      signalTree(child, 'SIGTERM');
      const force = setTimeout(() => signalTree(child, 'SIGKILL'), graceMs);
      await ended;
      clearTimeout(force);
    },
  };
}
