import { dirname } from 'node:path';
import type { Program } from '../processes/program.ts';
import type { AlembicCommand } from './alembic-command.ts';
import { GUARD_PROGRAM } from './connection-guard.ts';

/** Which environment alembic works on. */
export interface AlembicEnvironment {
  readonly command: AlembicCommand;
  /** Absolute path of alembic.ini or pyproject.toml. */
  readonly configPath: string;
  /** The ini section; "alembic" is the default. */
  readonly section: string;
  /** Each is handed on as `-x ARGUMENT`. */
  readonly xArguments: readonly string[];
}

/** One of alembic's commands with its own arguments: `upgrade`, ["head"]. */
export interface AlembicInvocation {
  readonly name: string;
  readonly options: readonly string[];
  readonly positionals: readonly string[];
}

function alembicArguments(environment: AlembicEnvironment, invocation: AlembicInvocation): readonly string[] {
  const section = environment.section === 'alembic' ? [] : ['-n', environment.section];
  const x = environment.xArguments.flatMap((argument) => ['-x', argument]);
  return [
    '-c',
    environment.configPath,
    ...section,
    ...x,
    invocation.name,
    ...invocation.options,
    ...invocation.positionals,
  ];
}

/** Flask-Migrate takes the directory of env.py, and `-x` behind the command; a target "-1" would be an option to click. */
function flaskArguments(environment: AlembicEnvironment, invocation: AlembicInvocation): readonly string[] {
  const x = environment.xArguments.flatMap((argument) => ['-x', argument]);
  return [
    invocation.name,
    '-d',
    dirname(environment.configPath),
    ...x,
    ...invocation.options,
    '--',
    ...invocation.positionals,
  ];
}

/** The program to start. With `guarded` the connection guard stands in front, which needs the interpreter. */
export function alembicProgram(
  environment: AlembicEnvironment,
  invocation: AlembicInvocation,
  guarded: boolean,
): Program {
  const { program, python, kind } = environment.command;
  const args =
    kind === 'flask' ? flaskArguments(environment, invocation) : alembicArguments(environment, invocation);
  if (!guarded || python === undefined) return { command: program.command, args: [...program.args, ...args] };
  const subCommand = kind === 'flask' ? ['db'] : [];
  return { command: python.command, args: [...python.args, '-c', GUARD_PROGRAM, ...subCommand, ...args] };
}

/** The environment of alembic's process: the caller's, made to print at once and in UTF-8. */
export function alembicVariables(
  inherited: Readonly<Record<string, string | undefined>>,
  added: Readonly<Record<string, string>>,
): Readonly<Record<string, string | undefined>> {
  return { ...inherited, PYTHONUNBUFFERED: '1', PYTHONIOENCODING: 'utf-8', ...added };
}
