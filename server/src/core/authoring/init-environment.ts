import { normalizePath } from '../config/resolve-config.ts';
import { CommandError } from '../script/command-error.ts';
import { alembicIniText } from './init-alembic-ini.ts';
import { asyncEnvText, genericEnvText } from './init-env-script.ts';
import { scriptMakoText } from './init-script-mako.ts';

export type EnvironmentTemplate = 'generic' | 'async';

/** A file of a new environment. */
export interface InitFile {
  /** As the place names it: absolute, or relative to the folder that gets alembic.ini. */
  readonly path: string;
  readonly text: string;
}

/** Where the files of a new environment go, and what the configuration calls its folder. */
export interface InitPlace {
  readonly configPath: string;
  /** Gets env.py, script.py.mako, README and `versions`. */
  readonly directory: string;
  /** As the ini file says it: `%(here)s/migrations`, a percent sign of a name doubled. */
  readonly scriptLocation: string;
}

/**
 * The files of a new migration environment in a folder below the one that gets alembic.ini; paths are relative to that
 * one. Throws CommandError `bad-directory`.
 */
export function initEnvironment(directory: string, template: EnvironmentTemplate): readonly InitFile[] {
  const path = normalizePath(directory.replaceAll('\\', '/'));
  if (path === '' || path.startsWith('/') || path.includes(':') || directory.split(/[\\/]/).includes('..')) {
    const what = `"${directory}" cannot hold a migration environment.`;
    throw new CommandError('bad-directory', `${what} Name a folder below this one, e.g. migrations.`, {
      directory,
    });
  }
  return initFiles(
    { configPath: 'alembic.ini', directory: path, scriptLocation: `%(here)s/${path.replaceAll('%', '%%')}` },
    template,
  );
}

/** The configuration first. Source: `alembic.command.init`. */
export function initFiles(
  { configPath, directory, scriptLocation }: InitPlace,
  template: EnvironmentTemplate,
): readonly [config: InitFile, ...others: InitFile[]] {
  return [
    { path: configPath, text: alembicIniText(scriptLocation) },
    { path: `${directory}/env.py`, text: template === 'async' ? asyncEnvText : genericEnvText },
    { path: `${directory}/script.py.mako`, text: scriptMakoText },
    { path: `${directory}/README`, text: readme(template) },
    { path: `${directory}/versions/.gitkeep`, text: '' },
  ];
}

function readme(template: EnvironmentTemplate): string {
  const engine = template === 'async' ? 'one database through an async driver' : 'one database';
  return `An Alembic migration environment for ${engine}.\n`;
}
