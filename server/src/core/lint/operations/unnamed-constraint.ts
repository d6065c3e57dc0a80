import { failuresOf } from '../failure-kinds.ts';
import type { BodyRule } from '../lint-rule.ts';
import { argumentOf, callAt } from '../python-calls.ts';

/** A constraint that has to be named in order to be dropped. Source: `visit_drop_constraint` of `DDLCompiler`. */
export const unnamedConstraint: BodyRule = {
  id: 'unnamed-constraint',
  severity: 'error',
  scope: 'body',
  check: (body) =>
    failuresOf(body, 'unnamed-constraint').map(({ span }) => {
      const call = callAt(body.source, span);
      const name = call && argumentOf(call, 'constraint_name', 0);
      return {
        path: body.file.path,
        span: name === undefined ? span : { start: name.start, end: name.end },
        message:
          'The constraint has no name and the metadata has no naming convention that gives it one, so Alembic refuses to drop it (CompileError).',
      };
    }),
};
