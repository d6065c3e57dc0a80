import type { FileRule } from '../lint-rule.ts';

/** The text is not Python. Alembic imports every file of the chain, so one that fails stops all commands. */
export const syntaxError: FileRule = {
  id: 'syntax-error',
  severity: 'error',
  scope: 'file',
  check(file) {
    const error = file.header.syntaxError;
    if (error === undefined || file.fault !== undefined) return [];
    return [
      {
        path: file.path,
        span: error.span,
        message: `Python cannot read this file (${error.message.replace(/\.$/, '')}), so every alembic command fails.`,
      },
    ];
  },
};
