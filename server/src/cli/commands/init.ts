import type { CliCommand } from '../command.ts';
import { usageError } from '../usage-error.ts';

export const initCommand: CliCommand = {
  name: 'init',
  summary: 'make a new migration environment',
  usage: 'DIR [--template generic|async]',
  options: {
    template: { type: 'string', short: 't', value: 'NAME', description: 'generic (default) or async' },
    package: { type: 'boolean', description: 'write empty __init__.py files as well' },
  },
  positionals: [1, 1],
  async run({ positionals: [directory = ''], options }, context) {
    const template = options.template ?? 'generic';
    if (template !== 'generic' && template !== 'async') {
      throw usageError(
        `There is no environment template '${String(template)}'. The templates: generic, async.`,
      );
    }
    const { writtenEnvironment } = await import('../written-environment.ts');
    return writtenEnvironment(directory, template, options.package === true, context);
  },
};
