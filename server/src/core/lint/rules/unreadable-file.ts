import type { FileRule } from '../lint-rule.ts';

/** The file's bytes cannot be read as Python text. Alembic imports every file, so it fails too. */
export const unreadableFile: FileRule = {
  id: 'unreadable-file',
  severity: 'error',
  scope: 'file',
  check({ path, fault }) {
    if (fault === undefined) return [];
    const reason = fault.replace(/\.$/, '');
    return [
      {
        path,
        span: { start: 0, end: 0 },
        message: `${reason}, and every alembic command fails on this file.`,
      },
    ];
  },
};
