import type { CliCommand } from '../command.ts';

/** The same problems as the editor shows. Exit code 1 where one of them is an error. */
export const lintCommand: CliCommand = {
  name: 'lint',
  summary: 'check the revision chain, its operations and its SQL; exit code 1 on an error',
  usage: '[PATH…] [--base-branch NAME] [--format text|json|sarif|github|gitlab]',
  options: {
    'base-branch': {
      type: 'string',
      value: 'NAME',
      description: "branch that work is merged into, or 'none'; left out: found by itself in git",
    },
  },
  positionals: [0, Number.POSITIVE_INFINITY],
  formats: ['sarif', 'github', 'gitlab'],
  async run(args, context) {
    const { linted } = await import('../linted.ts');
    return linted(args, context);
  },
};
