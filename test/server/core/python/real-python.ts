import { runProcess } from '../../../support/child-process.ts';
import { repositoryPath } from '../../../support/repository.ts';
import type { Availability } from '../../../support/suite-availability.ts';
import type { Dump } from './syntax-dump.ts';

/** What a program gave: the texts it handed to `op.execute`, and the exception that ended it, if any. */
export interface ProgramResult {
  readonly executed: readonly unknown[];
  readonly raised?: string;
}

/** A file with its syntax tree as CPython reads it, in the form of `syntax-dump.ts`. */
export interface DumpedFile {
  readonly path: string;
  readonly text: string;
  readonly syntax: Dump;
}

export interface RealPython {
  /** Runs whole revision files, each in a namespace of its own, and calls their `upgrade()`. */
  runPrograms(texts: readonly string[]): Promise<readonly ProgramResult[]>;
  /** Files of Python's own standard library. */
  dumpStandardFiles(): Promise<readonly DumpedFile[]>;
}

/** The `python3` of this machine. */
export async function withRealPython(): Promise<Availability<RealPython>> {
  const version = await runProcess('python3', ['--version']).catch(() => undefined);
  if (version?.exitCode !== 0) return { ok: false, reason: 'python3 is not on the PATH' };
  return { ok: true, value: { runPrograms, dumpStandardFiles } };
}

function runPrograms(texts: readonly string[]): Promise<readonly ProgramResult[]> {
  return ask('run_programs.py', texts);
}

function dumpStandardFiles(): Promise<readonly DumpedFile[]> {
  return ask('dump_syntax.py', []);
}

async function ask<T>(scriptName: string, question: unknown): Promise<T> {
  const script = repositoryPath('test/server/core/python', scriptName);
  const { stdout, stderr, exitCode } = await runProcess('python3', [script], {
    input: JSON.stringify(question),
  });
  if (exitCode !== 0) throw new Error(`${scriptName} ended with ${exitCode}\n${stderr}`);
  return JSON.parse(stdout) as T;
}
