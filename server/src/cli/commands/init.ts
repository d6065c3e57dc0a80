import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { initEnvironment } from '../../core/authoring/init-environment.ts';
import { CommandError } from '../../core/script/command-error.ts';
import type { CliCommand } from '../command.ts';
import { usageError } from '../usage-error.ts';

export const initCommand: CliCommand = {
  name: 'init',
  summary: 'make a new migration environment',
  usage: 'DIR [--template generic|async]',
  options: {
    template: { type: 'string', short: 't', value: 'NAME', description: 'generic (default) or async' },
  },
  positionals: [1, 1],
  async run({ positionals: [directory = ''], options }, { workingDirectory }) {
    const template = options.template ?? 'generic';
    if (template !== 'generic' && template !== 'async') {
      throw usageError(
        `There is no environment template '${String(template)}'. The templates: generic, async.`,
      );
    }
    const files = initEnvironment(directory, template).map((file) => ({
      ...file,
      path: join(workingDirectory, file.path),
    }));
    const existing = files.filter(({ path }) => existsSync(path)).map(({ path }) => path);
    if (existing.length > 0) {
      throw new CommandError(
        'file-exists',
        `${existing.join(', ')} ${existing.length === 1 ? 'exists' : 'exist'} already. Nothing was written; move ${existing.length === 1 ? 'it' : 'them'} away or name another directory.`,
      );
    }
    for (const { path, text } of files) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text, { flag: 'wx' });
    }
    const paths = files.map(({ path }) => path);
    return { exitCode: 0, text: paths.map((path) => `Generated ${path}\n`).join(''), json: { files: paths } };
  },
};
