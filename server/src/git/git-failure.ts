/**
 * Why git gave no answer. `no-git`: it is not installed. `no-repository`: the folder is in none, or in a bare one.
 * `unsafe-directory`: git refuses a repository of another user. `timeout` and `too-much-output`: our own bounds.
 */
export type GitFailureKind =
  | 'no-git'
  | 'no-repository'
  | 'unsafe-directory'
  | 'timeout'
  | 'too-much-output'
  | 'cancelled'
  | 'failed';

/** git could not be asked. The message is one sentence for the user, with the next step where there is one. */
export class GitFailure extends Error {
  readonly kind: GitFailureKind;

  constructor(kind: GitFailureKind, message: string) {
    super(message);
    this.name = 'GitFailure';
    this.kind = kind;
  }
}

const REFUSED = /(?:dubious ownership|unsafe repository)[^']*'([^']+)'/;

/** What git said on standard error (in English, `LC_ALL=C`) before it ended with an error. */
export function failureOf(folder: string, stderr: string): GitFailure {
  const refused = REFUSED.exec(stderr)?.[1];
  if (refused !== undefined) {
    return new GitFailure(
      'unsafe-directory',
      `git refuses ${refused} because another user owns it. If you trust it, run: git config --global --add safe.directory ${refused}`,
    );
  }
  if (/not a git repository/.test(stderr)) {
    return new GitFailure('no-repository', `${folder} is in no git repository.`);
  }
  if (/must be run in a work tree/.test(stderr)) {
    return new GitFailure('no-repository', `${folder} is in a git repository without a work tree.`);
  }
  const line = stderr.split('\n').find((text) => /^(?:fatal|error):/.test(text)) ?? stderr.split('\n')[0];
  return new GitFailure('failed', `git failed in ${folder}: ${line === '' ? 'it said nothing.' : line}`);
}
