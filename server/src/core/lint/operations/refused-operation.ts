import { exceptionText, failuresOf } from '../failure-kinds.ts';
import type { BodyRule } from '../lint-rule.ts';

/** What Python, SQLAlchemy or Alembic refuses for a reason that has no rule of its own. */
export const refusedOperation: BodyRule = {
  id: 'refused-operation',
  severity: 'error',
  scope: 'body',
  check: (body) =>
    failuresOf(body, 'refused-operation').map((failure) => ({
      path: body.file.path,
      span: failure.span,
      message: `The migration stops here with ${exceptionText(failure)}.`,
    })),
};
