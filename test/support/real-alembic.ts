import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type ProcessOptions, type ProcessResult, runProcess } from './child-process.ts';
import { importSetup, repositoryPath } from './repository.ts';
import type { Availability } from './suite-availability.ts';

/** `current` is the newest release; `legacy` is Alembic 1.8 with SQLAlchemy 1.4. */
export type AlembicRelease = 'current' | 'legacy';

export interface RealAlembic {
  /** e.g. "1.20.1" */
  readonly version: string;
  /** The interpreter of its virtual environment. */
  readonly python: string;
  /** Runs the `alembic` command. */
  run(args: readonly string[], options?: ProcessOptions): Promise<ProcessResult>;
  /** Starts a process that runs many `alembic` commands one after the other, without a start of Python for each. */
  startCommands(): AlembicCommands;
  /** Starts a Python script that answers questions; see `PythonOracle`. */
  startOracle(scriptPath: string, args?: readonly string[]): PythonOracle;
}

export interface AlembicCommands {
  run(args: readonly string[], options: AlembicCommandOptions): Promise<ProcessResult>;
  close(): Promise<void>;
}

export interface AlembicCommandOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * A Python process that reads one JSON document per line and writes one JSON document per line for each, in order:
 * for property tests that ask thousands of questions.
 */
export interface PythonOracle {
  /** Rejects where the process ended, with its standard error. */
  ask(question: unknown): Promise<unknown>;
  close(): Promise<void>;
}

interface AlembicSetup {
  ensureAlembic(
    release: AlembicRelease,
  ): Promise<{ ok: true; python: string; version: string } | { ok: false; reason: string }>;
}

/** Real Alembic in `.tools/alembic-<version>`, installed there at the first use on a machine. */
export async function withRealAlembic(
  release: AlembicRelease = 'current',
): Promise<Availability<RealAlembic>> {
  const { ensureAlembic } = await importSetup<AlembicSetup>('alembic');
  const answer = await ensureAlembic(release);
  if (!answer.ok) return answer;
  const { python, version } = answer;
  return {
    ok: true,
    value: {
      python,
      version,
      run: (args, options = {}) =>
        runProcess(python, ['-m', 'alembic', ...args], {
          ...options,
          env: { ...PYTHON_ENV, ...options.env },
        }),
      startCommands: () => startCommands(python),
      startOracle: (scriptPath, args = []) => startOracle(python, scriptPath, args),
    },
  };
}

const PYTHON_ENV = { PYTHONDONTWRITEBYTECODE: '1', PYTHONUTF8: '1', PYTHONUNBUFFERED: '1' };

function startCommands(python: string): AlembicCommands {
  const oracle = startOracle(python, repositoryPath('test', 'support', 'alembic_commands.py'), []);
  return {
    run: async (argv, { cwd, env = {} }) => (await oracle.ask({ argv, cwd, env })) as ProcessResult,
    close: () => oracle.close(),
  };
}

function answer(question: Waiting, line: string): void {
  try {
    question.resolve(JSON.parse(line));
  } catch (error) {
    question.reject(new Error(`The oracle did not answer in JSON: ${line}`, { cause: error }));
  }
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

function startOracle(python: string, scriptPath: string, args: readonly string[]): PythonOracle {
  const child = spawn(python, [scriptPath, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...PYTHON_ENV },
  });
  const waiting: Waiting[] = [];
  let stderr = '';
  let ended: Error | undefined;
  const end = (why: string) => {
    ended ??= new Error(`${scriptPath} ${why}\n${stderr}`);
    for (const question of waiting.splice(0)) question.reject(ended);
  };
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr = (stderr + chunk).slice(-8000);
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const question = waiting.shift();
    if (question === undefined) end(`wrote a line that nobody asked for: ${line}`);
    else answer(question, line);
  });
  child.on('error', (error) => end(`could not be started: ${error.message}`));
  child.on('close', (code) => end(`ended with ${code}`));
  child.stdin.on('error', (error) => end(`cannot be written to: ${error.message}`));
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) {
          reject(ended);
          return;
        }
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify(question)}\n`);
      }),
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.stdin.end();
      await once(child, 'close');
    },
  };
}
