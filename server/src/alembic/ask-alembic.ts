import { dirname } from 'node:path';
import type { DatabaseUrl } from '../core/config/database-url.ts';
import type { OpenOptions } from '../database/open-session.ts';
import { maskPasswords } from '../database/password-mask.ts';
import { serverIdentity } from '../database/server-identity.ts';
import { withSession } from '../database/with-session.ts';
import { startProcess } from '../processes/process-tree.ts';
import {
  type AlembicEnvironment,
  type AlembicInvocation,
  alembicProgram,
  alembicVariables,
} from './alembic-invocation.ts';
import { parseFailure } from './alembic-output.ts';
import { secretsOf } from './alembic-run.ts';
import { guardEnvironment, OTHER_DATABASE_EXIT_CODE, withoutGuardLines } from './connection-guard.ts';

const KILL_GRACE_MS = 2000;

/** An alembic command that changes no schema: `revision --autogenerate`, `check`, `current`. */
export interface AlembicQuestion {
  readonly environment: AlembicEnvironment;
  readonly invocation: AlembicInvocation;
  readonly inherited: Readonly<Record<string, string | undefined>>;
  /** See `AlembicRun.variables`. */
  readonly variables: Readonly<Record<string, string>>;
  /** The database that alembic must look at; undefined: whichever env.py names. */
  readonly database: { readonly target: DatabaseUrl; readonly open: OpenOptions } | undefined;
}

export interface AlembicAnswer {
  readonly ok: boolean;
  readonly stdout: string;
  /** Paths of the files that `revision` made; as they are, also where a password is a part of one. */
  readonly generated: readonly string[];
  /** What alembic logged. */
  readonly stderr: string;
  /** Why it failed, one sentence without passwords; undefined where it did not. */
  readonly message: string | undefined;
}

async function identityOf(database: AlembicQuestion['database']): Promise<string | undefined> {
  if (database === undefined) return undefined;
  return withSession(database.target, database.open, serverIdentity);
}

/**
 * Runs an alembic command to its end. Throws a `DatabaseError` where the chosen database does not answer; what alembic
 * itself does wrong is in the answer.
 */
export async function askAlembic(question: AlembicQuestion, signal: AbortSignal): Promise<AlembicAnswer> {
  const { environment, invocation, database } = question;
  const server = await identityOf(database);
  const guard =
    server === undefined
      ? {}
      : guardEnvironment({
          server,
          program: environment.command.kind,
          lockTimeout: undefined,
          statementTimeout: undefined,
        });
  const password = database?.open.password === undefined ? {} : { PGPASSWORD: database.open.password };
  const child = startProcess({
    program: alembicProgram(environment, invocation, server !== undefined),
    workingDirectory: dirname(environment.configPath),
    environment: alembicVariables(question.inherited, { ...password, ...question.variables, ...guard }),
  });
  const kill = (): void => {
    child.kill(KILL_GRACE_MS).catch((error: Error) => process.emitWarning(error));
  };
  if (signal.aborted) kill();
  signal.addEventListener('abort', kill, { once: true });
  const end = await child.ended;
  signal.removeEventListener('abort', kill);
  const mask = (text: string): string => maskPasswords(text, secretsOf(database));
  if (end.startFailure !== undefined) {
    return {
      ok: false,
      stdout: '',
      stderr: '',
      generated: [],
      message: `${environment.command.origin}: ${end.startFailure}`,
    };
  }
  const generated = generatedPaths(end.stdout);
  const stderr = withoutGuardLines(end.stderr);
  const printed = { stdout: mask(end.stdout), stderr: mask(stderr), generated };
  if (end.exitCode === 0) return { ok: true, ...printed, message: undefined };
  const message = signal.aborted
    ? 'cancelled'
    : end.exitCode === OTHER_DATABASE_EXIT_CODE
      ? 'env.py connects to another database than the chosen one'
      : parseFailure(end.stdout, stderr, () => false).message;
  return { ok: false, ...printed, message: mask(message) };
}

/** From the lines "Generating PATH ...  done" of `revision`. */
function generatedPaths(stdout: string): readonly string[] {
  return [...stdout.matchAll(/^\s*Generating (.+?) \.\.\.\s+done\r?$/gm)].map(([, path = '']) => path);
}
