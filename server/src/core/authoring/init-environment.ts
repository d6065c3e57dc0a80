import { normalizePath } from '../config/resolve-config.ts';
import { CommandError } from '../script/command-error.ts';
import { alembicIniText } from './init-alembic-ini.ts';
import { asyncEnvText, genericEnvText } from './init-env-script.ts';
import { scriptMakoText } from './init-script-mako.ts';

export type EnvironmentTemplate = 'generic' | 'async';

/** A file of a new environment. */
export interface InitFile {
  /** Relative to the folder that gets alembic.ini, `/` separated. */
  readonly path: string;
  readonly text: string;
}

/**
 * The files of a new migration environment: alembic.ini, and below `directory` env.py, script.py.mako, README and an
 * empty `versions`. Throws CommandError `bad-directory`. Source: `alembic.command.init`.
 */
export function initEnvironment(directory: string, template: EnvironmentTemplate): readonly InitFile[] {
  const path = normalizePath(directory.replaceAll('\\', '/'));
  if (path === '' || path.startsWith('/') || path.includes(':') || directory.split(/[\\/]/).includes('..')) {
    const what = `"${directory}" cannot hold a migration environment.`;
    throw new CommandError('bad-directory', `${what} Name a folder below this one, e.g. migrations.`, {
      directory,
    });
  }
  return [
    { path: 'alembic.ini', text: alembicIniText(path) },
    { path: `${path}/env.py`, text: template === 'async' ? asyncEnvText : genericEnvText },
    { path: `${path}/script.py.mako`, text: scriptMakoText },
    { path: `${path}/README`, text: readme(template) },
    { path: `${path}/versions/.gitkeep`, text: '' },
  ];
}

function readme(template: EnvironmentTemplate): string {
  const engine = template === 'async' ? 'one database through an async driver' : 'one database';
  return `An Alembic migration environment for ${engine}.\n`;
}
