import { exceptionText, failuresOf } from '../failure-kinds.ts';
import type { BodyRule } from '../lint-rule.ts';
import { literalsOf } from '../python-calls.ts';

const NAME = /^A column with name '(.*)' is already present/;

/** The same column twice in one table. Source: `Table.append_column`. */
export const duplicateColumn: BodyRule = {
  id: 'duplicate-column',
  severity: 'error',
  scope: 'body',
  check: (body) =>
    failuresOf(body, 'duplicate-column').map((failure) => {
      const name = NAME.exec(failure.message)?.[1] ?? '';
      const [first, second] = literalsOf(body.source, failure.span, name);
      const { path } = body.file;
      return {
        path,
        span: second ?? failure.span,
        message: `The column "${name}" is there already, so SQLAlchemy refuses this table (${exceptionText(failure)}).`,
        related: first && second ? [{ path, span: first, message: 'the column is declared here' }] : [],
      };
    }),
};
