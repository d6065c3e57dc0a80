import { isFailureCaught } from '../caught-failures.ts';
import type { BodyRule, Finding } from '../lint-rule.ts';
import { ObjectHistory } from '../object-history.ts';

/** Two operations of one function that contradict each other: the second one finds what it needs gone, or there already. */
export const repeatedOperation: BodyRule = {
  id: 'repeated-operation',
  severity: 'error',
  scope: 'body',
  isPostgresqlOnly: true,
  check: (body) =>
    body.functions.flatMap(({ operations }) => {
      const history = new ObjectHistory();
      const { path } = body.file;
      return operations.flatMap((operation) =>
        history.follow(operation).map(
          ({ object, state, since }): Finding => ({
            path,
            span: operation.span,
            ...(isFailureCaught(body.source, operation.span) ? { severity: 'warning' } : {}),
            message: `${object} is ${state === 'present' ? 'there already' : 'gone already'} at this point, so PostgreSQL refuses this operation.`,
            related: [
              {
                path,
                span: since,
                message: state === 'present' ? 'it is made here' : 'it is dropped or renamed here',
              },
            ],
          }),
        ),
      );
    }),
};
