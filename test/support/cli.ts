import { type ProcessOptions, type ProcessResult, runProcess } from './child-process.ts';
import { repositoryPath } from './repository.ts';

/** What one run of the built command line answered. */
export interface CliResult extends ProcessResult {
  /** Standard output as the one JSON document that `--format json` promises; throws where it is something else. */
  json(): unknown;
}

/** Runs `dist/cli.cjs`, which `npm run build` makes. Without `cwd` it runs in the repository's root. */
export async function runCli(args: readonly string[], options: ProcessOptions = {}): Promise<CliResult> {
  const result = await runProcess(process.execPath, [repositoryPath('dist', 'cli.cjs'), ...args], {
    cwd: repositoryPath(),
    ...options,
  });
  return { ...result, json: () => parseDocument(args, result) };
}

function parseDocument(args: readonly string[], result: ProcessResult): unknown {
  try {
    return JSON.parse(result.stdout);
  } catch (error) {
    throw new Error(
      `${args.join(' ')} did not print one JSON document (exit code ${result.exitCode})\n` +
        `${result.stdout}\n${result.stderr}`,
      { cause: error },
    );
  }
}
