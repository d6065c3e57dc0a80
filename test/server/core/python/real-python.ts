import { runProcess } from '../../../support/child-process.ts';
import { repositoryPath } from '../../../support/repository.ts';
import type { Availability } from '../../../support/suite-availability.ts';

/** What a program gave: the texts it handed to `op.execute`, and the exception that ended it, if any. */
export interface ProgramResult {
  readonly executed: readonly unknown[];
  readonly raised?: string;
}

export interface RealPython {
  /** Runs whole revision files, each in a namespace of its own, and calls their `upgrade()`. */
  runPrograms(texts: readonly string[]): Promise<readonly ProgramResult[]>;
}

/** The `python3` of this machine. */
export async function withRealPython(): Promise<Availability<RealPython>> {
  const version = await runProcess('python3', ['--version']).catch(() => undefined);
  if (version?.exitCode !== 0) return { ok: false, reason: 'python3 is not on the PATH' };
  return { ok: true, value: { runPrograms } };
}

async function runPrograms(texts: readonly string[]): Promise<readonly ProgramResult[]> {
  const script = repositoryPath('test/server/core/python/run_programs.py');
  const { stdout, stderr, exitCode } = await runProcess('python3', [script], {
    input: JSON.stringify(texts),
  });
  if (exitCode !== 0) throw new Error(`run_programs.py ended with ${exitCode}\n${stderr}`);
  return JSON.parse(stdout) as readonly ProgramResult[];
}
