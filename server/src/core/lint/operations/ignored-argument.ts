import { COLUMN_DIRECTIVES } from '../../operations/column-directives.ts';
import { callSignature } from '../../sqlalchemy/call-signature.ts';
import type { BodyRule, Finding } from '../lint-rule.ts';
import { nearestIds } from '../nearest-ids.ts';
import { callsIn } from '../python-calls.ts';
import type { RevisionBody } from '../revision-body.ts';

/**
 * An argument that Alembic takes and does nothing with, because the operation takes any: one that is spelled almost like a
 * real one. Source: `AlterColumnOp.kw` and `DropColumnOp.kw`.
 */
export const ignoredArgument: BodyRule = {
  id: 'ignored-argument',
  severity: 'warning',
  scope: 'body',
  check: (body) =>
    body.functions.flatMap(({ operations }) =>
      operations.flatMap(({ kind, span }) =>
        kind === 'alter-column' || kind === 'drop-column' ? findings(body, span) : [],
      ),
    ),
};

/** The names of the parameters of the operations that take any others. */
const PARAMETERS: ReadonlyMap<string, readonly string[]> = new Map(
  COLUMN_DIRECTIVES.map(({ signature }) => callSignature(signature))
    .filter(({ extraKeywords }) => extraKeywords !== undefined)
    .map(({ functionName, parameters }) => [functionName, parameters.map(({ name }) => name)]),
);

function findings(body: RevisionBody, span: Finding['span']): readonly Finding[] {
  const { path } = body.file;
  return callsIn(body.source, span).flatMap(({ callee, arguments: given, start, end }) => {
    const parameters = callee.kind === 'attribute' ? PARAMETERS.get(callee.name) : undefined;
    if (parameters === undefined || start !== span.start || end !== span.end) return [];
    return given.flatMap((argument): Finding[] => {
      if (argument.kind !== 'keyword' || parameters.includes(argument.name)) return [];
      const meant = nearestIds(parameters, argument.name);
      const place = argument.nameSpan;
      return meant.length === 0
        ? []
        : [
            {
              path,
              span: place,
              message: `Alembic ignores the argument "${argument.name}", so the operation does less than is written here.`,
              fixes: () =>
                meant.map((name, index) => ({
                  title: `Change to "${name}"`,
                  isPreferred: index === 0,
                  edits: [{ path, span: place, newText: name }],
                  renames: [],
                })),
            },
          ];
    });
  });
}
